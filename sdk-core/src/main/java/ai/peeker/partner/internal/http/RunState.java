package ai.peeker.partner.internal.http;

import ai.peeker.partner.call.RateLimiter.Permit;
import org.jspecify.annotations.Nullable;

/**
 * What a call holds at the moment, so that whoever stops it, from any thread, finds it and lets it
 * go exactly once.
 */
final class RunState {
  private @Nullable Ongoing current;
  private @Nullable Permit permit;
  private boolean stopped;
  private boolean ended;
  private int step;

  /** A further station; what the last one held is over. */
  synchronized int nextStep() {
    current = null;
    return ++step;
  }

  /**
   * Keeps what can be cancelled, unless the call is already further on by the time that this is
   * known.
   */
  void hold(int mine, Ongoing next) {
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

  /** From now on nothing more is begun. */
  synchronized @Nullable Ongoing stop() {
    Ongoing cut = current;
    stopped = true;
    current = null;
    return cut;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void keep(Permit granted) {
    permit = granted;
  }

  /** Whether an exchange was under way: only one of answer, failure and stop ends it. */
  boolean finishExchange() {
    Permit held;
    synchronized (this) {
      held = permit;
      permit = null;
    }
    if (held == null) {
      return false;
    }
    held.finished();
    return true;
  }

  /** Whether this is the first time that the call is over. */
  synchronized boolean endOnce() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
