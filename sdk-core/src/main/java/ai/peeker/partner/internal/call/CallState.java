package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.time.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Where a call is, and what it holds there, so that whoever stops it, from any thread, knows
 * whether the server may hear of it, and lets everything go exactly once.
 */
final class CallState {
  /** Where a call is. */
  enum Phase {
    /** In the limiter, or before the next attempt. */
    WAITING,
    /** It may send, and has not begun to. */
    ALLOWED,
    /** A request is being handed over, or is out. */
    SENDING,
    /** What came back is being read; the history may not know it yet. */
    READING
  }

  /**
   * What a call was doing when it was stopped.
   *
   * @param phase where it was
   * @param cut what it held; null in the moment in which something is being begun
   */
  record Stop(Phase phase, @Nullable Cancellable cut) {}

  private Phase phase = Phase.WAITING;
  private @Nullable Cancellable current;
  private @Nullable Permit permit;
  private boolean stopped;
  private boolean ended;
  private int step;

  /** A further wait; what the call held before is over. */
  synchronized int beginWait() {
    phase = Phase.WAITING;
    current = null;
    return ++step;
  }

  /** Takes the leave to send; false if the call was stopped, and the leave is to be given back. */
  synchronized boolean keep(Permit granted) {
    if (stopped) {
      return false;
    }
    phase = Phase.ALLOWED;
    permit = granted;
    current = null;
    return true;
  }

  /** The last moment in which nothing is sent; 0 if the call was stopped. */
  synchronized int beginSend() {
    if (stopped) {
      return 0;
    }
    phase = Phase.SENDING;
    return ++step;
  }

  /**
   * Keeps what can be cancelled, unless the call is already further on by the time that this is
   * known.
   */
  void hold(int mine, Cancellable next) {
    boolean late;
    synchronized (this) {
      late = stopped;
      if (!late && mine == step) {
        current = next;
      }
    }
    if (late) {
      next.cancel();
    }
  }

  /** Whether an exchange was under way: only one of answer, failure and stop ends it. */
  boolean endExchange() {
    Permit held;
    synchronized (this) {
      if (stopped || phase != Phase.SENDING) {
        return false;
      }
      phase = Phase.READING;
      held = permit;
      permit = null;
    }
    giveBack(held);
    return true;
  }

  /** Gives the leave back if it was not used. */
  void release() {
    Permit held;
    synchronized (this) {
      held = permit;
      permit = null;
    }
    giveBack(held);
  }

  /** From now on nothing more is begun; null if the call was stopped or is over already. */
  @Nullable Stop stop() {
    Stop stop;
    Permit held;
    synchronized (this) {
      if (stopped || ended) {
        return null;
      }
      stopped = true;
      stop = new Stop(phase, current);
      held = permit;
      permit = null;
      current = null;
    }
    giveBack(held);
    return stop;
  }

  /**
   * Gives a place in the limiter back, whatever becomes of that: the limiter may be the caller's.
   */
  static void giveBack(@Nullable Permit permit) {
    if (permit != null) {
      try {
        permit.release();
      } catch (Throwable e) { // a checked one too, from a language that does not check
        // the call has its own result, and there is no logger to tell
      }
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Whether this is the first time that the call is over. */
  synchronized boolean endOnce() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
