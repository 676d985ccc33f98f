package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallerCodeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * A blocking call whose thread is interrupted: it ends immediately, with the interrupt still set.
 */
class BlockingInterruptTest {
  private final CallRig rig = new CallRig(CallRig.Driver.BLOCKING);
  private final AtomicBoolean stillInterrupted = new AtomicBoolean();
  private CompletableFuture<ApiResponse<String>> result = new CompletableFuture<>();

  private void start() {
    result = rig.start();
    // runs in the thread of the call, as the last thing that it does
    CompletableFuture<?> unused =
        result.whenComplete(
            (response, e) -> stillInterrupted.set(Thread.currentThread().isInterrupted()));
  }

  private CallInterruptedException interrupted() {
    CallInterruptedException e = failure(CallInterruptedException.class, result);
    assertThat(stillInterrupted).isTrue();
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.limiter.released).isEqualTo(rig.limiter.granted);
    assertThat(rig.events.lines())
        .last(InstanceOfAssertFactories.STRING)
        .contains("ends")
        .endsWith(e.outcome().name());
    return e;
  }

  @Test
  void interrupt_inTheLimiter_leavesTheQueue() {
    rig.limiter.holds = true;
    start();

    rig.interrupt();

    CallInterruptedException e = interrupted();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).isEmpty();
    assertThat(rig.limiter.requests.get(0)).isCancelled();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void interrupt_inAnExchange_keepsTheInterruptAndKnowsTheOutcome() {
    start();

    rig.interrupt();

    CallInterruptedException e = interrupted();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
    assertThat(e)
        .hasMessage(
            "createOrder was interrupted. The server may or may not have acted; the same body may"
                + " be sent again within 24 hours.");
    assertThat(rig.sender.last().isCanceled()).isTrue();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: the thread was interrupted",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void interrupt_whileStillConnecting_sentNothing() {
    start();
    rig.sender.last().stillConnecting();

    rig.interrupt();

    CallInterruptedException e = interrupted();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e)
        .hasMessage(
            "createOrder was interrupted. Nothing was sent; call again when the thread may go"
                + " on.");
  }

  @Test
  void interrupt_inABackoff_keepsTheInterruptAndKnowsTheOutcome() {
    rig.sender.refused();
    start();

    rig.interrupt();

    CallInterruptedException e = interrupted();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void interrupt_asABackoffStarts_endsItBeforeItStarts() {
    rig.listener =
        new CallListener() {
          @Override
          public void onWait(CallInfo call, WaitReason reason, Duration duration) {
            Thread.currentThread().interrupt();
          }

          @Override
          public void onCallEnd(CallInfo call, CallEnd end) {
            rig.events.onCallEnd(call, end);
          }
        };
    start();

    rig.sender.last().respond(503, "");

    assertThat(interrupted().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void interrupt_asASuccessIsNotified_leavesTheCallItsResult() {
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptEnd(CallInfo call, Attempt attempt) {
            Thread.currentThread().interrupt();
          }
        };
    start();

    rig.sender.last().respond(200, OK);

    assertThat(result).isCompleted();
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void interrupt_beforeTheCall_sendsNothing() {
    Thread.currentThread().interrupt();

    CallInterruptedException e =
        catchThrowableOfType(
            CallInterruptedException.class,
            () -> rig.transport().send(CallRig.call(RetrySafety.SAME_BYTES)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e).hasMessage("createOrder was not sent: the thread is interrupted.");
    assertThat(rig.limiter.requests).isEmpty();
  }

  @Test
  void interrupt_asThePermitIsGranted_releasesIt() {
    rig.limiters =
        key ->
            new RateLimiter() {
              @Override
              public CompletableFuture<Permit> acquire(Duration maxWait) {
                CompletableFuture<Permit> request = rig.limiter.acquire(maxWait);
                return new CompletableFuture<Permit>() {
                  @Override
                  public boolean cancel(boolean mayInterruptIfRunning) {
                    rig.limiter.grant(request);
                    return !complete(request.join()) && super.cancel(mayInterruptIfRunning);
                  }
                };
              }

              @Override
              public void pause(Duration delay) {}
            };
    rig.limiter.holds = true;
    start();

    rig.interrupt();

    assertThat(interrupted().outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(rig.limiter.released).isEqualTo(1);
  }

  @Test
  void interrupt_whileAnInterceptorFails_reportsTheInterceptor() {
    rig.sender
        .lost()
        .next(
            exchange -> {
              Thread.currentThread().interrupt();
              exchange.failInCallerCode(new IllegalStateException("mine"));
            });
    start();
    rig.time.passMillis(250);

    CallerCodeException e = failure(CallerCodeException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasRootCauseMessage("mine");
  }
}
