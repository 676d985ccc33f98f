package ai.peeker.partner.webhook.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The retention of handled events: longer than a handler accepts webhooks after their signing. */
final class Retention {
  private static final Duration SHORTEST = Duration.ofHours(25);
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Retention() {}

  /** Returns the retention in milliseconds, if it is in range. */
  static long millis(String name, @Nullable Duration retention) {
    if (retention == null) {
      throw new IllegalArgumentException(name + " must not be null.");
    }
    if (retention.compareTo(SHORTEST) < 0 || retention.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name
              + " is out of range: "
              + retention
              + " (expected 25 hours, longer than a handler accepts a webhook again, to 3650 days).");
    }
    return retention.toMillis();
  }
}
