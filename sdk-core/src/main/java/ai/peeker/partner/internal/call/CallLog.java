package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.NotFoundException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Logs calls: method, path template, call id, status, request id, durations and outcome. Neither
 * bodies nor headers nor messages of exceptions, which may quote them.
 */
final class CallLog implements CallListener {
  static final String NAME = "ai.peeker.partner";

  private static final int LONGEST_REQUEST_ID = 100;
  private static final Duration LONG_WAIT = Duration.ofSeconds(1);

  private final Logger logger;

  private CallLog(Logger logger) {
    this.logger = logger;
  }

  /** Returns the log; null if the application's logging framework cannot be started. */
  static @Nullable CallLog create() {
    try {
      return new CallLog(System.getLogger(NAME));
    } catch (Throwable e) { // such as a bridge of another version than its framework
      return null;
    }
  }

  @Override
  public void onAttemptEnd(CallInfo call, Attempt attempt) {
    if (logger.isLoggable(Level.DEBUG)) {
      String result = attempt.failure() == null ? response(attempt) : attempt.failure();
      String duration = millis(attempt.duration());
      logger.log(
          Level.DEBUG, call + " attempt " + attempt.number() + ": " + result + ", " + duration);
    }
  }

  private static String response(Attempt attempt) {
    String id = attempt.requestId();
    return attempt.status().isPresent()
        ? "HTTP " + attempt.status().getAsInt() + (id == null ? "" : ", request id " + shown(id))
        : "no response";
  }

  /** Returns an id of the server in a form that cannot be taken for another line. */
  private static String shown(String requestId) {
    String visible = requestId.replaceAll("[^!-~]", "?");
    return visible.length() <= LONGEST_REQUEST_ID
        ? visible
        : visible.substring(0, LONGEST_REQUEST_ID);
  }

  /** Logs that a call joins the queue of the client-side rate limit. */
  void permitQueued(CallInfo call) {
    if (logger.isLoggable(Level.DEBUG)) {
      logger.log(Level.DEBUG, call + " waits for a permit of the client-side rate limit");
    }
  }

  @Override
  public void onWait(CallInfo call, WaitReason reason, Duration duration) {
    boolean permit = reason == WaitReason.CLIENT_RATE_LIMIT;
    Level level = permit && duration.compareTo(LONG_WAIT) >= 0 ? Level.INFO : Level.DEBUG;
    if (logger.isLoggable(level)) {
      String verb = permit ? " waited " : " waits ";
      logger.log(level, call + verb + millis(duration) + ": " + reason);
    }
  }

  @Override
  public void onCallEnd(CallInfo call, CallEnd end) {
    Level level = level(end);
    if (logger.isLoggable(level)) {
      String result = end.isSuccess() ? " succeeded" : " failed: " + failure(end);
      int attempts = end.attempts().size();
      logger.log(level, call + result + ", attempts: " + attempts + ", " + millis(end.duration()));
    }
  }

  private static String failure(CallEnd end) {
    List<Attempt> attempts = end.attempts();
    Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    String type = Objects.requireNonNull(end.failure()).getClass().getName();
    return type.substring(type.lastIndexOf('.') + 1)
        + (last == null || last.status().isEmpty() ? "" : ", " + response(last))
        + ", outcome "
        + end.outcome();
  }

  /** Warnings are for operators; the caller handles rejections, and caused interrupts itself. */
  private static Level level(CallEnd end) {
    Throwable failure = end.failure();
    if (failure == null || failure instanceof CancellationException) {
      return Level.DEBUG;
    }
    int status = end.status().orElse(0);
    boolean refused = end.outcome() == Outcome.REJECTED || failure instanceof NotFoundException;
    boolean urgent = status == 401 || status == 403 || status == 429;
    boolean stopped =
        failure instanceof CallInterruptedException || failure instanceof ClientClosedException;
    return stopped || (refused && !urgent) ? Level.INFO : Level.WARNING;
  }

  /** Logs the failure of a listener, whose message may have anything in it. */
  void listenerFailed(CallInfo call, CallListener listener, Throwable failure) {
    if (logger.isLoggable(Level.WARNING)) {
      logger.log(
          Level.WARNING,
          call
              + ": the listener "
              + listener.getClass().getName()
              + " failed: "
              + failure.getClass().getName());
    }
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
