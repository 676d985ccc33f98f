package ai.peeker.partner.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The time of the documented examples, at which the clocks of the tests begin. */
final class StartClock {
  static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private StartClock() {}

  static Clock fixed() {
    return Clock.fixed(START, ZoneOffset.UTC);
  }
}
