package ai.peeker.partner.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The generated models as the tests use them: found by the name of their schema, and read and
 * written in both of their ways.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Models {
  private static final String PACKAGE = "ai.peeker.partner.model.";

  /** Only parses and prints here; numbers keep every digit. */
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** As any user has one. */
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private Models() {}

  /**
   * The model class of a schema.
   *
   * @param schema the name of the schema
   * @return the class
   */
  public static Class<?> type(String schema) {
    try {
      return Class.forName(PACKAGE + schema);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no model class was generated for the schema " + schema, e);
    }
  }

  /**
   * A JSON text as plain maps, lists and scalars.
   *
   * @param json the text
   * @return the value; null for the JSON null
   */
  public static @Nullable Object plain(String json) {
    try {
      return EXACT.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A JSON text as a tree in which numbers keep every digit.
   *
   * @param json the text
   * @return the tree
   */
  public static JsonNode tree(String json) {
    try {
      return EXACT.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A plain value or a model as JSON text.
   *
   * @param value the value
   * @return the text
   */
  public static String text(@Nullable Object value) {
    try {
      return EXACT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a model with its {@code fromJson}.
   *
   * @param schema the name of the schema
   * @param json the text
   * @return the model
   * @throws RuntimeException what {@code fromJson} throws
   */
  public static Object read(String schema, String json) {
    return read(type(schema), plain(json));
  }

  /**
   * Reads a model with its {@code fromJson}.
   *
   * @param type the model class
   * @param plain the plain JSON value
   * @return the model
   * @throws RuntimeException what {@code fromJson} throws
   */
  public static Object read(Class<?> type, @Nullable Object plain) {
    try {
      return type.getMethod("fromJson", Object.class).invoke(null, plain);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Reads a model with a default {@code ObjectMapper} and writes it with the same.
   *
   * @param schema the name of the schema
   * @param json the text
   * @return what was written
   */
  public static String throughJackson(String schema, String json) {
    try {
      return PLAIN.writeValueAsString(PLAIN.readValue(json, type(schema)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a default {@code ObjectMapper} makes of a text, for comparison.
   *
   * @param json the text
   * @return the tree
   */
  public static JsonNode plainTree(String json) {
    try {
      return PLAIN.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
