package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.http.ApiKey;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The outcome of a call in which code of the caller fails. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallerCodeOutcomeTest {
  private final CallRig rig;

  CallerCodeOutcomeTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  @Test
  void keySupplier_failingAtFirst_isReportedAsItIs() {
    rig.key = () -> ApiKey.of("none");

    IllegalArgumentException e = failure(IllegalArgumentException.class, rig.start());

    assertThat(e).hasMessageStartingWith("The API key starts neither");
    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void keySupplier_failingBeforeARetry_doesNotHideTheOutcome() {
    boolean[] broken = {false};
    rig.key = () -> ApiKey.of(broken[0] ? "" : "pk_test_9f3a");
    rig.sender.next(
        e -> {
          broken[0] = true;
          e.lose();
        });

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    CallerCodeException e = failure(CallerCodeException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
    assertThat(e)
        .hasMessage(
            "createOrder failed in code supplied by the caller: API key supplier, rate limiter or"
                + " interceptor. See the cause. The server may or may not have acted; the same body"
                + " may be sent again within 24 hours.")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limiter_failingBeforeARetry_doesNotHideTheOutcome() {
    rig.sender.next(
        e -> {
          rig.limiter.holds = true;
          e.lose();
        });
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(250);

    rig.limiter.requests.get(1).completeExceptionally(new IllegalStateException("down"));

    CallerCodeException e = failure(CallerCodeException.class, result);
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
    rig.sender.next(e -> e.failInCallerCode(own));

    assertThat(failure(IllegalStateException.class, rig.start())).isSameAs(own);
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: code supplied by the caller failed",
            "createOrder ends 1 NOT_SENT");
  }

  @Test
  void interceptor_failingAfterAnAttemptThatWentOut_doesNotHideTheOutcome() {
    rig.sender.lost().next(e -> e.failInCallerCode(new IllegalStateException("mine")));

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    CallerCodeException e = failure(CallerCodeException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(2);
    assertThat(e).hasRootCauseMessage("mine");
  }

  @Test
  void reader_failingInAnyWay_leavesASuccessApplied() {
    rig.sender.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(
            CallRig.to(RetrySafety.SAME_BYTES)
                .build(
                    json -> {
                      throw new NullPointerException("no such property");
                    }));

    assertThat(failure(UnreadableResponseException.class, result).outcome())
        .isEqualTo(Outcome.APPLIED);
  }

  @Test
  void sender_failingToSend_endsTheCallAndReleasesThePermit() {
    rig.sender.next(
        e -> {
          throw new IllegalStateException("closed");
        });

    assertThat(failure(IllegalStateException.class, rig.start())).hasMessage("closed");
    assertThat(rig.limiter.released).isEqualTo(1);
  }

  @Test
  void reader_failingWithAnError_doesNotHideThatTheCallSucceeded() {
    rig.sender.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(
            CallRig.to(RetrySafety.ALWAYS)
                .build(
                    json -> {
                      throw new NoClassDefFoundError("Gone");
                    }));

    CallerCodeException e = failure(CallerCodeException.class, result);
    assertThat(e).hasRootCauseMessage("Gone");
    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
  }
}
