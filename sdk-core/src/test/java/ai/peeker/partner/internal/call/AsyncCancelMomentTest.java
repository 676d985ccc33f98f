package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A call that is canceled within a step. It starts in the limiter, so that its future is known. */
class AsyncCancelMomentTest {
  private final CallRig rig = new CallRig(CallRig.Driver.ASYNC);
  private CompletableFuture<ApiResponse<String>> result = new CompletableFuture<>();

  private void startInTheLimiter() {
    rig.limiter.holds = true;
    result = rig.start();
  }

  private void grant() {
    rig.limiter.grant(rig.limiter.requests.get(0));
  }

  /** Records events, and cancels the call in the first one of a kind. */
  private final class Canceler implements CallListener {
    private final String moment;

    Canceler(String moment) {
      this.moment = moment;
    }

    private void cancelAt(String event) {
      if (event.equals(moment)) {
        result.cancel(true);
      }
    }

    @Override
    public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
      rig.events.onAttemptStart(call, attempt);
      cancelAt("start");
    }

    @Override
    public void onAttemptEnd(CallInfo call, Attempt attempt) {
      rig.events.onAttemptEnd(call, attempt);
      cancelAt("end");
    }

    @Override
    public void onWait(CallInfo call, WaitReason reason, Duration duration) {
      rig.events.onWait(call, reason, duration);
      cancelAt("wait");
    }

    @Override
    public void onCallEnd(CallInfo call, CallEnd end) {
      rig.events.onCallEnd(call, end);
    }
  }

  @Test
  void cancel_whileTheRequestIsHandedOver_isUnknownAndCancelsIt() {
    rig.sender.next(exchange -> result.cancel(true));
    startInTheLimiter();

    grant();

    assertThat(rig.sender.last().isCanceled()).isTrue();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: the caller canceled the call",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_whileTheResponseOfASuccessIsBeingRead_isApplied() {
    rig.listener = new Canceler("end");
    result = rig.start();

    rig.sender.last().respond(200, OK);

    assertThat(result).isCancelled();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: HTTP 200",
            "createOrder ends 1 APPLIED");
  }

  @Test
  void cancel_asTheAttemptFails_startsNoDelay() {
    rig.listener = new Canceler("end");
    result = rig.start();

    rig.sender.last().lose();

    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: the connection broke before the response was complete",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_asTheAttemptIsRejected_startsNoDelay() {
    rig.listener = new Canceler("end");
    result = rig.start();

    rig.sender.last().respond(503, "");

    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: HTTP 503",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_asABackoffStarts_cancelsItsTimer() {
    rig.listener = new Canceler("wait");
    result = rig.start();

    rig.sender.last().respond(503, "");

    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_asTheLimitersWaitIsNotified_sendsNothing() {
    rig.listener = new Canceler("wait");
    startInTheLimiter();
    rig.time.passMillis(10);

    grant();

    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines()).contains("createOrder ends 0 NOT_SENT");
  }

  @Test
  void cancel_asTheAttemptIsNotified_sendsNothing() {
    rig.listener = new Canceler("start");
    startInTheLimiter();

    grant();

    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 0 NOT_SENT");
  }

  @Test
  void cancel_asTheRequestIsHandedOverAndItsResponseIsThere_isApplied() {
    rig.listener = new Canceler("end");
    rig.sender.next(200, OK); // responded before the sender returned the exchange
    startInTheLimiter();

    grant();

    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 APPLIED");
  }

  @Test
  void cancel_beforeAResponseIsRead_isUnknown() {
    rig.limiters =
        key ->
            new RateLimiter() {
              @Override
              public CompletableFuture<Permit> acquire(Duration maxWait) {
                return CompletableFuture.completedFuture(() -> result.cancel(true));
              }

              @Override
              public void pause(Duration delay) {}
            };
    result = rig.start();

    rig.sender.last().respond(400, "");

    assertThat(rig.events.lines()).contains("createOrder ends 0 UNKNOWN");
  }
}
