package ai.peeker.partner.webhook.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on only when a test says so. */
final class HandClock extends Clock {
  static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private Duration passed = Duration.ZERO;

  synchronized void pass(Duration duration) {
    passed = passed.plus(duration);
  }

  @Override
  public synchronized Instant instant() {
    return START.plus(passed);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("The stores read milliseconds, in no zone.");
  }
}
