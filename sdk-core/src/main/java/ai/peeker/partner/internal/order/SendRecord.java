package ai.peeker.partner.internal.order;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records the sends of one pending order object. By default an order may have been placed
 * elsewhere. Only one that was prepared here, and that no call can have placed, is known as never
 * sent; that knowledge is lost once and never returns. A call that was not sent, or that the server
 * rejected, cannot have placed it.
 *
 * <p>The monotonic clock bounds the time to resume the order: the wall clock may be corrected.
 */
public final class SendRecord {
  // lets the engine reach the record of a PendingOrder, which is not part of the public API
  private static final AtomicReference<@Nullable Function<Object, SendRecord>> ACCESS =
      new AtomicReference<>();

  private boolean mayBePlaced = true;
  private int runningCalls;
  private @Nullable Object request;
  private @Nullable Long end;

  /** Creates the record of an order that may have been placed. */
  public SendRecord() {}

  /** Returns the record of an order that was never sent, and has no first attempt yet. */
  public static SendRecord neverSentYet() {
    SendRecord record = new SendRecord();
    record.mayBePlaced = false;
    return record;
  }

  /** Registers the function that returns the record of a pending order. */
  public static void register(Function<Object, SendRecord> access) {
    ACCESS.set(access);
  }

  /** Returns the record of a pending order. */
  public static SendRecord of(Object pendingOrder) {
    Function<Object, SendRecord> access = ACCESS.get();
    if (access == null) {
      throw new IllegalStateException("no pending order was created yet");
    }
    return access.apply(pendingOrder);
  }

  /**
   * Records that the order was just prepared: nobody has sent it.
   *
   * @param unsent the request, so that it is not parsed again
   * @param resumableFor the time for which it may be resumed
   */
  public synchronized void prepared(Object unsent, long nanos, Duration resumableFor) {
    mayBePlaced = false;
    request = unsent;
    end = nanos + resumableFor.toNanos();
  }

  /** Keeps the request of an order that was just built, so that it is not parsed again. */
  public synchronized void keep(Object unsent) {
    request = unsent;
  }

  /** Returns the request that was prepared; null if the order was parsed. */
  public synchronized @Nullable Object request() {
    return request;
  }

  /** Returns whether the monotonic clock already bounds the time to resume the order. */
  public synchronized boolean isBounded() {
    return end != null;
  }

  /** Bounds the time to resume the order, unless it is bounded already. */
  public synchronized void bound(long nanos, Duration resumableFor) {
    if (end == null) {
      end = nanos + resumableFor.toNanos();
    }
  }

  /** Records that a call starts. */
  public synchronized void callStarted() {
    runningCalls++;
  }

  /** Records that a call ended. */
  public synchronized void callEnded(boolean mayHavePlaced) {
    runningCalls--;
    mayBePlaced |= mayHavePlaced;
  }

  /** Returns whether no call can have placed the order. */
  public synchronized boolean neverSent() {
    return !mayBePlaced && runningCalls == 0;
  }

  /** Lets the order begin anew; false if a call can have placed it. */
  public synchronized boolean restart() {
    boolean neverSent = neverSent();
    end = neverSent ? null : end;
    return neverSent;
  }

  /** Returns, to a running call, whether another one may have placed the order. */
  public synchronized boolean mayBePlacedByAnother() {
    return mayBePlaced || runningCalls > 1;
  }

  /** Returns for how long the order may be resumed; zero if that is not bounded. */
  public synchronized Duration timeLeft(long nanos) {
    return end == null ? Duration.ZERO : Duration.ofNanos(end - nanos);
  }
}
