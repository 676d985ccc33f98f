package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.time.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the phase and the resources of an asynchronous call, so that any thread can stop it, knows
 * whether the server may have seen it, and releases everything exactly once.
 */
final class CallState {
  /** The phase of a call. */
  enum Phase {
    /** Waiting for a permit or a delay. */
    WAITING,
    /** Holding a permit, not yet sending. */
    PERMITTED,
    /** Sending a request, or waiting for its response. */
    SENDING,
    /** Reading a response; the history may not have it yet. */
    READING
  }

  /**
   * The phase in which a call was stopped.
   *
   * @param running the exchange or wait; null while that is being started
   */
  record Stopped(Phase phase, @Nullable Cancellable running) {}

  private Phase phase = Phase.WAITING;
  private @Nullable Cancellable running;
  private @Nullable Permit permit;
  private boolean stopped;
  private boolean ended;
  private int step;

  /** Starts a wait; returns its number. */
  synchronized int beginWait() {
    phase = Phase.WAITING;
    running = null;
    return ++step;
  }

  /** Keeps a permit; false if the call was stopped, and the permit must be released. */
  synchronized boolean keep(Permit granted) {
    if (stopped || ended) {
      return false;
    }
    phase = Phase.PERMITTED;
    permit = granted;
    running = null;
    return true;
  }

  /** Starts an exchange; returns its number, or 0 if the call was stopped: then nothing is sent. */
  synchronized int beginSend() {
    if (stopped || ended) {
      return 0;
    }
    phase = Phase.SENDING;
    return ++step;
  }

  /**
   * Keeps the wait or exchange of a step, unless the call moved on; cancels it if it was stopped.
   */
  void hold(int ofStep, Cancellable started) {
    boolean late;
    synchronized (this) {
      late = stopped;
      if (!late && ofStep == step) {
        running = started;
      }
    }
    if (late) {
      started.cancel();
    }
  }

  /** Ends an exchange; false if it was over already: response, failure and stop exclude another. */
  boolean endExchange() {
    synchronized (this) {
      if (stopped || ended || phase != Phase.SENDING) {
        return false;
      }
      phase = Phase.READING;
    }
    release();
    return true;
  }

  /** Releases the permit, if there is one. */
  void release() {
    Permit held;
    synchronized (this) {
      held = permit;
      permit = null;
    }
    release(held);
  }

  /** Stops the call; null if it was stopped or is over. */
  @Nullable Stopped stop() {
    Stopped result;
    synchronized (this) {
      if (stopped || ended) {
        return null;
      }
      stopped = true;
      result = new Stopped(phase, running);
      running = null;
    }
    release();
    return result;
  }

  /** Ends the call; false if it was stopped or ended before. */
  synchronized boolean end() {
    boolean first = !ended && !stopped;
    ended = true;
    return first;
  }

  synchronized boolean isOver() {
    return stopped || ended;
  }

  /** Releases a permit, whose limiter may be the caller's. */
  static void release(@Nullable Permit permit) {
    if (permit != null) {
      try {
        permit.release();
      } catch (Throwable e) { // checked ones too, from languages that do not check
        // the call has a result of its own, and there is no logger to report it to
      }
    }
  }
}
