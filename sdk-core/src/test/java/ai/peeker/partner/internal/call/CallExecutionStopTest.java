package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.http.RequestFactory;
import ai.peeker.partner.internal.json.JsonCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that is cancelled or interrupted: it ends at once, and tells what it may have changed. */
class CallExecutionStopTest {
  private final CallRig rig = new CallRig();

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void cancel_inTheLimiter_givesTheTurnUp() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    result.cancel(true);

    assertThat(rig.limiter.places.get(0)).isCancelled();
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.wire.exchanges()).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void cancel_inABackOff_sendsNothingMore() {
    rig.wire.next(503, "");
    CompletableFuture<ApiResponse<String>> result = rig.start();

    result.cancel(true);
    assertThat(rig.time.pending()).isZero();
    rig.time.passMillis(60_000);

    assertThat(rig.wire.exchanges()).hasSize(1);
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: HTTP 503",
            "createOrder waits 250 RETRY",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_inAnExchange_cutsItAndGivesTheLeaveBackOnce() {
    CompletableFuture<ApiResponse<String>> result = rig.start();

    result.cancel(true);
    rig.wire.last().lose(); // as the network reports what was cut

    assertThat(rig.wire.last().cancelled()).isTrue();
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.wire.exchanges()).hasSize(1);
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: the caller broke the call off",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_inAnExchangeWhoseAnswerIsOnItsWay_changesNothingMore() {
    CompletableFuture<ApiResponse<String>> result = rig.start();

    result.cancel(true);
    rig.wire.last().answer(503, "");

    assertThat(result).isCancelled();
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_whileStillConnecting_sentNothing() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.wire.last().stillConnecting();

    result.cancel(true);

    assertThat(rig.wire.last().cancelled()).isTrue();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 NOT_SENT");
  }

  @Test
  void cancel_afterTheEnd_changesNothing() {
    rig.wire.next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();

    result.cancel(true);

    assertThat(result).isCompleted();
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.events.lines()).filteredOn(each -> each.contains("ends")).hasSize(1);
  }

  @Test
  void leave_grantedAfterTheCancel_isGivenBack() {
    rig.limiters = key -> new StubbornLimiter(rig.limiter);
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();
    result.cancel(true);

    rig.limiter.grant(rig.limiter.places.get(0));

    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.wire.exchanges()).isEmpty();
  }

  /** A limiter whose places cannot be given up. */
  private record StubbornLimiter(CallRig.HandLimiter limiter) implements RateLimiter {
    @Override
    public CompletableFuture<Permit> acquire(Duration patience) {
      CompletableFuture<Permit> place = limiter.acquire(patience);
      return new CompletableFuture<Permit>() {
        {
          CompletableFuture<?> unused = place.thenAccept(this::complete);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
          return false;
        }
      };
    }

    @Override
    public void pause(Duration wait) {
      limiter.pause(wait);
    }
  }

  // ---- the run itself, at the moments that a test of the transport cannot hit

  private static final String WHY = "the caller broke the call off";

  private static Outcome stop(CallExecution<String> run) {
    assertThat(run.stop(WHY)).isTrue();
    return run.history().outcome();
  }

  private CallExecution<String> run() {
    return new CallExecution<>(road(), CallRig.call(RetrySafety.SAME_BYTES));
  }

  private Road road() {
    return new Road(
        new RequestFactory(BaseUrl.of("http://127.0.0.1:1/"), rig.key, "test"),
        rig.limiters,
        rig.wire,
        new ResponseReader(new JsonCodec()),
        new RetryDecider(rig.policy),
        rig.budget,
        rig.listener,
        rig.time,
        rig.timeout,
        rig.attemptTimeout,
        rig.threads,
        () -> rig.closed);
  }

  @Test
  void stop_whileTheRequestIsBeingHandedOver_isUnknownAndCutsIt() {
    CallExecution<String> run = run();
    List<Outcome> outcomes = new ArrayList<>();
    rig.wire.next(exchange -> outcomes.add(stop(run)));

    var unused = run.start();

    assertThat(outcomes).containsExactly(Outcome.UNKNOWN);
    assertThat(rig.wire.last().cancelled()).isTrue();
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(run.history().attempts())
        .extracting(Attempt::failure)
        .containsExactly("the caller broke the call off");
  }

  @Test
  void stop_whileTheAnswerOfASuccessIsBeingRead_isApplied() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    List<Outcome> outcomes = new ArrayList<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptEnd(String operation, Attempt attempt) {
            outcomes.add(stop(run.get()));
          }
        };
    run.set(run());
    CompletableFuture<ApiResponse<String>> result = run.get().start();

    rig.wire.last().answer(200, OK);

    assertThat(outcomes).containsExactly(Outcome.APPLIED);
    assertThat(result).isNotDone();
    assertThat(run.get().history().attempts()).hasSize(1);
  }

  @Test
  void stop_asTheAttemptFails_startsNoWait() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptEnd(String operation, Attempt attempt) {
            var unused = stop(run.get());
          }
        };
    run.set(run());
    var unused = run.get().start();

    rig.wire.last().lose();

    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void stop_inTheMiddleOfABackOffThatBegins_cancelsItsTimer() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onWait(String operation, WaitReason reason, Duration duration) {
            var unused = stop(run.get());
          }
        };
    run.set(run());
    rig.wire.next(503, "");

    var unused = run.get().start();

    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void stop_asTheLimitersWaitIsTold_sendsNothing() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    List<Outcome> outcomes = new ArrayList<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onWait(String operation, WaitReason reason, Duration duration) {
            outcomes.add(stop(run.get()));
          }
        };
    rig.limiter.holds = true;
    run.set(run());
    var unused = run.get().start();
    rig.time.passMillis(10);

    rig.limiter.grant(rig.limiter.places.get(0));

    assertThat(outcomes).containsExactly(Outcome.NOT_SENT);
    assertThat(rig.wire.exchanges()).isEmpty();
    assertThat(rig.limiter.finished).isEqualTo(1);
  }

  @Test
  void stop_asTheAttemptIsTold_sendsNothing() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    List<Outcome> outcomes = new ArrayList<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptStart(String operation, int number) {
            outcomes.add(stop(run.get()));
          }
        };
    run.set(run());

    var unused = run.get().start();

    assertThat(outcomes).containsExactly(Outcome.NOT_SENT);
    assertThat(rig.wire.exchanges()).isEmpty();
    assertThat(rig.limiter.finished).isEqualTo(1);
  }

  @Test
  void stop_asTheRequestIsHandedOverAndItsAnswerIsThere_isNotTakenForUnsent() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    List<Outcome> outcomes = new ArrayList<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptEnd(String operation, Attempt attempt) {
            outcomes.add(stop(run.get()));
          }
        };
    rig.wire.next(200, OK); // answered before the wire has returned what could be cancelled
    run.set(run());

    var unused = run.get().start();

    assertThat(outcomes).containsExactly(Outcome.APPLIED);
  }

  @Test
  void stop_beforeAnAnswerIsRead_isUnknown() {
    AtomicReference<CallExecution<String>> run = new AtomicReference<>();
    List<Outcome> outcomes = new ArrayList<>();
    rig.limiters =
        key ->
            new RateLimiter() {
              @Override
              public CompletableFuture<Permit> acquire(Duration patience) {
                return CompletableFuture.completedFuture(() -> outcomes.add(stop(run.get())));
              }

              @Override
              public void pause(Duration wait) {}
            };
    run.set(run());
    var unused = run.get().start();

    rig.wire.last().answer(400, "");

    assertThat(outcomes).containsExactly(Outcome.UNKNOWN);
  }

  @Test
  void stop_afterTheEnd_changesNothing() {
    rig.wire.next(200, OK);
    CallExecution<String> run = run();
    var unused = run.start();

    assertThat(run.stop(WHY)).isFalse();
    assertThat(run.history().attempts()).hasSize(1);
  }

  @Test
  void stop_twice_tellsTheEndOnce() {
    CallExecution<String> run = run();
    var unused = run.start();

    assertThat(run.stop(WHY)).isTrue();
    assertThat(run.stop(WHY)).isFalse();

    assertThat(run.history().attempts()).hasSize(1);
    assertThat(rig.events.lines()).filteredOn(each -> each.contains("ends")).hasSize(1);
  }

  // ---- interrupts

  private CallInterruptedException interrupted() {
    return Assertions.catchThrowableOfType(
        CallInterruptedException.class,
        () -> rig.transport().send(CallRig.call(RetrySafety.SAME_BYTES)));
  }

  @Test
  void interrupt_inAnExchange_keepsTheFlagAndTellsTheOutcome() {
    rig.wire.next(exchange -> Thread.currentThread().interrupt());

    CallInterruptedException e = interrupted();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
    assertThat(e)
        .hasMessage(
            "createOrder was interrupted. The server may or may not have acted; the same body may"
                + " go out again within 24 hours.");
    assertThat(rig.wire.last().cancelled()).isTrue();
  }

  @Test
  void interrupt_inABackOff_keepsTheFlagAndTellsTheOutcome() {
    rig.wire.next(
        exchange -> {
          Thread.currentThread().interrupt();
          exchange.refuse();
        });

    CallInterruptedException e = interrupted();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).hasSize(1);
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void interrupt_beforeTheCall_sendsNothing() {
    Thread.currentThread().interrupt();

    CallInterruptedException e = interrupted();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(rig.limiter.places).isEmpty();
  }
}
