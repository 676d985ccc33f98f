package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Time that passes only when everything due has happened; one thread, and the same events for the
 * same seed.
 */
final class VirtualTime implements TimeSource {
  private static final Instant START = Instant.parse("2026-05-08T12:00:00Z");

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final Random random;
  private long nanos;
  private long scheduled;

  VirtualTime(long seed) {
    this.random = new Random(seed);
  }

  private record Event(long at, long number, Runnable task) {}

  @Override
  public Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public double random() {
    return random.nextDouble();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Event event = new Event(nanos + Math.max(0, delay.toNanos()), scheduled++, task);
    events.add(event);
    return () -> events.remove(event);
  }

  /** Lets everything happen until nothing is left to happen. */
  void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      nanos = next.at();
      next.task().run();
    }
  }
}
