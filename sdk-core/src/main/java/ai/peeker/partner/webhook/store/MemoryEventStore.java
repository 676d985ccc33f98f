package ai.peeker.partner.webhook.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Remembers events in the memory of this process: for a single process that may handle an event
 * again after a restart. An effect that is in a database is better remembered there, by {@link
 * JdbcEventStore}.
 *
 * <pre>{@code
 * MemoryEventStore store =
 *     MemoryEventStore.builder().capacity(20_000).retention(Duration.ofDays(3)).build();
 * }</pre>
 *
 * <p>It is bounded. If it is full, the event that was done first is forgotten, so that a very late
 * redelivery of it would be handled again: choose a capacity above the number of events in 24
 * hours. An event in work is not forgotten; if all are in work, a claim finds {@link Claim#IN_WORK}
 * and Peeker delivers again later. What was done longer ago than the retention is forgotten at the
 * next call; there is no thread.
 *
 * <p>It takes at most 700 bytes for each event of its capacity, on a JVM with compressed references
 * (a heap below 32 GB): 70 MB at the default capacity, if it is full, all ids are as long as the
 * 200 characters that are allowed, and each event has a subject of its own. With ids of 30
 * characters it takes half of that.
 *
 * <p>Whether an event is {@link Claim#STALE} is decided when it is claimed: of two events on one
 * subject that are in work at the same time, neither is.
 *
 * <p>Safe for use by several threads.
 */
public final class MemoryEventStore implements EventStore {
  private final int capacity;
  private final long retention;
  private final long claimLimit;
  private final Clock clock;
  // each in the order of its times, so that what is too old stands in front
  private final Map<String, Long> inWork = new LinkedHashMap<>();
  private final Map<String, Long> done = new LinkedHashMap<>();
  private final Map<String, Latest> latest = new LinkedHashMap<>();

  private MemoryEventStore(Builder builder) {
    this.capacity = builder.capacity;
    this.retention = builder.retention;
    this.claimLimit = builder.claimLimit;
    this.clock = builder.clock;
  }

  /**
   * A store for 100,000 events that remembers each for 48 hours.
   *
   * @return an empty store
   */
  public static MemoryEventStore create() {
    return builder().build();
  }

  /**
   * Begins a store with other limits.
   *
   * @return a builder with the limits of {@link #create}
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public synchronized Claim claim(EventKey event) {
    check(event);
    long now = forgetOld();
    if (done.containsKey(event.id())) {
      return Claim.DONE;
    }
    if (inWork.containsKey(event.id()) || !makeRoom()) {
      return Claim.IN_WORK;
    }
    inWork.put(event.id(), now);
    Latest known = event.subject() == null ? null : latest.get(event.subject());
    return known != null && known.position > event.position() ? Claim.STALE : Claim.NEW;
  }

  @Override
  public synchronized void done(EventKey event) {
    check(event);
    long now = forgetOld();
    inWork.remove(event.id());
    done.remove(event.id()); // to stand at the end; it is there if its claim ran out in between
    if (makeRoom()) {
      done.put(event.id(), now);
    }
    if (event.subject() != null) {
      Latest known = latest.remove(event.subject());
      dropFirst(latest, capacity - 1);
      long position = known == null ? event.position() : Math.max(known.position, event.position());
      latest.put(event.subject(), new Latest(position, now));
    }
  }

  @Override
  public synchronized void failed(EventKey event) {
    check(event);
    inWork.remove(event.id());
    done.remove(event.id()); // a transaction around it may have failed after that
  }

  /**
   * How many events it knows: those in work, and those done that are not forgotten yet.
   *
   * @return zero up to the capacity
   */
  public synchronized int size() {
    forgetOld();
    return inWork.size() + done.size();
  }

  private static void check(EventKey event) {
    if (event == null) {
      throw new IllegalArgumentException("The event is null. Give its key.");
    }
  }

  /** Gives the time, too. */
  private long forgetOld() {
    long now = clock.millis();
    dropBefore(inWork, Long::longValue, now - claimLimit);
    dropBefore(done, Long::longValue, now - retention);
    dropBefore(latest, each -> each.at, now - retention);
    return now;
  }

  private static <V> void dropBefore(Map<String, V> map, ToLongFunction<V> time, long limit) {
    Iterator<V> each = map.values().iterator();
    while (each.hasNext() && time.applyAsLong(each.next()) < limit) {
      each.remove();
    }
  }

  /** Whether there is room for one more. */
  private boolean makeRoom() {
    dropFirst(done, Math.max(0, capacity - 1 - inWork.size()));
    return inWork.size() + done.size() < capacity;
  }

  private static void dropFirst(Map<String, ?> map, int sizeAfter) {
    Iterator<?> each = map.values().iterator();
    while (map.size() > sizeAfter) {
      each.next();
      each.remove();
    }
  }

  /** The largest position of a subject that was handled, and when one was handled last. */
  private static final class Latest {
    final long position;
    final long at;

    Latest(long position, long at) {
      this.position = position;
      this.at = at;
    }
  }

  /** Builds a {@link MemoryEventStore}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final Duration SHORTEST_CLAIM = Duration.ofMinutes(1);
    private static final Duration LONGEST_CLAIM = Duration.ofDays(1);

    private int capacity = 100_000;
    private long retention = Duration.ofDays(2).toMillis();
    private long claimLimit = Duration.ofMinutes(15).toMillis();
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Sets how many events it knows at most, and how many subjects; the default is 100,000.
     *
     * @param events 1 or more; above what may come in 24 hours
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder capacity(int events) {
      if (events < 1) {
        throw new IllegalArgumentException(
            "capacity is " + events + ". Give more than the number of events in 24 hours.");
      }
      this.capacity = events;
      return this;
    }

    /**
     * Sets for how long an event that was done is remembered; the default is 48 hours.
     *
     * @param retention from 24 hours, for which Peeker may deliver an event again, to 3650 days
     * @return this builder
     * @throws IllegalArgumentException if it is null or out of range
     */
    public Builder retention(Duration retention) {
      this.retention = Retention.millis("retention", retention);
      return this;
    }

    /**
     * Sets after how long an event in work may be claimed again; the default is 15 minutes. A claim
     * is given back when handling ends, however it ends; only one whose thread was killed stays,
     * and would keep the event from ever being handled. Handling must never take that long.
     *
     * @param limit from 1 minute to 24 hours
     * @return this builder
     * @throws IllegalArgumentException if it is null or out of range
     */
    public Builder claimLimit(Duration limit) {
      if (limit == null
          || limit.compareTo(SHORTEST_CLAIM) < 0
          || limit.compareTo(LONGEST_CLAIM) > 0) {
        throw new IllegalArgumentException(
            "claimLimit is " + limit + ". Give from 1 minute to 24 hours.");
      }
      this.claimLimit = limit.toMillis();
      return this;
    }

    /**
     * Sets the clock that times are taken from; the default is the machine's.
     *
     * @param clock not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder clock(Clock clock) {
      if (clock == null) {
        throw new IllegalArgumentException(
            "clock is null. Leave the call out to use the machine's.");
      }
      this.clock = clock;
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
