package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.RawResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Duration fromBody = seconds(details.get("retry_after_seconds"));
    Duration fromHeader = null;
    for (String retryAfter : response.headers().getOrDefault("Retry-After", List.of())) {
      fromHeader = longer(fromHeader, header(retryAfter, response.header("Date"), now));
    }
    return longer(fromBody, fromHeader);
  }

  private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static @Nullable Duration seconds(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return null;
    }
    double seconds = number.doubleValue();
    boolean sensible = seconds >= 0 && seconds <= MAX_SECONDS; // false for NaN too
    return sensible ? Duration.ofMillis((long) Math.ceil(seconds * 1000)) : null;
  }

  private static @Nullable Duration header(String retryAfter, @Nullable String date, Instant now) {
    String text = retryAfter.strip();
    if (text.matches("[0-9]{1,9}")) {
      return seconds(Long.valueOf(text));
    }
    Instant until = instant(text);
    if (until == null) {
      return null;
    }
    Instant serverNow = date == null ? null : instant(date); // its own clock, however wrong ours is
    Duration wait = Duration.between(serverNow == null ? now : serverNow, until);
    return wait.isNegative()
        ? null
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
