package ai.peeker.partner.testing.internal.check;

import java.time.Duration;

/** Converts durations that mean "for ever", which are too long for a number of nanoseconds. */
public final class Durations {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Durations() {}

  /** Returns the nanoseconds of a duration, or the largest number (292 years) if it is longer. */
  public static long nanos(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }
}
