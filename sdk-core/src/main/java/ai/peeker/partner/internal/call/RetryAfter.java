package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.RawResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the delay requested by the server: {@code error.details.retry_after_seconds} in the body,
 * or {@code Retry-After} headers with seconds or a date. The largest wins. Invalid values are
 * ignored.
 */
final class RetryAfter {
  private static final double MAX_SECONDS = 366.0 * 24 * 60 * 60;

  // the forms of RFC 9110, section 5.6.7
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  static @Nullable Duration of(
      RawResponse response, Map<String, @Nullable Object> details, Instant now) {
    return Stream.concat(
            seconds(details.get("retry_after_seconds")),
            response.headers().getOrDefault("Retry-After", List.of()).stream()
                .flatMap(value -> header(value, response.header("Date"), now)))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Reads a number in any form, or its text: it is a minimum, so none is too odd to be obeyed. */
  private static Stream<Duration> seconds(@Nullable Object value) {
    String text =
        value instanceof Number || value instanceof String ? value.toString().strip() : "";
    if (!text.matches("[0-9+.eE-]+")) { // which excludes NaN, 0x10 and 7d
      return Stream.empty();
    }
    try {
      double seconds = Double.parseDouble(text);
      return seconds >= 0 && seconds <= MAX_SECONDS
          ? Stream.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)))
          : Stream.empty();
    } catch (NumberFormatException e) {
      return Stream.empty();
    }
  }

  /** Reads a date, or seconds, perhaps of several headers that were combined on the way. */
  private static Stream<Duration> header(String value, @Nullable String date, Instant now) {
    Instant until = instant(value.strip());
    if (until == null) {
      return Arrays.stream(value.split(",", -1)).flatMap(RetryAfter::seconds);
    }
    Instant serverNow = date == null ? null : instant(date); // its own clock, however wrong ours is
    Duration wait = Duration.between(serverNow == null ? now : serverNow, until);
    return wait.isNegative()
        ? Stream.empty()
        : seconds(wait.plusNanos(999_999_999).toSeconds()); // up: a wait is never shortened
  }

  private static @Nullable Instant instant(String httpDate) {
    for (DateTimeFormatter form : DATES) {
      try {
        return ZonedDateTime.parse(httpDate, form).toInstant();
      } catch (DateTimeException e) {
        // perhaps another one of the forms
      }
    }
    return null;
  }
}
