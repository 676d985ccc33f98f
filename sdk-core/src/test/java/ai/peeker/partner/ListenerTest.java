package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.OrderSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a listener hears of calls over a real connection. */
@Timeout(60)
class ListenerTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  private final Heard heard = new Heard();

  private PeekerClient client(@Nullable CallListener listener) {
    return PeekerClient.builder()
        .apiKey("pk_test_listener")
        .baseUrl(server.baseUrl().toString())
        .retryPolicy(RetryPolicy.defaults().withBackoff(Duration.ZERO, Duration.ZERO))
        .listener(listener)
        .build();
  }

  @Test
  void success_afterFailures_isHeardInOrderAndAgreesWithTheResponse() {
    server.answerUnchecked(503, "").disconnect().answer(200, RECEIPT);
    try (PeekerClient client = client(heard)) {
      ApiResponse<OrderSummary> response =
          client.orders().createWithResponse(Samples.bundleOrder());

      assertThat(heard.events)
          .containsExactly(
              "start",
              "attempt 1",
              "over 1",
              "wait BACKOFF",
              "attempt 2",
              "over 2",
              "wait BACKOFF",
              "attempt 3",
              "over 3",
              "end 3 null");
      assertThat(response.attempts()).containsExactlyElementsOf(heard.attempts);
    }
  }

  @Test
  void failure_isHeardInOrderAndAgreesWithTheException() {
    for (int i = 0; i < 4; i++) {
      server.answerUnchecked(503, "");
    }
    try (PeekerClient client = client(heard)) {
      CallException e =
          catchThrowableOfType(
              CallException.class, () -> client.orders().create(Samples.bundleOrder()));

      assertThat(heard.events).hasSize(1 + 4 + 4 + 3 + 1).last().isEqualTo("end 4 UNKNOWN");
      assertThat(e.attempts()).containsExactlyElementsOf(heard.attempts);
      assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    }
  }

  @Test
  void orderRefusedBeforeSending_isNoCall() {
    try (PeekerClient client = client(heard)) {
      var unused =
          catchThrowableOfType(
              CallException.class, () -> client.orders().create(Samples.customOrder(11)));

      assertThat(heard.events).isEmpty();
    }
  }

  @Test
  void listener_thatThrowsErrors_breaksNoCall() {
    server.answerUnchecked(503, "").answer(200, RECEIPT);
    CallListener broken =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            throw new AssertionError("attempt");
          }

          @Override
          public void onAttemptEnd(CallInfo call, Attempt attempt) {
            throw new AssertionError("attempt end");
          }

          @Override
          public void onWait(CallInfo call, WaitReason reason, Duration duration) {
            throw new AssertionError("wait");
          }

          @Override
          public void onCallEnd(CallInfo call, CallEnd end) {
            throw new AssertionError("end");
          }
        };
    try (PeekerClient client = client(broken)) {
      assertThat(client.orders().createWithResponse(Samples.bundleOrder()).attempts()).hasSize(2);
    }
  }

  @Test
  void eventsOfACall_haveOneIdentityWithItsOperationAndPath() {
    server.answerUnchecked(503, "").answer(200, RECEIPT);
    try (PeekerClient client = client(heard)) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(heard.calls).hasSize(7).containsOnly(heard.calls.get(0));
    CallInfo call = heard.calls.get(0);
    assertThat(List.of(call.operation(), call.method(), call.pathTemplate()))
        .containsExactly("createOrder", "POST", "/orders");
    assertThat(call.id()).matches("[0-9a-f]{16}");
    assertThat(call).hasToString("POST /orders [" + call.id() + "]");
  }

  @Test
  void start_isNotifiedInTheCallersThreadEvenIfTheCallIsAsynchronous() {
    List<Thread> starts = new CopyOnWriteArrayList<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void onCallStart(CallInfo call) {
            starts.add(Thread.currentThread());
          }
        };
    server.answer(200, RECEIPT);
    try (PeekerClient client = client(listener)) {
      OrderSummary unused = client.orders().createAsync(Samples.bundleOrder()).join();
    }

    assertThat(starts).containsExactly(Thread.currentThread());
  }

  @Test
  void listeners_areAllNotifiedInTheirOrder() {
    Heard second = new Heard();
    CallListener broken =
        new CallListener() {
          @Override
          public void onCallStart(CallInfo call) {
            second.events.add("broken");
            throw new IllegalStateException("no");
          }
        };
    server.answer(200, RECEIPT);
    try (PeekerClient client = client(broken).withOptions(each -> each.listener(second))) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(second.events).startsWith("broken", "start").endsWith("end 1 null");
  }

  @Test
  void listener_thatIsAddedTwice_isNotifiedOnce() {
    server.answer(200, RECEIPT);
    try (PeekerClient client = client(heard).withOptions(each -> each.listener(heard))) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(heard.events).containsExactly("start", "attempt 1", "over 1", "end 1 null");
  }

  @Test
  void waitThatEndsWithoutAPermit_isNotifiedToo() {
    PeekerClient starved =
        client(heard)
            .withOptions(
                each ->
                    each.rateLimiter(maxWait -> new CompletableFuture<>())
                        .timeout(Duration.ofMillis(20)));
    Throwable unused = catchThrowable(() -> starved.orders().get("ord_1"));

    assertThat(heard.events).containsExactly("start", "wait CLIENT_RATE_LIMIT", "end 0 NOT_SENT");
  }

  @Test
  void endOfAFailure_hasTheExceptionAndTheLastResponse() {
    server
        .answerUnchecked(503, "")
        .answerUnchecked(CheckedServer.json(401, Map.of("Peeker-Request-Id", "req_7"), "{}"));
    try (PeekerClient client = client(heard)) {
      CallException e =
          catchThrowableOfType(CallException.class, () -> client.orders().get("ord_1"));

      CallEnd end = heard.ends.get(0);
      assertThat(end.failure()).isSameAs(e);
      assertThat(end.isSuccess()).isFalse();
      assertThat(end.status()).hasValue(401);
      assertThat(end.requestId()).isEqualTo("req_7");
      assertThat(end.attempts()).containsExactlyElementsOf(e.attempts());
    }
  }

  @Test
  void endOfACallThatWasNotSent_hasNoStatus() {
    PeekerClient client = client(heard);
    client.close();
    Throwable unused = catchThrowable(() -> client.orders().get("ord_1"));

    CallEnd end = heard.ends.get(0);
    assertThat(end.status()).isEmpty();
    assertThat(end.requestId()).isNull();
    assertThat(end.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(heard.events).containsExactly("start", "end 0 NOT_SENT");
  }

  @Test
  void identityAndEnd_withoutAPart_areRejected() {
    assertThatThrownBy(() -> CallInfo.of("getOrder", null, "/orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operation, method and pathTemplate must not be null");
    assertThatThrownBy(() -> CallEnd.success(null, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempts and duration must not be null");
    assertThatThrownBy(() -> CallEnd.failure(List.of(), Duration.ZERO, null, Outcome.NOT_SENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("failure and outcome must not be null");
  }

  @Test
  void listener_null_isRejected() {
    assertThatThrownBy(() -> client(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("listener must not be null");
  }

  /** Writes down what it hears. */
  private static final class Heard implements CallListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<CallInfo> calls = new CopyOnWriteArrayList<>();
    private final List<CallEnd> ends = new CopyOnWriteArrayList<>();

    @Override
    public void onCallStart(CallInfo call) {
      events.add("start");
      calls.add(call);
    }

    @Override
    public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
      calls.add(call);
      events.add("attempt " + attempt.number());
    }

    @Override
    public void onAttemptEnd(CallInfo call, Attempt attempt) {
      calls.add(call);
      events.add("over " + attempt.number());
      attempts.add(attempt);
    }

    @Override
    public void onWait(CallInfo call, WaitReason reason, Duration duration) {
      calls.add(call);
      events.add("wait " + reason);
    }

    @Override
    public void onCallEnd(CallInfo call, CallEnd end) {
      calls.add(call);
      ends.add(end);
      events.add("end " + end.attempts().size() + " " + end.outcome());
    }
  }
}
