package ai.peeker.partner.testkit;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;

/**
 * Time that passes only when a test says so. Tasks run at their time, in the thread of the test. A
 * blocking call runs in a {@link Worker}: at any time either it or the test runs, never both, so
 * that a test with blocking calls is as deterministic as one with futures.
 */
public final class FakeTime implements TimeSource {
  public static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private static final long ORIGIN = -1_234_567_890_123L; // arbitrary, and may be below zero

  private final TreeSet<Event> events =
      new TreeSet<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final long origin;
  private long nanos;
  private Duration wallClockError = Duration.ZERO;
  private long scheduled;
  private DoubleSupplier random = () -> 0;

  private record Event(long at, long number, Runnable task) {}

  public FakeTime() {
    this(ORIGIN);
  }

  /** A time whose monotonic clock starts at a number of nanoseconds. */
  public FakeTime(long origin) {
    this.origin = origin;
    this.nanos = origin;
  }

  public synchronized FakeTime random(double value) {
    random = () -> value;
    return this;
  }

  /** Random numbers, the same ones for the same seed. */
  public synchronized FakeTime seed(long seed) {
    random = new Random(seed)::nextDouble;
    return this;
  }

  @Override
  public synchronized Instant now() {
    return START.plusNanos(nanos - origin).plus(wallClockError);
  }

  /** Sets the wall clock ahead of, or behind, the time that has passed. */
  public synchronized void setWallClockError(Duration error) {
    wallClockError = error;
  }

  /** Returns the time that has passed, whatever the wall clock says. */
  public synchronized Duration passed() {
    return Duration.ofNanos(nanos - origin);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized double random() {
    return random.getAsDouble();
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    Event event = new Event(nanos + Math.max(0, delay.toNanos()), scheduled++, task);
    events.add(event);
    return () -> cancel(event);
  }

  private synchronized void cancel(Event event) {
    events.remove(event);
  }

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    boolean unused = await(new CompletableFuture<Void>(), delay);
  }

  @Override
  public boolean await(CompletableFuture<?> future, Duration timeout) throws InterruptedException {
    if (future.isDone()) {
      return true;
    }
    Worker worker = Worker.current();
    Cancellable timer = schedule(timeout, worker.wakeUp());
    CompletableFuture<?> unused = future.whenComplete((result, e) -> worker.wakeUp().run());
    try {
      worker.park();
    } finally {
      timer.cancel();
    }
    return future.isDone();
  }

  /** Runs a blocking task in a worker until it waits or ends. */
  public <T> Worker run(Callable<T> task, CompletableFuture<T> result) {
    return Worker.start(
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
  }

  /** Returns the number of tasks that are still to run. */
  public synchronized int pending() {
    return events.size();
  }

  public void pass(Duration duration) {
    long end = nanos() + duration.toNanos();
    for (Event next = due(end); next != null; next = due(end)) {
      next.task().run();
    }
    synchronized (this) {
      nanos = end;
    }
  }

  public void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /** Lets time pass until nothing is left to run. */
  public void passUntilIdle() {
    for (Event next = due(Long.MAX_VALUE); next != null; next = due(Long.MAX_VALUE)) {
      next.task().run();
    }
  }

  private synchronized Event due(long end) {
    if (events.isEmpty() || events.first().at() > end) {
      return null;
    }
    Event next = events.pollFirst();
    nanos = Math.max(nanos, next.at());
    return next;
  }
}
