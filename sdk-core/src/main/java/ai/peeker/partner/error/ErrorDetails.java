package ai.peeker.partner.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the details of an error. A value that differs from the documentation counts as absent,
 * because reading an error must not fail.
 */
final class ErrorDetails {
  private ErrorDetails() {}

  static OptionalLong count(Map<String, @Nullable Object> details, String name) {
    Object value = details.get(name);
    return value instanceof Integer || value instanceof Long // else a fraction, or out of range
        ? OptionalLong.of(((Number) value).longValue())
        : OptionalLong.empty();
  }

  static <T> @Nullable T one(
      Map<String, @Nullable Object> details, String name, Function<Object, T> reader) {
    Object value = details.get(name);
    return value == null ? null : readOrNull(value, reader);
  }

  static <T> List<T> list(
      Map<String, @Nullable Object> details, String name, Function<Object, T> reader) {
    List<T> result = new ArrayList<>();
    if (details.get(name) instanceof List<?> values) {
      for (Object value : values) {
        T read = value == null ? null : readOrNull(value, reader);
        if (read != null) {
          result.add(read);
        }
      }
    }
    return List.copyOf(result);
  }

  private static <T> @Nullable T readOrNull(Object value, Function<Object, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | ClassCastException e) { // not as documented
      return null;
    }
  }
}
