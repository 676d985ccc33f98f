package ai.peeker.partner.internal.json;

import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.model.JsonWriter;
import ai.peeker.partner.model.NothingFoundException;
import ai.peeker.partner.model.ValueReader;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts bytes to models and plain JSON values, and back. Numbers keep their exact value, objects
 * the order of their properties.
 */
public final class JsonCodec {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int ENCODING_BYTES = 4; // from which Jackson guesses the encoding
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
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
    return read(json, JsonReader::any);
  }

  /**
   * Reads one value, without the properties that cannot be read.
   *
   * @param json UTF-8 text
   * @param reader reads the value
   * @return the value
   * @throws MalformedJsonException if the text is not exactly one JSON value
   * @throws IllegalArgumentException if it is another value than the reader expects
   */
  public <T extends @Nullable Object> T read(byte[] json, ValueReader<T> reader)
      throws MalformedJsonException {
    try (JsonParser parser = parser(json)) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("it is not JSON: it is empty");
      }
      T value = root(parser, reader);
      requireEnd(parser);
      return value;
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(where(e));
    } catch (MalformedJsonException e) {
      throw e;
    } catch (IOException e) { // bytes that are no UTF-8
      throw new MalformedJsonException("it is not UTF-8 text");
    }
  }

  private static <T extends @Nullable Object> T root(JsonParser parser, ValueReader<T> reader)
      throws IOException {
    try {
      return JsonReader.lenient(parser).root(reader);
    } catch (NothingFoundException e) { // only if the rest is JSON
      requireEnd(parser);
      throw e;
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    parser.skipChildren(); // of a value that was not read
    if (parser.nextToken() != null) {
      throw new MalformedJsonException("it is not JSON: something follows the value");
    }
  }

  /** Accepts strictly UTF-8: Jackson would guess UTF-16 and UTF-32, where others would not. */
  private static JsonParser parser(byte[] json) throws IOException {
    String text = new String(json, StandardCharsets.UTF_8);
    boolean mayBeMalformed = text.indexOf(REPLACEMENT) >= 0;
    boolean isAscii = text.length() == json.length && !mayBeMalformed;
    if (isAscii && !beginsWithNul(text)) {
      return FACTORY.createParser(json); // faster than from a string
    }
    if (mayBeMalformed) {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    }
    return FACTORY.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** Returns whether there is a zero where Jackson looks for the encoding. */
  private static boolean beginsWithNul(String text) {
    for (int i = 0; i < ENCODING_BYTES && i < text.length(); i++) {
      if (text.charAt(i) == '\0') {
        return true;
      }
    }
    return false;
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
   * Writes one value. Equal values always give the same bytes.
   *
   * @param value a model or a plain JSON value
   * @return UTF-8 text
   * @throws IllegalArgumentException if a value has no JSON form
   */
  public byte[] write(@Nullable Object value) {
    Output bytes = new Output();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      JsonWriter.to(generator).value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return bytes.toByteArray();
  }

  /** Keeps the pieces that a generator writes: of most bodies one, which is the result then. */
  private static final class Output extends OutputStream {
    private final List<byte[]> pieces = new ArrayList<>(1);
    private int length;

    @Override
    public void write(int single) {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      pieces.add(Arrays.copyOfRange(bytes, offset, offset + count)); // a buffer that is used again
      length += count;
    }

    byte[] toByteArray() {
      if (pieces.size() == 1) {
        return pieces.get(0);
      }
      ByteBuffer all = ByteBuffer.allocate(length);
      pieces.forEach(all::put);
      return all.array();
    }
  }
}
