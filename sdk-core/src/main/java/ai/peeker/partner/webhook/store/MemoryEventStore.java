package ai.peeker.partner.webhook.store;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stores handled events in memory: for a single process that may handle an event again after a
 * restart. For an effect in a database use {@link JdbcEventStore}.
 *
 * <pre>{@code
 * MemoryEventStore store =
 *     MemoryEventStore.builder().capacity(20_000).retention(Duration.ofDays(3)).build();
 * }</pre>
 *
 * <p>It is bounded. If it is full, it forgets the event that was handled first, and would handle a
 * very late redelivery of it again: choose a capacity above the number of events in 24 hours.
 * Events in progress are not forgotten; if all events are in progress, a claim returns {@link
 * Claim#IN_PROGRESS} and Peeker delivers again later. Events older than the retention are forgotten
 * at the next call, without a thread.
 *
 * <p>It takes at most 800 bytes for each event of its capacity, on a JVM with compressed references
 * (a heap below 32 GB): 70 MB for a full store of the default capacity with ids of 200 characters,
 * the maximum, and a different subject for each event. With ids of 30 characters it takes half of
 * that.
 *
 * <p>Whether an event is {@link Claim#STALE} is decided when it is claimed: of two events on one
 * subject that are in progress at the same time, neither is.
 *
 * <p>Safe for use by several threads.
 */
public final class MemoryEventStore implements EventStore {
  private final int capacity;
  private final long retention;
  private final long claimTimeout;
  private final LongSupplier millis;
  // each in the order of its times, so that the oldest are first
  private final Map<String, Entry> inProgress = new LinkedHashMap<>();
  private final Map<String, Entry> handled = new LinkedHashMap<>();
  private final Map<String, Latest> latest = new LinkedHashMap<>();

  private MemoryEventStore(Builder builder) {
    this.capacity = builder.capacity;
    this.retention = builder.retention;
    this.claimTimeout = builder.claimTimeout;
    this.millis = builder.millis;
  }

  /**
   * Creates a store for 100,000 events that remembers each for 48 hours.
   *
   * @return an empty store
   */
  public static MemoryEventStore create() {
    return builder().build();
  }

  /**
   * Creates a builder for a store with other limits.
   *
   * @return a builder with the limits of {@link #create}
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public synchronized Claim claim(EventKey event) {
    Arguments.notNull("event", event);
    long now = forgetOld();
    if (handled.containsKey(event.id())) {
      return Claim.HANDLED;
    }
    if (inProgress.containsKey(event.id()) || !makeSpace()) {
      return Claim.IN_PROGRESS;
    }
    inProgress.put(event.id(), new Entry(now, Thread.currentThread().getId()));
    return laterEvent(event).isPresent() ? Claim.STALE : Claim.NEW;
  }

  @Override
  public synchronized Optional<EventKey> laterEvent(EventKey event) {
    Arguments.notNull("event", event);
    return Optional.ofNullable(latest.get(event.subject()))
        .map(Latest::event)
        .filter(known -> known.supersedes(event));
  }

  @Override
  public synchronized void markHandled(EventKey event) {
    Arguments.notNull("event", event);
    long now = forgetOld();
    inProgress.remove(event.id());
    handled.remove(event.id()); // to put it last; it is there if its claim expired in between
    if (makeSpace()) {
      handled.put(event.id(), new Entry(now, Thread.currentThread().getId()));
    }
    if (event.subject() != null) {
      Latest known = latest.remove(event.subject());
      dropFirst(latest, capacity - 1);
      EventKey kept = known == null || event.replaces(known.event) ? event : known.event;
      latest.put(event.subject(), new Latest(now, kept));
    }
  }

  @Override
  public synchronized void release(EventKey event) {
    Arguments.notNull("event", event);
    Entry mine = new Entry(0, Thread.currentThread().getId());
    inProgress.computeIfPresent(event.id(), mine::unlessSameThread);
    handled.computeIfPresent(event.id(), mine::unlessSameThread); // the commit may have failed
  }

  /**
   * Returns the number of stored events: those in progress, and those handled within the retention.
   *
   * @return zero up to the capacity
   */
  public synchronized int size() {
    forgetOld();
    return inProgress.size() + handled.size();
  }

  /** Forgets old events and returns the current time. */
  private long forgetOld() {
    long now = millis.getAsLong();
    dropBefore(inProgress, Entry::at, now - claimTimeout);
    dropBefore(handled, Entry::at, now - retention);
    dropBefore(latest, Latest::at, now - retention);
    return now;
  }

  private static <V> void dropBefore(Map<String, V> map, ToLongFunction<V> time, long limit) {
    Iterator<V> values = map.values().iterator();
    while (values.hasNext() && time.applyAsLong(values.next()) < limit) {
      values.remove();
    }
  }

  /** Returns whether one more event fits, and forgets the oldest one if necessary. */
  private boolean makeSpace() {
    dropFirst(handled, Math.max(0, capacity - 1 - inProgress.size()));
    return inProgress.size() + handled.size() < capacity;
  }

  private static void dropFirst(Map<String, ?> map, int sizeAfter) {
    Iterator<?> values = map.values().iterator();
    while (map.size() > sizeAfter) {
      values.next();
      values.remove();
    }
  }

  /** A claimed or handled event: when, and by which thread. */
  private record Entry(long at, long thread) {
    /** A claim may have expired, and another thread may have claimed or handled the event since. */
    @Nullable Entry unlessSameThread(String id, Entry known) {
      return known.thread == thread ? null : known;
    }
  }

  /** The handled event of a subject that goes furthest, and when one was last handled. */
  private record Latest(long at, EventKey event) {}

  /** Builds a {@link MemoryEventStore}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private int capacity = 100_000;
    private long retention = Duration.ofDays(2).toMillis();
    private long claimTimeout = Duration.ofMinutes(15).toMillis();
    private LongSupplier millis = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    private Builder() {}

    /**
     * Sets the maximum number of events, and of subjects; the default is 100,000.
     *
     * @param events 1 or more; more than the number of events in 24 hours
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder capacity(int events) {
      if (events < 1) {
        throw new IllegalArgumentException(
            "capacity is out of range: "
                + events
                + " (expected more than the number of events in 24 hours).");
      }
      this.capacity = events;
      return this;
    }

    /**
     * Sets how long a handled event is remembered; the default is 48 hours.
     *
     * @param retention from 25 hours, longer than a handler accepts a webhook again, to 3650 days
     * @return this builder
     * @throws IllegalArgumentException if it is null or out of range
     */
    public Builder retention(Duration retention) {
      this.retention = Arguments.retention("retention", retention);
      return this;
    }

    /**
     * Sets the time after which an event in progress may be claimed again; the default is 15
     * minutes. A claim is released when handling ends, however it ends; only the claim of a killed
     * thread remains, and would block the event forever. Handling must never take that long.
     *
     * @param timeout from 1 minute to 24 hours
     * @return this builder
     * @throws IllegalArgumentException if it is null or out of range
     */
    public Builder claimTimeout(Duration timeout) {
      Duration longest = Duration.ofHours(24);
      this.claimTimeout =
          Arguments.millis("claimTimeout", timeout, MINUTE, longest, "1 minute to 24 hours");
      return this;
    }

    /** Sets the clock, for tests. The default is monotonic: the machine's clock may be set. */
    Builder millis(LongSupplier millis) {
      this.millis = millis;
      return this;
    }

    /**
     * Builds the store.
     *
     * @return an empty store
     */
    public MemoryEventStore build() {
      return new MemoryEventStore(this);
    }
  }
}
