package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.call.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the listener of one call. Its failures never fail the call. After the end, a call that
 * was canceled in the middle of a step has no more events.
 */
final class CallEvents {
  private final CallListener listener;
  private final String operation;
  private final AtomicBoolean ended = new AtomicBoolean();

  CallEvents(CallListener listener, String operation) {
    this.listener = listener;
    this.operation = operation;
  }

  void attemptStarts(int number) {
    unlessEnded(each -> each.onAttemptStart(operation, number));
  }

  void attemptEnded(Attempt attempt) {
    unlessEnded(each -> each.onAttemptEnd(operation, attempt));
  }

  void waiting(WaitReason reason, Duration duration) {
    unlessEnded(each -> each.onWait(operation, reason, duration));
  }

  /** Marks the call as ended; false if it is. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  void ended(int attempts, @Nullable Outcome outcome) {
    send(each -> each.onCallEnd(operation, attempts, outcome));
  }

  private void unlessEnded(Consumer<CallListener> event) {
    if (!ended.get()) {
      send(event);
    }
  }

  private void send(Consumer<CallListener> event) {
    try {
      event.accept(listener);
    } catch (Throwable e) { // checked ones too, from languages that do not check
      // there is no logger to report it to
    }
  }
}
