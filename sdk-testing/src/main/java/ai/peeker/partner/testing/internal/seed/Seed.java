package ai.peeker.partner.testing.internal.seed;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The initial records of an account, read from a JSON file. */
public final class Seed {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode records;

  private Seed(JsonNode records) {
    this.records = records;
  }

  /** Returns a seed without records. */
  public static Seed none() {
    return new Seed(Json.object());
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read or is not a JSON object
   */
  public static Seed read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read the seed file " + file + ". Give a JSON file that exists.", e);
    }
    JsonNode records = parse(file, bytes);
    SeedException.require(records.isObject(), "", "must be a JSON object");
    return new Seed(records);
  }

  private static JsonNode parse(Path file, byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      // Without the parser's message, which may quote a password.
      JsonLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "The seed file %s is not valid JSON at line %d, column %d."
              .formatted(file, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr()));
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot read bytes in memory", impossible);
    }
  }

  /**
   * Creates the records, in the order users, bundles, domains, orders.
   *
   * @throws IllegalArgumentException if a record is invalid; the message names its JSON path
   */
  public void plant(LocalApi api, URI baseUrl) {
    new SeedPlanter(api, baseUrl.getPath()).plant(records);
  }
}
