package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import ai.peeker.partner.poll.PollResult.ActionRequired;
import ai.peeker.partner.poll.PollResult.Completed;
import ai.peeker.partner.poll.PollResult.StillRunning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for an order in the caller's thread. */
class OrderWaitTest extends WaitFixture {
  private static final PollOptions TWO_MINUTES =
      PollOptions.builder().timeout(Duration.ofMinutes(2)).build();

  private PollResult<OrderSummary> await() {
    return client.orders().waitFor(ORDER);
  }

  @Test
  void wait_forAnOrder_pollsEvery30SecondsUntilItIsCompleted() {
    orderIs("in_progress", "in_progress", "completed");

    PollResult<OrderSummary> result = await();

    assertThat(result).isInstanceOf(Completed.class);
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.value().status().value()).isEqualTo("completed");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
    assertThat(server.requests())
        .extracting(SentRequest::path)
        .containsOnly("/orders?per_page=100");
  }

  @ParameterizedTest
  @CsvSource({"failed,Failed", "cancelled,Failed", "cancel_scheduled,Failed"})
  void wait_forAnOrderThatWillNotComplete_endsAsFailed(String status, String type) {
    orderIs(status);

    assertThat(await().getClass().getSimpleName()).isEqualTo(type);
  }

  @Test
  void wait_forAnOrderThatNeedsAnAction_endsWithThat() {
    orderIs("action_required");

    assertThat(await()).isInstanceOf(ActionRequired.class);
  }

  @Test
  void wait_throughActionRequired_goesOn() {
    orderIs("action_required", "in_progress", "completed");

    assertThat(
            client.orders().waitFor(ORDER, PollOptions.builder().throughActionRequired().build()))
        .isInstanceOf(Completed.class);
  }

  @Test
  void wait_throughActionRequiredUntilTheTimeout_endsWithThat() {
    orderIs("action_required", "action_required");
    PollOptions options =
        PollOptions.builder().throughActionRequired().timeout(Duration.ofSeconds(1)).build();

    assertThat(client.orders().waitFor(ORDER, options)).isInstanceOf(ActionRequired.class);
  }

  @Test
  void wait_forAStatusThatIsNotKnown_goesOnUntilTheTimeoutAndPollsALastTime() {
    for (int poll = 0; poll < 4; poll++) {
      server.answerUnchecked(200, page(null, order(ORDER, "waiting_for_the_moon")));
    }
    PollOptions options = PollOptions.builder().timeout(Duration.ofSeconds(70)).build();

    PollResult<OrderSummary> result = client.orders().waitFor(ORDER, options);

    assertThat(result).isInstanceOf(StillRunning.class);
    assertThat(time.sleeps())
        .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(10));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void wait_forAnOlderOrder_readsPagesUntilItIsFound() {
    server
        .answer(200, page("t2", order("ord_3", "completed")))
        .answer(200, page("t3", order(ORDER, "completed")));

    assertThat(await().value().id()).isEqualTo(ORDER);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void wait_forAnOrderThatIsNotListedYet_findsItAtTheNextPoll() {
    server.answer(200, page(null));
    orderIs("completed");

    assertThat(await()).isInstanceOf(Completed.class);
  }

  @Test
  void wait_forAnOrderThatDoesNotExist_failsAtTheSecondPoll() {
    server.answer(200, page(null)).answer(200, page(null));

    assertThatThrownBy(this::await)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(ORDER);
  }

  @Test
  void wait_withTemporaryFailures_goesOn() {
    fails(500, "internal_error");
    server.answerUnchecked(503, "");
    fails(429, "rate_limited");
    server.disconnect();
    orderIs("completed");

    assertThat(await()).isInstanceOf(Completed.class);
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void wait_afterARateLimit_waitsAsLongAsTheServerDemands() {
    server.answer(
        429,
        "{\"error\":{\"code\":\"rate_limited\",\"message\":\"No\","
            + "\"details\":{\"retry_after_seconds\":90}}}");
    orderIs("completed");

    await();

    assertThat(time.sleeps().get(0)).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
  }

  @Test
  void wait_withAnInvalidKey_endsAtOnce() {
    fails(401, "unauthorized");

    assertThatThrownBy(this::await).isInstanceOf(UnauthorizedException.class);
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void wait_untilTheTimeoutWithoutTheApi_returnsTheLastStateAndTheFailure() {
    orderIs("in_progress");
    server.answerAlways(request -> DomainServer.error(500, "internal_error"));

    PollResult<OrderSummary> result = client.orders().waitFor(ORDER, TWO_MINUTES);

    assertThat(result.value().status().value()).isEqualTo("in_progress");
    assertThat(((StillRunning<OrderSummary>) result).lastFailure())
        .isInstanceOf(ServerException.class);
  }

  @Test
  void wait_thatNeverReadAState_failsAtTheTimeout() {
    server.answerAlways(request -> DomainServer.error(500, "internal_error"));

    assertThatThrownBy(() -> client.orders().waitFor(ORDER, TWO_MINUTES))
        .isInstanceOf(ServerException.class);
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void wait_withAnInterval_addsATenthAtMost() {
    time.random(0.5);
    orderIs("in_progress", "completed");

    client.orders().waitFor(ORDER, PollOptions.builder().interval(Duration.ofSeconds(20)).build());

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(21));
  }

  @Test
  void progress_isReportedForEachStateInTheCallersThread() {
    orderIs("in_progress");
    fails(500, "internal_error");
    orderIs("completed");
    List<String> seen = new ArrayList<>();
    Thread caller = Thread.currentThread();

    client
        .orders()
        .waitFor(
            ORDER,
            PollOptions.builder()
                .onProgress(
                    progress -> {
                      assertThat(Thread.currentThread()).isSameAs(caller);
                      assertThat(progress.state()).isInstanceOf(OrderSummary.class);
                      seen.add(
                          progress.id()
                              + " "
                              + progress.status()
                              + " "
                              + progress.polls()
                              + " "
                              + progress.elapsed());
                    })
                .build());

    assertThat(seen).containsExactly("ord_1 in_progress 1 PT0S", "ord_1 completed 3 PT1M");
  }

  @Test
  void progress_thatThrows_endsTheWaitWithItsException() {
    orderIs("in_progress");
    PollOptions options =
        PollOptions.builder()
            .onProgress(
                progress -> {
                  throw new IllegalStateException("enough");
                })
            .build();

    assertThatThrownBy(() -> client.orders().waitFor(ORDER, options)).hasMessage("enough");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void wait_forABlankId_isRejected(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.orders().waitFor(id))
        .withMessage("id must not be blank");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void options_outOfRange_areRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PollOptions.builder().timeout(Duration.ZERO))
        .withMessage("timeout is out of range: PT0S (expected 1 ms to 365 days)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PollOptions.builder().interval(Duration.ofDays(2)))
        .withMessage("interval is out of range: PT48H (expected 1 ms to 1 day)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PollOptions.builder().signals(null))
        .withMessage("signals must not be null");
  }
}
