package ai.peeker.partner.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Converts bytes to plain JSON values and back. Numbers keep their exact value, objects the order
 * of their properties.
 */
public final class JsonCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new JavaTimeModule()) // a caller's additional property may hold a java.time value
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(
              StreamReadFeature
                  .INCLUDE_SOURCE_IN_LOCATION) // an error message must not quote the text
          .build();

  /**
   * Reads one JSON value.
   *
   * @param json UTF-8 text
   * @return maps, lists, strings, numbers, booleans or null
   * @throws MalformedJsonException if it is not exactly one JSON value
   */
  public @Nullable Object read(byte[] json) throws MalformedJsonException {
    try (JsonParser parser = MAPPER.createParser(text(json))) {
      return MAPPER.readValue(parser, Object.class);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(where(e));
    } catch (IOException e) { // bytes that are no UTF-8
      throw new MalformedJsonException("it is not UTF-8 text");
    } catch (ArithmeticException | NumberFormatException e) { // an exponent of a dozen digits
      throw new MalformedJsonException("it is not JSON: a number is out of range");
    }
  }

  /** Decodes strictly UTF-8: Jackson would guess UTF-16 and UTF-32, where others would not. */
  private static String text(byte[] json) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it is not JSON"
        : "it is not JSON, or has a property twice, from line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + " on";
  }

  /**
   * Writes one JSON value. The same value always gives the same bytes.
   *
   * @param json a plain JSON value
   * @return UTF-8 text
   * @throws IllegalArgumentException if a value has no JSON form
   */
  public byte[] write(@Nullable Object json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) { // its message could quote a secret
      throw new IllegalArgumentException(
          "The body holds a value that cannot be written as JSON. Use strings, numbers, booleans,"
              + " lists, maps and null.");
    }
  }
}
