package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.CallListener.WaitReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the log and the listeners of one call. Their failures never fail the call. After the
 * end, a call that was canceled in the middle of a step has no more events.
 */
final class CallEvents {
  private static final @Nullable CallLog LOG = CallLog.create();

  private final CallInfo call;
  private final List<CallListener> listeners;
  private final AtomicBoolean ended = new AtomicBoolean();

  CallEvents(List<CallListener> listeners, ApiCall<?> call) {
    this.listeners = listeners;
    this.call = CallInfo.of(call.operation(), call.method(), call.pathTemplate());
  }

  void callStarted() {
    send(each -> each.onCallStart(call));
  }

  /** Notifies that an attempt starts; returns the headers that the listeners add to it. */
  Map<String, String> attemptStarts(int number) {
    AttemptHeaders headers = new AttemptHeaders(number);
    unlessEnded(each -> each.onAttemptStart(call, headers));
    return headers.values();
  }

  void attemptEnded(Attempt attempt) {
    unlessEnded(each -> each.onAttemptEnd(call, attempt));
  }

  void permitQueued() {
    log(log -> log.permitQueued(call));
  }

  void waiting(WaitReason reason, Duration duration) {
    unlessEnded(each -> each.onWait(call, reason, duration));
  }

  /** Marks the call as ended; false if it is. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  void ended(CallEnd end) {
    send(each -> each.onCallEnd(call, end));
  }

  private void unlessEnded(Consumer<CallListener> event) {
    if (!ended.get()) {
      send(event);
    }
  }

  private void send(Consumer<CallListener> event) {
    log(event);
    for (CallListener listener : listeners) {
      send(listener, event);
    }
  }

  private void send(CallListener listener, Consumer<CallListener> event) {
    try {
      event.accept(listener);
    } catch (Throwable e) { // checked ones too, from languages that do not check
      log(log -> log.listenerFailed(call, listener, e));
    }
  }

  private static void log(Consumer<? super CallLog> line) {
    CallLog log = LOG;
    try {
      if (log != null) {
        line.accept(log);
      }
    } catch (Throwable e) { // the caller's logging framework
      // there is nothing else to report it to
    }
  }
}
