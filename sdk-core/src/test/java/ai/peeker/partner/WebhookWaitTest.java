package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import ai.peeker.partner.poll.PollResult.Completed;
import ai.peeker.partner.poll.WebhookSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waits that end before the next poll: by a webhook, an interrupt or a cancellation. */
class WebhookWaitTest extends WaitFixture {
  @Test
  void webhook_duringTheTimeBetweenPolls_pollsAtOnce() {
    orderIs("in_progress", "completed");
    time.endless().duringSleep(() -> signals.accept(webhook("order.completed", ORDER)));

    PollResult<OrderSummary> result = client.orders().waitFor(ORDER, withSignals);

    assertThat(result).isInstanceOf(Completed.class);
    assertThat(server.requests()).hasSize(2);
    assertThat(signals).hasToString("WebhookSignals[waiting for 0 records]");
  }

  @Test
  void webhook_duringAPoll_pollsOnceMore() {
    server.answer(
        request -> {
          signals.accept(webhook("order.completed", ORDER));
          return CheckedServer.json(200, Map.of(), page(null, order(ORDER, "in_progress")));
        });
    orderIs("completed");
    time.endless();

    assertThat(client.orders().waitFor(ORDER, withSignals)).isInstanceOf(Completed.class);
  }

  @Test
  void webhook_duringAnAsyncWait_pollsAtOnce() throws Exception {
    server.answer(swap("created")).answer(swap("completed"));
    time.endless().duringSleep(() -> signals.accept(webhook("swap.completed", "swp_1")));

    assertThat(client.swaps().waitForAsync("swp_1", withSignals).get(20, TimeUnit.SECONDS))
        .isInstanceOf(Completed.class);
  }

  @Test
  void webhook_thatClaimsTheEnd_isNotBelieved() {
    orderIs("in_progress", "action_required");
    time.endless().duringSleep(() -> signals.accept(webhook("order.completed", ORDER)));

    assertThat(client.orders().waitFor(ORDER, withSignals))
        .isInstanceOf(PollResult.ActionRequired.class);
  }

  @Test
  void signals_runTheActionsOfTheirRecordUntilTheyAreClosed() {
    List<String> seen = new ArrayList<>();
    WebhookSignals.Registration first = signals.listen(ORDER, () -> seen.add("first"));
    WebhookSignals.Registration second = signals.listen(ORDER, () -> seen.add("second"));

    signals.accept(webhook("order.completed", "ord_2"));
    assertThat(seen).isEmpty();
    signals.accept(webhook("order.completed", ORDER));
    assertThat(seen).containsExactlyInAnyOrder("first", "second");
    first.close();
    second.close();
    second.close();
    signals.accept(webhook("order.completed", ORDER));
    assertThat(seen).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> signals.accept(null));
  }

  @Test
  void interrupt_betweenPolls_endsTheWaitAndKeepsTheFlag() throws Exception {
    orderIs("in_progress");
    Thread waiting = Thread.currentThread();
    time.endless().duringSleep(waiting::interrupt);

    assertThatThrownBy(() -> client.orders().waitFor(ORDER, withSignals))
        .isInstanceOf(CallInterruptedException.class)
        .hasMessage(
            "The thread was interrupted while waiting for the order ord_1, whose status was"
                + " in_progress.");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(time.isCancelled()).isTrue();
    assertThat(signals).hasToString("WebhookSignals[waiting for 0 records]");
  }

  @Test
  void cancel_ofAnAsyncWait_endsIt() throws Exception {
    CompletableFuture<Void> isWaiting = new CompletableFuture<>();
    orderIs("in_progress");
    time.endless().duringSleep(() -> isWaiting.complete(null));
    CompletableFuture<PollResult<OrderSummary>> wait =
        client.orders().waitForAsync(ORDER, withSignals);
    isWaiting.get(20, TimeUnit.SECONDS);

    wait.cancel(false);

    assertThat(time.isCancelled()).isTrue();
    assertThat(signals).hasToString("WebhookSignals[waiting for 0 records]");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void asyncWait_forAnOlderOrder_readsPagesUntilItIsFound() throws Exception {
    server
        .answer(200, page("t2", order("ord_3", "completed")))
        .answer(200, page("t3", order(ORDER, "completed"), order("ord_0", "completed")));

    PollResult<OrderSummary> result = client.orders().waitForAsync(ORDER).get(20, TimeUnit.SECONDS);

    assertThat(result.value().id()).isEqualTo(ORDER);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void asyncWait_thatFails_hasTheExceptionOfTheCall() {
    fails(401, "unauthorized");

    assertThatThrownBy(() -> client.orders().waitForAsync(ORDER).get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UnauthorizedException.class);
  }

  @Test
  void asyncWait_whoseProgressThrows_endsWithItsException() {
    orderIs("in_progress");
    PollOptions options =
        PollOptions.builder()
            .onProgress(
                progress -> {
                  throw new IllegalStateException("enough");
                })
            .build();

    assertThatThrownBy(() -> client.orders().waitForAsync(ORDER, options).get(20, TimeUnit.SECONDS))
        .hasRootCauseMessage("enough");
  }
}
