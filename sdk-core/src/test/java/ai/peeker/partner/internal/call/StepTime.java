package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes only when a test says so, in steps as long as it says; what falls due happens at
 * its moment, in the thread of the test.
 */
public final class StepTime implements TimeSource {
  public static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long nanos = -1_234_567_890_123L; // the origin is arbitrary, and may be behind zero
  private final long origin = nanos;
  private long scheduled;
  private double random;

  private record Event(long at, long number, Runnable task) {}

  synchronized StepTime random(double value) {
    random = value;
    return this;
  }

  @Override
  public synchronized Instant now() {
    return START.plusNanos(nanos - origin);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized double random() {
    return random;
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    Event event = new Event(nanos + delay.toNanos(), scheduled++, task);
    events.add(event);
    return () -> cancel(event);
  }

  private synchronized void cancel(Event event) {
    events.remove(event);
  }

  /** How many tasks are still to come. */
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

  private synchronized Event due(long end) {
    Event next = events.peek();
    if (next == null || next.at() > end) {
      return null;
    }
    nanos = Math.max(nanos, next.at());
    return events.remove();
  }
}
