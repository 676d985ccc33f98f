package ai.peeker.partner.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that starts at the time of the documented examples and moves only by {@link #advance}.
 */
final class FakeClock extends Clock {
  static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private volatile Instant now = START;

  void advance(Duration step) {
    now = now.plus(step);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Tests use UTC only");
  }
}
