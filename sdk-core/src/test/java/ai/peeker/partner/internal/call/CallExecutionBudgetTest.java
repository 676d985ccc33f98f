package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.ServerException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The budget of retries. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionBudgetTest {
  private final CallRig rig;

  CallExecutionBudgetTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  private void callAgainstAServerThatIsDown() {
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);
    rig.sender.next(503, "").next(503, "");
    var unused = rig.start();
    rig.time.passMillis(1_000);
    rig.sender.clearScript();
  }

  @Test
  void budget_usedUp_endsCallsAndSaysSo() {
    for (int i = 0; i < 11; i++) { // each call brings a tenth of a retry and takes one
      rig.sender.next(503, "").next(503, "").next(503, "").next(503, "");
      var unused = rig.start(CallRig.call(RetrySafety.SAME_BYTES));
      rig.time.passMillis(10_000);
      rig.sender.clearScript();
    }
    int before = rig.sender.exchanges().size();

    rig.sender.next(503, "");
    ServerException e =
        failure(ServerException.class, rig.start(CallRig.call(RetrySafety.SAME_BYTES)));

    assertThat(rig.sender.exchanges()).hasSize(before + 1);
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: so many calls are failing that the retry budget is used up.");
    assertThat(e.retryAt()).isEqualTo(rig.time.now().plusMillis(250)); // half of the 0.5 s
  }

  @Test
  void budget_isTakenByRetriesAndBroughtByFirstAttempts() {
    for (int i = 0; i < 30; i++) {
      callAgainstAServerThatIsDown();
    }

    // 30 first attempts; 100 + 29 tenths (the first meets a full budget) are 12 retries
    assertThat(rig.sender.exchanges()).hasSize(30 + 12);
  }

  @Test
  void budget_ofRetriesThatSucceed_isNotUsedUp() {
    for (int i = 0; i < 30; i++) {
      rig.sender.next(503, "").next(200, OK);
      CompletableFuture<ApiResponse<String>> result = rig.start();
      rig.time.passMillis(1_000);
      assertThat(result).isCompleted();
    }

    assertThat(rig.sender.exchanges()).hasSize(60);
  }

  @Test
  void budget_isNotFilledByWaitsFor429() {
    for (int i = 0; i < 30; i++) {
      callAgainstAServerThatIsDown();
    }
    int before = rig.sender.exchanges().size();
    rig.sender.next(429, limitedFor(1)).next(200, OK); // brings its tenth, and no more
    var limited = rig.start();
    rig.time.passMillis(5_000);
    assertThat(limited).isCompleted();

    rig.sender.next(503, "");
    var failing = rig.start();
    rig.time.passMillis(5_000);

    // left were 9 tenths of 129; 2 more are 11, which is one retry; without the last call's tenth
    // none
    assertThat(failing).isNotDone();
    assertThat(rig.sender.exchanges()).hasSize(before + 4);
    rig.sender.last().respond(503, "");
    rig.sender.next(503, "");
    var last = rig.start();
    assertThat(last).isCompletedExceptionally();
  }

  @Test
  void budget_isNotTakenByWaitsFor429() {
    for (int i = 0; i < 30; i++) {
      rig.sender.next(429, limitedFor(1)).next(429, limitedFor(1)).next(200, OK);
      CompletableFuture<ApiResponse<String>> result = rig.start();
      rig.time.passMillis(5_000);
      assertThat(result).isCompleted();
    }

    assertThat(rig.sender.exchanges()).hasSize(90);
  }
}
