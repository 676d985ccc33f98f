package ai.peeker.partner.micrometer;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Observes the calls of a client: one observation for each call, whose parent is the current
 * observation of the thread that makes the call, and one within it for each attempt. Attempts and
 * waits are also events of the call. With a tracing handler, each attempt carries the headers of
 * its trace.
 *
 * <pre>{@code
 * PeekerClient client =
 *     PeekerClient.builder()
 *         .apiKey("pk_test_…")
 *         .listener(ObservedCalls.of(observationRegistry))
 *         .build();
 * }</pre>
 *
 * <p>Names and keys are those of {@link CallObservationConvention} and {@link
 * AttemptObservationConvention}. Safe for use by several threads and clients.
 */
public final class ObservedCalls implements CallListener {
  private static final CallObservationConvention CONVENTION = new CallObservationConvention();

  private final ObservationRegistry registry;
  private final Map<CallInfo, ObservedCall> calls = new ConcurrentHashMap<>();

  private ObservedCalls(ObservationRegistry registry) {
    this.registry = registry;
  }

  /**
   * Creates a listener that observes calls.
   *
   * @param registry the registry of the observations; not null
   * @return the listener
   * @throws IllegalArgumentException if an argument is null
   */
  public static ObservedCalls of(ObservationRegistry registry) {
    return new ObservedCalls(Keys.notNull("registry", registry));
  }

  @Override
  public void onCallStart(CallInfo call) {
    if (registry.isNoop()) {
      return;
    }
    CallObservationContext context = new CallObservationContext(call);
    Observation observation =
        Observation.createNotStarted(null, CONVENTION, () -> context, registry);
    if (calls.putIfAbsent(call, new ObservedCall(registry, context, observation)) == null) {
      observation.start();
    }
  }

  @Override
  public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
    with(call, observed -> observed.attemptStarted(attempt));
  }

  @Override
  public void onAttemptEnd(CallInfo call, Attempt attempt) {
    with(call, observed -> observed.attemptEnded(attempt));
  }

  @Override
  public void onWait(CallInfo call, WaitReason reason, Duration duration) {
    with(call, observed -> observed.waiting(reason));
  }

  @Override
  public void onCallEnd(CallInfo call, CallEnd end) {
    ObservedCall observed = calls.remove(call);
    if (observed != null) {
      observed.ended(end);
    }
  }

  private void with(CallInfo call, Consumer<ObservedCall> event) {
    ObservedCall observed = calls.get(call);
    if (observed != null) {
      event.accept(observed);
    }
  }
}
