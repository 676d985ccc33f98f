package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An asynchronous call that is canceled: it ends immediately, and knows what it may have done. */
class AsyncCancelTest {
  private final CallRig rig = new CallRig(CallRig.Driver.ASYNC);
  private CompletableFuture<ApiResponse<String>> result = new CompletableFuture<>();

  @Test
  void cancel_inTheLimiter_leavesTheQueue() {
    rig.limiter.holds = true;
    result = rig.start();

    result.cancel(true);

    assertThat(rig.limiter.requests.get(0)).isCancelled();
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void cancel_inABackoff_sendsNothingMore() {
    rig.sender.next(503, "");
    result = rig.start();

    result.cancel(true);
    assertThat(rig.time.pending()).isZero();
    rig.time.passMillis(60_000);

    assertThat(rig.sender.exchanges()).hasSize(1);
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: HTTP 503",
            "createOrder waits 250 BACKOFF",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_inAnExchange_cancelsItAndReleasesThePermitOnce() {
    result = rig.start();

    result.cancel(true);
    rig.sender.last().lose(); // as the network reports a canceled exchange

    assertThat(rig.sender.last().isCanceled()).isTrue();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.sender.exchanges()).hasSize(1);
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: the caller canceled the call",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_inAnExchangeWhoseResponseIsOnItsWay_changesNothingMore() {
    result = rig.start();

    result.cancel(true);
    rig.sender.last().respond(503, "");

    assertThat(result).isCancelled();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_whileStillConnecting_sentNothing() {
    result = rig.start();
    rig.sender.last().stillConnecting();

    result.cancel(true);

    assertThat(rig.sender.last().isCanceled()).isTrue();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 NOT_SENT");
  }

  @Test
  void cancel_ofAnExchangeThatThrows_endsTheCall() {
    result = rig.start();
    rig.sender.last().failOnCancel(new IllegalStateException("an event listener's"));

    result.cancel(true);

    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void cancel_afterTheEnd_changesNothing() {
    rig.sender.next(200, OK);
    result = rig.start();

    result.cancel(true);

    assertThat(result).isCompleted();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines()).filteredOn(line -> line.contains("ends")).hasSize(1);
  }

  @Test
  void cancel_afterABackoffWhoseNextAttemptHasNotStarted_requestsNoPermit() {
    List<Runnable> tasks = new ArrayList<>();
    rig.background = tasks::add;
    rig.sender.refused();
    result = rig.start();
    rig.time.passMillis(250);

    result.cancel(true);
    tasks.remove(0).run();

    assertThat(rig.limiter.requests).hasSize(1);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 NOT_SENT");
  }

  @Test
  void cancel_twice_notifiesTheEndOnce() {
    result = rig.start();

    result.cancel(true);
    result.cancel(true);

    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: the caller canceled the call",
            "createOrder ends 1 UNKNOWN");
  }

  @Test
  void future_completedByItsHolder_endsTheCall() {
    result = rig.start();

    boolean unused = result.completeExceptionally(new IllegalStateException("timed out"));

    assertThat(rig.sender.last().isCanceled()).isTrue();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void interceptor_failingAfterTheCallWasCanceled_changesNothing() {
    result = rig.start();
    result.cancel(true);
    int before = rig.events.lines().size();

    rig.sender.last().failInCallerCode(new IllegalStateException("mine"));

    assertThat(rig.events.lines()).hasSize(before);
    assertThat(rig.limiter.released).isEqualTo(1);
  }

  @Test
  void permit_grantedAfterTheCancel_isReleased() {
    rig.limiters = key -> new StubbornLimiter(rig.limiter);
    rig.limiter.holds = true;
    result = rig.start();
    result.cancel(true);

    rig.limiter.grant(rig.limiter.requests.get(0));

    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  /** A limiter whose queue cannot be left. */
  private record StubbornLimiter(CallRig.ManualLimiter limiter) implements RateLimiter {
    @Override
    public CompletableFuture<Permit> acquire(Duration maxWait) {
      CompletableFuture<Permit> request = limiter.acquire(maxWait);
      return new CompletableFuture<Permit>() {
        {
          CompletableFuture<?> unused = request.thenAccept(this::complete);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
          return false;
        }
      };
    }

    @Override
    public void pause(Duration delay) {
      limiter.pause(delay);
    }
  }
}
