package ai.peeker.partner.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands at the documents' example moment until it is moved by hand. */
final class HandClock extends Clock {
  static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private volatile Instant now = START;

  void move(Duration step) {
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
    throw new UnsupportedOperationException("tests need no other zone than UTC");
  }
}
