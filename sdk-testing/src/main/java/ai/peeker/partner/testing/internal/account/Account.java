package ai.peeker.partner.testing.internal.account;

import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.clock.Task;
import ai.peeker.partner.testing.internal.clock.TaskClock;
import ai.peeker.partner.testing.internal.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything the resources of one partner account share: the lock that guards their state, the
 * time, the ids and the events.
 *
 * <p>HTTP handlers and due work run under the lock already; all others use {@link #locked}.
 */
public final class Account {
  private final TaskClock clock;
  private final IdGenerator ids;
  private final List<Consumer<Event>> eventListeners = new ArrayList<>();

  public Account(TaskClock clock) {
    this.clock = clock;
    this.ids = new IdGenerator(clock.isRealTime());
  }

  /** Runs work under the account's lock and returns its result. */
  public <T> T locked(Supplier<T> work) {
    ReentrantLock lock = clock.lock();
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Runs work under the account's lock. */
  public void locked(Runnable work) {
    ReentrantLock lock = clock.lock();
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  public TaskClock clock() {
    return clock;
  }

  /** Returns the time of the account. */
  public Instant now() {
    return clock.now();
  }

  /** Returns the time of the account as models have it: in UTC, with second precision. */
  public OffsetDateTime timestamp() {
    return now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }

  /**
   * Returns a new id.
   *
   * @param prefix the prefix without its underscore, such as {@code ord}
   */
  public String newId(String prefix) {
    return ids.next(prefix);
  }

  /** Schedules work, which runs under the lock when the clock has moved this far. */
  public Task schedule(Duration delay, Runnable work) {
    Instant now = now();
    boolean isNever = delay.compareTo(Duration.between(now, Instant.MAX)) > 0;
    return clock.schedule(isNever ? Instant.MAX : now.plus(delay), work);
  }

  /** Schedules work, which runs under the lock when the clock has reached this time. */
  public Task scheduleAt(Instant time, Runnable work) {
    return clock.schedule(time, work);
  }

  /** Adds a listener, which is called under the lock. */
  public void onEvent(Consumer<Event> listener) {
    eventListeners.add(listener);
  }

  /** Reports a change of state to the webhooks. */
  public void emit(WebhookEventType type, JsonModel data) {
    Event event = new Event(newId("evt"), type, now(), Json.tree(data));
    eventListeners.forEach(listener -> listener.accept(event));
  }
}
