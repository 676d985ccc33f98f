package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.ConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A client that is closed before its calls are over, and the threads that its calls go on with. */
class CallExecutionClosedTest {
  private static final String REMEDY =
      ": the client is closed. Close it when its last call is over, or build another one.";

  private final CallRig rig = new CallRig();

  @Test
  void call_onAClosedClient_isNotSentAndSaysSo() {
    rig.closed = true;

    CompletableFuture<ApiResponse<String>> result = rig.start();

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e).hasMessage("createOrder was not sent" + REMEDY);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).isEmpty();
    assertThat(rig.limiter.places).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void call_inABackOffWhenTheClientIsClosed_keepsItsOutcome() {
    rig.wire.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.closed = true;

    rig.time.passMillis(60_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e).hasMessage("createOrder was not sent again" + REMEDY);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
    assertThat(rig.wire.exchanges()).hasSize(1);
  }

  @Test
  void call_inTheLimiterWhenTheClientIsClosed_isNotSentAndGivesItsPlaceBack() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.closed = true;

    rig.limiter.grant(rig.limiter.places.get(0));

    assertThat(failure(ConnectionException.class, result).outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.wire.exchanges()).isEmpty();
  }

  @Test
  void call_afterABackOff_goesOnWithTheClientsThreads() {
    List<Runnable> tasks = new ArrayList<>();
    rig.threads = tasks::add;
    rig.wire.refused().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.time.passMillis(1_000);
    assertThat(rig.wire.exchanges()).hasSize(1);
    tasks.remove(0).run();

    assertThat(result).isCompleted();
    assertThat(tasks).isEmpty();
  }

  @Test
  void call_afterTheLimiter_goesOnWithTheClientsThreads() {
    List<Runnable> tasks = new ArrayList<>();
    rig.threads = tasks::add;
    rig.limiter.holds = true;
    rig.wire.next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter.grant(rig.limiter.places.get(0));
    assertThat(rig.wire.exchanges()).isEmpty();
    tasks.remove(0).run();

    assertThat(result).isCompleted();
  }

  @Test
  void call_thatGoesOnWhenTheThreadsHaveEnded_ends() {
    rig.threads =
        task -> {
          throw new RejectedExecutionException("ended");
        };
    rig.wire.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.closed = true;

    rig.time.passMillis(60_000);

    assertThat(failure(ConnectionException.class, result).outcome()).isEqualTo(Outcome.UNKNOWN);
  }
}
