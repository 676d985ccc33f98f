package ai.peeker.partner;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A time that passes only when a test, or a wait, says so. */
public final class HandTime implements TimeSource {
  static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private final List<Duration> sleeps = new ArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private Duration passed = Duration.ZERO;
  private Duration wallClockError = Duration.ZERO;
  private double random;
  private Runnable duringSleep = () -> {};
  private boolean endless;

  HandTime random(double random) {
    this.random = random;
    return this;
  }

  /** Something to happen while a call waits, in a thread that is not the caller's. */
  HandTime duringSleep(Runnable action) {
    this.duringSleep = action;
    return this;
  }

  /** From now on, what waits does so until it is cancelled. */
  HandTime endless() {
    this.endless = true;
    return this;
  }

  /** Whether a wait without an end was cancelled; waits for it as long as a machine may need. */
  boolean isCancelled() throws InterruptedException {
    return cancelled.await(10, TimeUnit.SECONDS);
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
    return START.plus(passed).plus(wallClockError);
  }

  /** Sets the wall clock ahead of, or behind, the time that has passed. */
  synchronized void setWallClockError(Duration error) {
    wallClockError = error;
  }

  @Override
  public synchronized long nanos() {
    return passed.toNanos();
  }

  /** Does what was to be done, lets the time pass at once, and runs the task in this thread. */
  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    duringSleep.run();
    synchronized (this) {
      sleeps.add(delay);
      if (endless) {
        return cancelled::countDown;
      }
      passed = passed.plus(delay);
    }
    task.run();
    return () -> {};
  }

  /** Never falls due: nothing hangs here. */
  @Override
  public Cancellable scheduleTimeout(Duration delay, Runnable task) {
    return () -> {};
  }

  @Override
  public synchronized double random() {
    return random;
  }

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    Cancellable unused = schedule(delay, () -> {});
    if (endless) {
      try {
        new CountDownLatch(1).await();
      } finally {
        cancelled.countDown();
      }
    }
  }

  @Override
  public boolean await(CompletableFuture<?> future, Duration timeout) throws InterruptedException {
    return new SystemTimeSource().await(future, timeout);
  }
}
