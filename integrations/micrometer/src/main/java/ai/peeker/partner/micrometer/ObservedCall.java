package ai.peeker.partner.micrometer;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.error.PeekerException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one call. A canceled call ends in another thread than its attempts: after the
 * end, nothing is started that would not be stopped.
 */
final class ObservedCall {
  private static final AttemptObservationConvention CONVENTION = new AttemptObservationConvention();
  private static final int FIRST_ERROR = 400;

  private final ObservationRegistry registry;
  private final CallObservationContext context;
  private final Observation call;
  private @Nullable OpenAttempt attempt;
  private boolean ended;

  ObservedCall(ObservationRegistry registry, CallObservationContext context, Observation call) {
    this.registry = registry;
    this.context = context;
    this.call = call;
  }

  private record OpenAttempt(AttemptObservationContext context, Observation observation) {}

  synchronized void attemptStarted(AttemptRequest request) {
    if (!ended && attempt == null) {
      AttemptObservationContext started = new AttemptObservationContext(context.call(), request);
      Observation observation =
          Observation.createNotStarted(null, CONVENTION, () -> started, registry)
              .parentObservation(call);
      attempt = new OpenAttempt(started, observation);
      // A tracing handler prefers the current span of the thread to that of the parent.
      call.scoped(() -> observation.start());
    }
  }

  synchronized void attemptEnded(Attempt result) {
    OpenAttempt open = attempt;
    if (open != null) {
      open.context().attempt(result);
      int status = result.status().orElse(0);
      String failure = result.failure();
      boolean failed = failure != null || status >= FIRST_ERROR;
      stop(
          open,
          failed ? new AttemptFailedException(failure == null ? "HTTP " + status : failure) : null);
      event("attempt", status == 0 ? "no response" : Integer.toString(status));
    }
  }

  synchronized void waiting(WaitReason reason) {
    event("wait", reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  synchronized void ended(CallEnd end) {
    ended = true;
    context.end(end);
    Throwable shown = shown(end.failure());
    try {
      if (attempt != null) {
        stop(attempt, shown); // such as a canceled one
      }
    } finally {
      stop(call, shown);
    }
  }

  /**
   * Keeps messages of exceptions of the caller's code, which may contain anything, out of traces.
   */
  private static @Nullable Throwable shown(@Nullable Throwable failure) {
    return failure == null
            || failure instanceof PeekerException
            || failure instanceof CancellationException
        ? failure
        : new AttemptFailedException(failure.getClass().getName());
  }

  private void stop(OpenAttempt open, @Nullable Throwable failure) {
    attempt = null;
    stop(open.observation(), failure);
  }

  /** Stops an observation, whatever its handlers do. */
  private static void stop(Observation observation, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        observation.error(failure);
      }
    } finally {
      observation.stop();
    }
  }

  /** Adds an event whose name has few values, because meters are named by it. */
  private void event(String what, String result) {
    call.event(Observation.Event.of(what + "." + result.replace(' ', '.'), what + ": " + result));
  }

  /** An attempt without a response, or whose status is an error. */
  static final class AttemptFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    AttemptFailedException(String message) {
      super(message, null, false, false);
    }
  }
}
