package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.http.ApiKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a failed call says of itself, and that every call ends. */
class CallExecutionOutcomeTest {
  private final CallRig rig = new CallRig();

  private void script(String attempts) {
    for (String each : attempts.split(" ", -1)) {
      switch (each) {
        case "refused" -> rig.wire.refused();
        case "lost" -> rig.wire.lost();
        case "429" -> rig.wire.next(429, limitedFor(0));
        default -> rig.wire.next(Integer.parseInt(each), "");
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
  void failure_afterSeveralAttempts_tellsTheWorst(String attempts, Outcome expected) {
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
    rig.wire.refused();

    assertThat(failure(ConnectionException.class, rig.start(safety)))
        .hasMessageStartingWith(
            "createOrder got no answer: the connection was refused. Nothing was sent; check the"
                + " base URL and the network, then call again.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALWAYS | Nothing is changed by calling again.
          SAME_BYTES | The server may or may not have acted; the same body may go out again within \
          24 hours.
          NEVER | The server may or may not have acted; look before you call again.
          """)
  void failure_thatWentOut_advisesByWhatARepetitionMayDo(RetrySafety safety, String advice) {
    rig.policy = RetryPolicy.none();
    rig.wire.lost();

    assertThat(failure(ConnectionException.class, rig.start(safety)))
        .hasMessageStartingWith(
            "createOrder got no answer: the connection broke before the answer was complete. "
                + advice);
  }

  @Test
  void failure_thatDidNotGoOutAfterOneThatDid_doesNotSayThatNothingWasSent() {
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);
    rig.wire.lost().refused();

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(ConnectionException.class, result))
        .hasMessageStartingWith("createOrder got no answer: the connection was refused. ")
        .hasMessageContaining("The server may or may not have acted")
        .hasMessageNotContaining("Nothing was sent");
  }

  @Test
  void internalError_underAnyStatus_isUnknown() {
    rig.wire.next(400, "{\"error\":{\"code\":\"internal_error\",\"message\":\"m\"}}");

    assertThat(failure(CallException.class, rig.start()).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(rig.wire.exchanges()).hasSize(1);
  }

  @Test
  void success_thatCannotBeRead_isAppliedAndNotSentAgain() {
    rig.wire.next(503, "").next(200, "garbage");

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    UnreadableResponseException e = failure(UnreadableResponseException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(e.attempts()).hasSize(2);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 2 APPLIED");
  }

  @Test
  void failure_hasTheRequestIdOfTheLastAnswer() {
    rig.wire.next(e -> e.answer(503, Map.of("peeker-request-id", List.of("req_1")), "")).refused();
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(CallException.class, result).requestId()).isEqualTo("req_1");
  }

  @Test
  void answer_thatRepeatsTheKey_doesNotBringItIntoTheException() {
    rig.wire.next(
        e ->
            e.answer(
                400,
                Map.of("Peeker-Request-Id", List.of("pk_test_9f3a")),
                "{\"error\":{\"code\":\"invalid_request\",\"message\":\"bad pk_test_9f3a\"}}"));

    CallException e = failure(CallException.class, rig.start());

    assertThat(e).hasMessageContaining("bad ***");
    assertThat(e.toString() + e.attempts()).doesNotContain("9f3a");
  }

  @Test
  void answer_thatRepeatsTheKeyAfterItWasChanged_doesNotBringItIntoTheException() {
    AtomicReference<String> key = new AtomicReference<>("pk_test_9f3a");
    rig.key = () -> ApiKey.of(key.get());
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key.set("pk_test_another");

    rig.wire
        .last()
        .answer(400, "{\"error\":{\"code\":\"invalid_request\",\"message\":\"bad pk_test_9f3a\"}}");

    assertThat(failure(CallException.class, result)).hasMessageContaining("bad ***");
  }

  // ---- what the caller brought fails

  @Test
  void keySupplier_failingAtFirst_isReportedAsItIs() {
    rig.key = () -> ApiKey.of("none");

    IllegalArgumentException e = failure(IllegalArgumentException.class, rig.start());

    assertThat(e).hasMessageStartingWith("The API key begins neither");
    assertThat(rig.wire.exchanges()).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void keySupplier_failingBeforeARetry_doesNotHideTheOutcome() {
    boolean[] broken = {false};
    rig.key = () -> ApiKey.of(broken[0] ? "" : "pk_test_9f3a");
    rig.wire.next(
        e -> {
          broken[0] = true;
          e.lose();
        });

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
    assertThat(e)
        .hasMessage(
            "createOrder was broken off because something of the caller's own failed: the API"
                + " key's supplier, the rate limiter or an interceptor. The cause says how.")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limiter_failingBeforeARetry_doesNotHideTheOutcome() {
    rig.wire.next(
        e -> {
          rig.limiter.holds = true;
          e.lose();
        });
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(250);

    rig.limiter.places.get(1).completeExceptionally(new IllegalStateException("down"));

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasRootCauseMessage("down");
  }

  @Test
  void keySupplier_failingWithAnError_endsTheCallWithIt() {
    rig.key =
        () -> {
          throw new StackOverflowError("deep");
        };

    assertThat(failure(Error.class, rig.start())).hasMessage("deep");
    assertThat(catchThrowable(() -> rig.transport().send(CallRig.call(RetrySafety.ALWAYS))))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void interceptor_failingBeforeAnythingIsSent_isReportedAsItIs() {
    IllegalStateException own = new IllegalStateException("mine");
    rig.wire.next(e -> e.breakDown(own));

    assertThat(failure(IllegalStateException.class, rig.start())).isSameAs(own);
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: something of the caller's own failed",
            "createOrder ends 1 NOT_SENT");
  }

  @Test
  void interceptor_failingAfterAnAttemptThatWentOut_doesNotHideTheOutcome() {
    rig.wire.lost().next(e -> e.breakDown(new IllegalStateException("mine")));

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(2);
    assertThat(e).hasRootCauseMessage("mine");
  }

  @Test
  void interceptor_failingAfterTheCallWasCancelled_changesNothing() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    result.cancel(true);
    int before = rig.events.lines().size();

    rig.wire.last().breakDown(new IllegalStateException("mine"));

    assertThat(rig.events.lines()).hasSize(before);
    assertThat(rig.limiter.finished).isEqualTo(1);
  }

  @Test
  void reader_failingInAnyWay_leavesASuccessApplied() {
    rig.wire.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.transport()
            .sendAsync(
                CallRig.to(RetrySafety.SAME_BYTES)
                    .build(
                        json -> {
                          throw new NullPointerException("no such member");
                        }));

    assertThat(failure(UnreadableResponseException.class, result).outcome())
        .isEqualTo(Outcome.APPLIED);
  }

  @Test
  void wire_failingToSend_endsTheCallAndGivesTheLeaveBack() {
    rig.wire.next(
        e -> {
          throw new IllegalStateException("closed");
        });

    assertThat(failure(IllegalStateException.class, rig.start())).hasMessage("closed");
    assertThat(rig.limiter.finished).isEqualTo(1);
  }

  @Test
  void reader_failingWithAnError_doesNotHideThatTheCallSucceeded() {
    rig.wire.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.transport()
            .sendAsync(
                CallRig.to(RetrySafety.ALWAYS)
                    .build(
                        json -> {
                          throw new NoClassDefFoundError("Gone");
                        }));

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e).hasRootCauseMessage("Gone");
    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void callbackExecutor_shutDown_stillCompletesTheFuture() {
    rig.callbacks =
        task -> {
          throw new RejectedExecutionException("shut down");
        };
    rig.wire.next(200, OK).next(400, "");

    assertThat(rig.start()).isCompletedWithValueMatching(each -> each.body().equals("fine"));
    assertThat(rig.start()).isCompletedExceptionally();
  }

  @Test
  void body_thatCannotBeWritten_failsTheFuture() {
    ApiCall<String> call =
        ApiCall.<String>builder("x", "POST", "/x", RetrySafety.ALWAYS)
            .body(
                () -> {
                  throw new IllegalStateException("no body");
                })
            .build(String::valueOf);

    assertThat(failure(IllegalStateException.class, rig.transport().sendAsync(call)))
        .hasMessage("no body");
  }
}
