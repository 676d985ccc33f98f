package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.OrderSummary;
import java.time.Duration;
import java.util.List;
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

  private PeekerClient client(CallListener listener) {
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

      assertThat(heard.events).hasSize(4 + 4 + 3 + 1).last().isEqualTo("end 4 UNKNOWN");
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
          public void onAttemptStart(String operation, int number) {
            throw new AssertionError("attempt");
          }

          @Override
          public void onAttemptEnd(String operation, Attempt attempt) {
            throw new AssertionError("attempt end");
          }

          @Override
          public void onWait(String operation, WaitReason reason, Duration duration) {
            throw new AssertionError("wait");
          }

          @Override
          public void onCallEnd(String operation, int attempts, @Nullable Outcome outcome) {
            throw new AssertionError("end");
          }
        };
    try (PeekerClient client = client(broken)) {
      assertThat(client.orders().createWithResponse(Samples.bundleOrder()).attempts()).hasSize(2);
    }
  }

  /** Writes down what it hears. */
  private static final class Heard implements CallListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    @Override
    public void onAttemptStart(String operation, int number) {
      events.add("attempt " + number);
    }

    @Override
    public void onAttemptEnd(String operation, Attempt attempt) {
      events.add("over " + attempt.number());
      attempts.add(attempt);
    }

    @Override
    public void onWait(String operation, WaitReason reason, Duration duration) {
      events.add("wait " + reason);
    }

    @Override
    public void onCallEnd(String operation, int count, @Nullable Outcome outcome) {
      events.add("end " + count + " " + outcome);
    }
  }
}
