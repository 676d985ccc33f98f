package ai.peeker.partner.micrometer;

import static ai.peeker.partner.micrometer.OneTraceTest.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.NotFoundException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that a real call rarely has, and observation handlers that fail. */
@Timeout(30)
class ObservedCallsTest extends TracedFixture {
  private static final Attempt RESPONSE =
      Attempt.answered(1, Instant.EPOCH, Duration.ZERO, Duration.ofMillis(5), 200, null);

  private final CallInfo call = CallInfo.of("getOrder", "GET", "/orders/{id}");
  private final CallListener listener = ObservedCalls.of(registry);
  private final Headers first = new Headers(1);

  private void cancel() {
    listener.onCallEnd(
        call,
        CallEnd.failure(
            List.of(), Duration.ofMillis(1), new CancellationException(), Outcome.UNKNOWN));
  }

  @Test
  void attempt_thatEndsAfterItsCanceledCall_isIgnored() {
    listener.onCallStart(call);
    listener.onAttemptStart(call, first);
    cancel();

    listener.onAttemptEnd(call, RESPONSE);
    listener.onWait(call, WaitReason.BACKOFF, Duration.ZERO);

    assertThat(attribute(span("GET /orders/{id}"), "status")).isEqualTo("none");
    assertThat(events(span("peeker getOrder"))).containsExactly("exception");
  }

  @Test
  void attempt_thatStartsAfterItsCanceledCall_isNotObserved() {
    listener.onCallStart(call);
    cancel();

    listener.onAttemptStart(call, first);

    assertThat(spans("GET /orders/{id}")).isEmpty();
    assertThat(first.values).isEmpty();
  }

  @Test
  void call_thatIsNotSent_hasNoAttempt() {
    listener.onCallStart(call);
    listener.onCallEnd(
        call,
        CallEnd.failure(
            List.of(), Duration.ZERO, new IllegalStateException("closed"), Outcome.NOT_SENT));

    assertThat(attribute(span("peeker getOrder"), "outcome")).isEqualTo("NOT_SENT");
    assertThat(attribute(span("peeker getOrder"), "peeker.attempts")).isEqualTo("0");
  }

  @Test
  void registry_thatObservesNothing_addsNoHeader() {
    CallListener silent = ObservedCalls.of(ObservationRegistry.NOOP);
    silent.onCallStart(call);
    silent.onAttemptStart(call, first);
    silent.onAttemptEnd(call, RESPONSE);
    silent.onCallEnd(call, CallEnd.success(List.of(RESPONSE), Duration.ofMillis(5)));

    assertThat(first.values).isEmpty();
  }

  @Test
  void calls_thatAPredicateLeavesOut_succeed() {
    registry
        .observationConfig()
        .observationPredicate((name, context) -> !(context instanceof CallObservationContext));
    try (PeekerClient client = clientBuilder().build()) {
      client.account().me();
    }

    assertThat(spans("peeker getMe")).isEmpty();
    assertThat(receivedTraceparents()).containsExactly(traceparent(span("GET /me")));
  }

  @Test
  void handler_thatThrows_doesNotFailTheCall() {
    ObservationRegistry failing = ObservationRegistry.create();
    failing.observationConfig().observationHandler(new FailingHandler());
    CallListener failingListener = ObservedCalls.of(failing);
    assertThatIllegalStateException().isThrownBy(() -> failingListener.onCallStart(call));

    try (PeekerClient client = peeker.clientBuilder().listener(failingListener).build()) {
      assertThat(client.account().me().partner()).isNotNull();
    }
  }

  @Test
  void handler_thatFailsAtAnError_leavesNoObservationOpen() {
    List<String> open = new ArrayList<>();
    ObservationRegistry failing = ObservationRegistry.create();
    failing.observationConfig().observationHandler(new FailingAtErrors(open));

    try (PeekerClient client = peeker.clientBuilder().listener(ObservedCalls.of(failing)).build()) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> client.orders().get("ord_unknown"));
    }

    assertThat(open).isEmpty();
  }

  @Test
  void exceptionOfTheCallersCode_isObservedWithoutItsMessage() {
    listener.onCallStart(call);
    listener.onCallEnd(
        call,
        CallEnd.failure(
            List.of(), Duration.ZERO, new IllegalStateException("a secret"), Outcome.NOT_SENT));

    assertThat(span("peeker getOrder").toString())
        .doesNotContain("a secret")
        .contains("java.lang.IllegalStateException");
  }

  @Test
  void call_thatStartsTwice_isObservedOnce() {
    listener.onCallStart(call);
    listener.onCallStart(call);
    listener.onAttemptStart(call, first);
    listener.onAttemptStart(call, first);
    listener.onAttemptEnd(call, RESPONSE);
    listener.onCallEnd(call, CallEnd.success(List.of(RESPONSE), Duration.ofMillis(5)));

    assertThat(spans()).hasSize(2);
  }

  @Test
  void registry_null_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObservedCalls.of(null))
        .withMessage("registry must not be null");
  }

  private static final class Headers implements AttemptRequest {
    private final int number;
    private final Map<String, String> values = new LinkedHashMap<>();

    Headers(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public void header(String name, String value) {
      values.put(name, value);
    }
  }

  private record FailingAtErrors(List<String> open)
      implements ObservationHandler<Observation.Context> {
    @Override
    public void onStart(Observation.Context context) {
      open.add(context.getName());
    }

    @Override
    public void onError(Observation.Context context) {
      throw new IllegalStateException("the handler fails");
    }

    @Override
    public void onStop(Observation.Context context) {
      open.remove(context.getName());
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  private static final class FailingHandler implements ObservationHandler<Observation.Context> {
    @Override
    public void onStart(Observation.Context context) {
      throw new IllegalStateException("the handler fails");
    }

    @Override
    public void onStop(Observation.Context context) {
      throw new IllegalStateException("the handler fails");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
