package ai.peeker.partner.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wait that a server asks for: {@code error.details.retry_after_seconds} in the body, or a
 * {@code Retry-After} header with seconds or a date. The larger wins. Nonsense counts as no wait
 * named.
 */
final class ServerWait {
  private static final double MAX_SECONDS = 366.0 * 24 * 60 * 60;

  private ServerWait() {}

  static @Nullable Duration of(Answer answer, Map<String, @Nullable Object> details, Instant now) {
    Duration fromBody = seconds(details.get("retry_after_seconds"));
    Duration fromHeader = header(answer.header("Retry-After"), answer.header("Date"), now);
    if (fromBody == null || fromHeader == null) {
      return fromBody == null ? fromHeader : fromBody;
    }
    return fromBody.compareTo(fromHeader) >= 0 ? fromBody : fromHeader;
  }

  private static @Nullable Duration seconds(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return null;
    }
    double seconds = number.doubleValue();
    boolean sensible = seconds >= 0 && seconds <= MAX_SECONDS; // false for NaN too
    return sensible ? Duration.ofMillis((long) Math.ceil(seconds * 1000)) : null;
  }

  private static @Nullable Duration header(
      @Nullable String retryAfter, @Nullable String date, Instant now) {
    if (retryAfter == null) {
      return null;
    }
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
        ? Duration.ZERO
        : seconds(wait.plusNanos(999_999_999).toSeconds()); // up: a wait is never shortened
  }

  private static @Nullable Instant instant(String httpDate) {
    try {
      return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) { // no date
      return null;
    }
  }
}
