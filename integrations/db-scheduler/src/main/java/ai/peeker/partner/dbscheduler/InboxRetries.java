package ai.peeker.partner.dbscheduler;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How often, and after which delays, an event is handled again. */
record InboxRetries(int maxAttempts, Duration first, Duration longest, DoubleSupplier random) {
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 30;

  /** Returns the delay after so many failures: doubled each time, less up to a half of it. */
  Duration delay(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    return jittered(Math.min(doubled, longest.toMillis()));
  }

  /** Returns the delay of an event whose record is busy. */
  Duration busyDelay() {
    return jittered(Math.min(BUSY.toMillis(), first.toMillis()));
  }

  private Duration jittered(long millis) {
    return Duration.ofMillis(millis - (long) (millis / 2.0 * random.getAsDouble()));
  }
}
