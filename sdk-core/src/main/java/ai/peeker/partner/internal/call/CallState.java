package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.time.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the phase of an asynchronous call, so that any thread can stop it and knows whether the
 * server may have seen it.
 */
final class CallState {
  /** The phase of a call. */
  enum Phase {
    /** Waiting for a permit or a delay, or about to send. */
    WAITING,
    /** Sending a request, or waiting for its response. */
    SENDING,
    /** Reading a response; the history may not have it yet. */
    READING
  }

  /**
   * The phase in which a call was stopped.
   *
   * @param running the exchange or delay; null while that is being started
   */
  record Stopped(Phase phase, @Nullable Cancellable running) {}

  private Phase phase = Phase.WAITING;
  private @Nullable Cancellable running;
  private boolean over;
  private int step;

  /** Starts a step; returns its number, or 0 if the call is over. */
  synchronized int begin(Phase started) {
    if (over) {
      return 0;
    }
    phase = started;
    running = null;
    return ++step;
  }

  /**
   * Keeps the delay or exchange of a step, unless the call moved on; cancels it if that is over.
   */
  void hold(int ofStep, Cancellable started) {
    boolean late;
    synchronized (this) {
      late = over;
      if (!late && ofStep == step) {
        running = started;
      }
    }
    if (late) {
      started.cancel();
    }
  }

  /** Ends an exchange; false if it was over already: response, failure and stop exclude another. */
  synchronized boolean endExchange() {
    boolean first = !over && phase == Phase.SENDING;
    if (first) {
      phase = Phase.READING;
    }
    return first;
  }

  /** Ends the call, and returns where it was; null if it is over. */
  synchronized @Nullable Stopped end() {
    if (over) {
      return null;
    }
    over = true;
    return new Stopped(phase, running);
  }

  synchronized boolean isOver() {
    return over;
  }
}
