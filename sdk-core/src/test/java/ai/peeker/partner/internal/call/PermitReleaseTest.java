package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each permit is released exactly once, by what happened to its request. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class PermitReleaseTest {
  private final CallRig rig;

  PermitReleaseTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
    rig.policy = RetryPolicy.none();
  }

  @AfterEach
  void each_isReleasedOnce() {
    rig.time.passMillis(120_000);

    assertThat(rig.limiter.releases).hasSize(rig.limiter.granted);
    assertThat(rig.time.pending()).isZero();
  }

  private void releases(String... expected) {
    assertThat(rig.limiter.releases).containsExactly(expected);
  }

  private static void ignore(CompletableFuture<ApiResponse<String>> unused) {}

  @Test
  void success_isAResponse() {
    rig.sender.next(200, OK);

    ignore(rig.start());

    releases("response");
  }

  @Test
  void rejection_isAResponse() {
    rig.sender.next(400, "");

    ignore(rig.start());

    releases("response");
  }

  @Test
  void retries_releaseEachPermit() {
    rig.policy = RetryPolicy.defaults();
    rig.sender.refused().lost().next(503, "").next(200, OK);

    ignore(rig.start());
    rig.time.passMillis(30_000);

    releases("unused", "no response", "response", "response");
  }

  @Test
  void refusedConnection_isUnused() {
    rig.sender.refused();

    ignore(rig.start());

    releases("unused");
  }

  @Test
  void lostResponse_mayStillBeUnderWay() {
    rig.sender.lost();

    ignore(rig.start());

    releases("no response");
  }

  @Test
  void attempt_timedOutAfterItWasSent_mayStillBeUnderWay() {
    rig.sender.next(e -> e.timeOut(true));

    ignore(rig.start());

    releases("no response");
  }

  @Test
  void attempt_timedOutBeforeItWasSent_isUnused() {
    rig.sender.next(e -> e.timeOut(false));

    ignore(rig.start());

    releases("unused");
  }

  @Test
  void interceptor_failingBeforeTheRequest_leavesItUnused() {
    rig.sender.next(e -> e.failInCallerCode(false, new IllegalStateException("mine")));

    ignore(rig.start());

    releases("unused");
  }

  @Test
  void interceptor_failingAfterTheRequest_mayHaveSentIt() {
    rig.sender.next(e -> e.failInCallerCode(true, new IllegalStateException("mine")));

    ignore(rig.start());

    releases("no response");
  }

  @Test
  void sender_thatThrows_leavesItUnused() {
    rig.sender.next(
        e -> {
          throw new IllegalStateException("an event listener's");
        });

    ignore(rig.start());

    releases("unused");
  }

  @Test
  void client_closedWhileThePermitWasAwaited_leavesItUnused() {
    rig.limiter.holds = true;
    ignore(rig.start());
    rig.closed = true;

    rig.limiter.grant(rig.limiter.last());

    releases("unused");
  }

  @Test
  void key_thatTakesTheWholeTime_leavesItUnused() {
    rig.key =
        () -> {
          rig.time.passMillis(60_000);
          return ApiKey.of("pk_test_9f3a");
        };

    ignore(rig.start());

    releases("unused");
  }

  @Test
  void wait_thatEndsAtTheDeadline_leavesTheQueue() {
    rig.limiter.holds = true;
    ignore(rig.start());

    rig.time.passMillis(60_000);

    assertThat(rig.limiter.last()).isCancelled();
    releases();
  }

  @Test
  void call_stoppedWhileItWaitsForAPermit_leavesTheQueue() {
    rig.limiter.holds = true;
    stop(rig.start());

    assertThat(rig.limiter.last()).isCancelled();
    releases();
  }

  @Test
  void call_stoppedWhileSending_mayStillBeUnderWay() {
    stop(rig.start());

    releases("no response");
  }

  @Test
  void call_stoppedWhileConnecting_isUnused() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    var unused = rig.sender.last().stillConnecting();

    stop(result);

    releases("unused");
  }

  @Test
  void call_stoppedInADelay_releasesNothingMore() {
    rig.policy = RetryPolicy.defaults();
    rig.sender.next(503, "");

    stop(rig.start());

    releases("response");
  }

  @Test
  void call_canceledBetweenPermitAndRequest_isUnused() {
    Assumptions.assumeFalse(rig.isBlocking(), "only a future can be canceled");
    CompletableFuture<?>[] result = new CompletableFuture<?>[1];
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            result[0].cancel(true);
          }
        };
    rig.limiter.holds = true;
    result[0] = rig.start();

    rig.limiter.grant(rig.limiter.last());

    assertThat(rig.sender.exchanges()).isEmpty();
    releases("unused");
  }

  @Test
  void call_canceledWhileTheNextPermitIsRequested_leavesItUnused() {
    Assumptions.assumeFalse(rig.isBlocking(), "only a future can be canceled");
    CompletableFuture<?>[] result = new CompletableFuture<?>[1];
    rig.policy = RetryPolicy.defaults();
    rig.limiters =
        key -> {
          if (result[0] != null) {
            result[0].cancel(true);
          }
          return rig.limiter;
        };
    rig.sender.next(503, "");
    result[0] = rig.start();

    rig.time.passMillis(30_000);

    assertThat(rig.sender.exchanges()).hasSize(1);
    releases("response", "unused");
  }

  @Test
  void call_timedOutWhileSending_mayStillBeUnderWay() {
    Assumptions.assumeFalse(rig.isBlocking(), "OkHttp ends a blocking exchange");
    ignore(rig.start());

    rig.time.pass(Duration.ofSeconds(61));

    releases("no response");
  }

  private void stop(CompletableFuture<ApiResponse<String>> result) {
    if (rig.isBlocking()) {
      rig.interrupt();
    } else {
      result.cancel(true);
    }
  }
}
