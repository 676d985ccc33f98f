package ai.peeker.partner.webhook.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long what was handled is remembered: longer than Peeker goes on delivering it. */
final class Retention {
  private static final Duration SHORTEST = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Retention() {}

  /** The retention in milliseconds, unless it makes no sense. */
  static long millis(String name, @Nullable Duration retention) {
    if (retention == null
        || retention.compareTo(SHORTEST) < 0
        || retention.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name
              + " is "
              + retention
              + ". Give from 24 hours, for which Peeker may deliver an event again, to 3650 days.");
    }
    return retention.toMillis();
  }
}
