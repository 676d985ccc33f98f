package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.ClientClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The executors of asynchronous calls, and the alarm that ends whatever hangs. */
class AsyncCallsTest {
  private final CallRig rig = new CallRig(CallRig.Driver.ASYNC);

  @Test
  void executor_thatFails_doesNotKeepTheResult() {
    rig.callbacks =
        task -> {
          throw new OutOfMemoryError("no thread");
        };
    rig.sender.next(200, OK);

    assertThat(rig.start()).isCompleted();
  }

  @Test
  void call_thatHangsInTheNetwork_endsShortlyAfterItsDeadline() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(60_249);
    assertThat(result).isNotDone();

    rig.time.passMillis(1);

    CallTimeoutException e = failure(CallTimeoutException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e)
        .hasMessageStartingWith("createOrder did not finish within its timeout. The server may");
    assertThat(rig.sender.last().isCanceled()).isTrue();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void call_whoseNameIsNotResolvedInTime_sentNothing() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.sender.last().stillConnecting();

    rig.time.passMillis(60_250);

    assertThat(failure(CallTimeoutException.class, result).outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  @Test
  void callbackExecutor_shutDown_stillCompletesTheFuture() {
    rig.callbacks =
        task -> {
          throw new RejectedExecutionException("shut down");
        };
    rig.sender.next(200, OK).next(400, "");

    assertThat(rig.start()).isCompletedWithValueMatching(each -> each.body().equals("fine"));
    assertThat(rig.start()).isCompletedExceptionally();
  }

  @Test
  void call_afterABackoff_continuesInTheBackground() {
    List<Runnable> tasks = new ArrayList<>();
    rig.background = tasks::add;
    rig.sender.refused().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.time.passMillis(1_000);
    assertThat(rig.sender.exchanges()).hasSize(1);
    tasks.remove(0).run();

    assertThat(result).isCompleted();
    assertThat(tasks).isEmpty();
  }

  @Test
  void call_afterTheLimiter_continuesInTheBackground() {
    List<Runnable> tasks = new ArrayList<>();
    rig.background = tasks::add;
    rig.limiter.holds = true;
    rig.sender.next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter.grant(rig.limiter.requests.get(0));
    assertThat(rig.sender.exchanges()).isEmpty();
    tasks.remove(0).run();

    assertThat(result).isCompleted();
  }

  @Test
  void call_thatGoesOnWhenTheThreadsHaveEnded_ends() {
    rig.background =
        task -> {
          throw new RejectedExecutionException("ended");
        };
    rig.sender.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.closed = true;

    rig.time.passMillis(60_000);

    assertThat(failure(ClientClosedException.class, result).outcome()).isEqualTo(Outcome.UNKNOWN);
  }
}
