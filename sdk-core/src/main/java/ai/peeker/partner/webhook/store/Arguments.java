package ai.peeker.partner.webhook.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks arguments. */
final class Arguments {
  private Arguments() {}

  static <T> T notNull(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null.");
    }
    return value;
  }

  /** Returns the milliseconds of a duration that is in a range, which the message describes. */
  static long millis(
      String name, @Nullable Duration value, Duration shortest, Duration longest, String range) {
    Duration duration = notNull(name, value);
    if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          name + " is out of range: " + duration + " (expected " + range + ").");
    }
    return duration.toMillis();
  }

  /** Returns the retention of handled events in milliseconds. */
  static long retention(String name, @Nullable Duration value) {
    String range = "25 hours, longer than a handler accepts a webhook again, to 3650 days";
    return millis(name, value, Duration.ofHours(25), Duration.ofDays(3650), range);
  }
}
