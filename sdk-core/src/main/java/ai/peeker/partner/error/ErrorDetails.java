package ai.peeker.partner.error;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the details of an error. A value that differs from the documentation counts as absent,
 * because reading an error must not fail.
 */
final class ErrorDetails {
  private ErrorDetails() {}

  /** Reads an integer as JSON Schema defines it: 4, 4.0 and 4e0 are the same. */
  static OptionalLong count(Map<String, @Nullable Object> details, String name) {
    return read(details.get(name), Number.class::cast)
        .flatMap(number -> read(number.toString(), text -> new BigDecimal(text).longValueExact()))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  static <T> @Nullable T one(
      Map<String, @Nullable Object> details, String name, Function<Object, T> reader) {
    return read(details.get(name), reader).orElse(null);
  }

  static <T> List<T> list(
      Map<String, @Nullable Object> details, String name, Function<Object, T> reader) {
    return details.get(name) instanceof List<?> values
        ? values.stream().flatMap(value -> read(value, reader).stream()).toList()
        : List.of();
  }

  /** Returns a value, if it is as documented. */
  static <I, T> Optional<T> read(@Nullable I value, Function<? super I, T> reader) {
    try {
      return Optional.ofNullable(value).map(reader);
    } catch (IllegalArgumentException | ClassCastException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
