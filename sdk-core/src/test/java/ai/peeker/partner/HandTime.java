package ai.peeker.partner;

import ai.peeker.partner.internal.http.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time that passes only when a test, or a sleep, says so. */
public final class HandTime implements Time {
  static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private final List<Duration> sleeps = new ArrayList<>();
  private Duration passed = Duration.ZERO;
  private double random;
  private Runnable duringSleep = () -> {};

  HandTime random(double random) {
    this.random = random;
    return this;
  }

  /** Something to happen while a call waits. */
  HandTime duringSleep(Runnable action) {
    this.duringSleep = action;
    return this;
  }

  /** How long the calls waited, each time. */
  synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  synchronized void pass(Duration duration) {
    passed = passed.plus(duration);
  }

  @Override
  public synchronized Instant now() {
    return START.plus(passed);
  }

  @Override
  public synchronized long nanos() {
    return passed.toNanos();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    duringSleep.run();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    synchronized (this) {
      sleeps.add(duration);
      passed = passed.plus(duration);
    }
  }

  @Override
  public synchronized double random() {
    return random;
  }
}
