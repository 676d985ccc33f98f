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
 * Finds generated models by the name of their schema, and reads and writes them with and without
 * Jackson.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Models {
  private static final String PACKAGE = "ai.peeker.partner.model.";

  /** Parses and prints JSON only; numbers keep every digit. */
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** An {@code ObjectMapper} with default settings. */
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private Models() {}

  /**
   * Returns the model class of a schema.
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
   * Parses JSON to plain maps, lists and scalars.
   *
   * @param json the JSON
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
   * Parses JSON to a tree in which numbers keep every digit.
   *
   * @param json the JSON
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
   * Writes a plain value or a model as JSON.
   *
   * @param value the value
   * @return the JSON
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
   * @param json the JSON
   * @return the model
   * @throws RuntimeException the exception of {@code fromJson}
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
   * @throws RuntimeException the exception of {@code fromJson}
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
   * Reads a model with a default {@code ObjectMapper} and writes it again.
   *
   * @param schema the name of the schema
   * @param json the JSON
   * @return the written JSON
   */
  public static String throughJackson(String schema, String json) {
    try {
      return PLAIN.writeValueAsString(PLAIN.readValue(json, type(schema)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Parses JSON to a tree with a default {@code ObjectMapper}, for comparison.
   *
   * @param json the JSON
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
