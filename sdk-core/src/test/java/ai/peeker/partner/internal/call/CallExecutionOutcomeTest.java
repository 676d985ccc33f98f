package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The outcome of a failed call, and that every call ends. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionOutcomeTest {
  private final CallRig rig;

  CallExecutionOutcomeTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  private void script(String attempts) {
    for (String each : attempts.split(" ", -1)) {
      switch (each) {
        case "refused" -> rig.sender.refused();
        case "lost" -> rig.sender.lost();
        case "429" -> rig.sender.next(429, limitedFor(0));
        default -> rig.sender.next(Integer.parseInt(each), "");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "refused, NOT_SENT",
    "refused refused, NOT_SENT",
    "400, REJECTED",
    "429, REJECTED",
    "302, UNKNOWN",
    "refused 429, REJECTED",
    "429 refused, REJECTED",
    "lost, UNKNOWN",
    "500, UNKNOWN",
    "503 refused, UNKNOWN",
    "lost 429, UNKNOWN",
    "lost 400, UNKNOWN",
    "503 503, UNKNOWN",
  })
  void failure_afterSeveralAttempts_isTheWorst(String attempts, Outcome expected) {
    int count = attempts.split(" ", -1).length;
    rig.policy = RetryPolicy.defaults().withMaxAttempts(count);
    script(attempts);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    CallException e = failure(CallException.class, result);
    assertThat(e.outcome()).isEqualTo(expected);
    assertThat(e.attempts()).hasSize(count);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends " + count + " " + expected);
  }

  @ParameterizedTest
  @EnumSource(RetrySafety.class)
  void failure_thatDidNotGoOut_saysSoAndWhatToCheck(RetrySafety safety) {
    rig.policy = RetryPolicy.none();
    rig.sender.refused();

    assertThat(failure(ConnectionException.class, rig.start(safety)))
        .hasMessageStartingWith(
            "createOrder received no response: the connection was refused. Nothing was sent; check"
                + " the base URL and the network, then call again.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
ALWAYS | Repeating it is safe.
SAME_BYTES | The server may or may not have acted; the same body may be sent again within \
24 hours.
NEVER | The server may or may not have acted; look before you call again.
""")
  void failure_thatWentOut_advisesByWhatARepetitionMayDo(RetrySafety safety, String advice) {
    rig.policy = RetryPolicy.none();
    rig.sender.lost();

    assertThat(failure(ConnectionException.class, rig.start(safety)))
        .hasMessageStartingWith(
            "createOrder received no response: the connection broke before the response was"
                + " complete. "
                + advice);
  }

  @Test
  void failure_thatDidNotGoOutAfterOneThatDid_doesNotSayThatNothingWasSent() {
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);
    rig.sender.lost().refused();

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(ConnectionException.class, result))
        .hasMessageStartingWith("createOrder received no response: the connection was refused. ")
        .hasMessageContaining("The server may or may not have acted")
        .hasMessageNotContaining("Nothing was sent");
  }

  @Test
  void internalError_underAnyStatus_isUnknown() {
    rig.sender.next(400, "{\"error\":{\"code\":\"internal_error\",\"message\":\"m\"}}");

    assertThat(failure(CallException.class, rig.start()).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void success_thatCannotBeRead_isAppliedAndNotSentAgain() {
    rig.sender.next(503, "").next(200, "{\"data\":7}");

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    UnreadableResponseException e = failure(UnreadableResponseException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(e.attempts()).hasSize(2);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 2 APPLIED");
  }

  @Test
  void failure_hasTheRequestIdOfTheLastResponse() {
    rig.sender
        .next(e -> e.respond(503, Map.of("peeker-request-id", List.of("req_1")), ""))
        .refused();
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(CallException.class, result).requestId()).isEqualTo("req_1");
  }

  @Test
  void response_thatRepeatsTheKey_isRedacted() {
    rig.sender.next(
        e ->
            e.respond(
                400,
                Map.of("Peeker-Request-Id", List.of("pk_test_9f3a")),
                "{\"error\":{\"code\":\"invalid_request\",\"message\":\"bad pk_test_9f3a\"}}"));

    CallException e = failure(CallException.class, rig.start());

    assertThat(e).hasMessageContaining("bad ***");
    assertThat(e.toString() + e.attempts()).doesNotContain("9f3a");
  }

  @Test
  void response_thatRepeatsTheKeyAfterItWasChanged_isRedacted() {
    AtomicReference<String> key = new AtomicReference<>("pk_test_9f3a");
    rig.key = () -> ApiKey.of(key.get());
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key.set("pk_test_another");

    rig.sender
        .last()
        .respond(
            400, "{\"error\":{\"code\":\"invalid_request\",\"message\":\"bad pk_test_9f3a\"}}");

    assertThat(failure(CallException.class, result)).hasMessageContaining("bad ***");
  }

  private static ApiCall.Builder<String> withPassword() {
    return CallRig.to(RetrySafety.SAME_BYTES).body(() -> Map.of("a", Secret.of("hunter-two")));
  }

  private static final String ECHO =
      "{\"error\":{\"code\":\"invalid_request\",\"message\":\"bad hunter-two\"}}";

  @Test
  void response_thatRepeatsASecretOfTheBody_isRedacted() {
    rig.sender.next(400, ECHO);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(withPassword().build(String::valueOf));

    assertThat(failure(CallException.class, result)).hasMessageContaining("bad ***");
    assertThat(rig.sender.last().body()).isEqualTo("{\"a\":\"hunter-two\"}");
  }

  @Test
  void response_thatRepeatsASecretOfABodyInBytes_isRedacted() {
    rig.sender.next(400, ECHO);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(withPassword().build(String::valueOf).withBodyBytes(CallRig.BYTES, null));

    assertThat(failure(CallException.class, result)).hasMessageContaining("bad ***");
    assertThat(rig.sender.last().body()).isEqualTo("the same bytes");
  }

  @Test
  void call_withoutABody_sendsNone() {
    rig.sender.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(CallRig.to(RetrySafety.SAME_BYTES).build(String::valueOf));

    assertThat(result).isCompleted();
    assertThat(rig.sender.last().hasBody()).isFalse();
  }
}
