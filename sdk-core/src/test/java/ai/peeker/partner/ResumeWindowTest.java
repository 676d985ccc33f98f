package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.model.OrderSummary;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders are resumed within a window only. */
class ResumeWindowTest extends OrderResumeFixture {
  private static final Duration WINDOW = Duration.parse("PT23H59M");

  /** As another process reads it, which may have been sent before. */
  private PendingOrder stored() {
    return PendingOrder.parse(
        builder().build().orders().prepare(Samples.bundleOrder()).serialize());
  }

  @Test
  void resume_afterTheWindowOfAnOrderThatWasNeverSent_saysSo() {
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    time.pass(WINDOW);

    OrderWindowClosedException e =
        catchThrowableOfType(
            OrderWindowClosedException.class, () -> client.orders().resume(pending));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e)
        .hasMessageEndingWith(
            "2026-05-09T11:59:00Z. It was never sent: prepare or begin it again.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT23H59M", "PT24H", "P400D"})
  void resume_afterTheWindow_isRejected(Duration later) {
    PendingOrder pending = stored();
    time.pass(later);

    OrderWindowClosedException e =
        catchThrowableOfType(
            OrderWindowClosedException.class, () -> builder().build().orders().resume(pending));

    assertThat(server.requests()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).isEmpty();
    assertThat(e.retryAt()).isNull();
    assertThat(e)
        .hasMessageContaining(pending.sha256())
        .hasMessageContaining("safe to use until 2026-05-09T11:59:00Z")
        .hasMessageContaining("orders().list(…)");
  }

  @Test
  void resume_justBeforeTheEndOfTheWindow_isSent() {
    PendingOrder pending = builder().build().orders().prepare(Samples.bundleOrder());
    server.answer(200, RECEIPT);
    time.pass(WINDOW.minusSeconds(5)); // which the exchange may then take

    assertThat(builder().build().orders().resume(pending).id()).isEqualTo(ID);
  }

  private <T extends CallException> T failureAtTheEnd(Class<T> type, Duration left) {
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    time.pass(WINDOW.minus(left));
    CallException thrown =
        catchThrowableOfType(CallException.class, () -> client.orders().resume(pending));
    CallException bare =
        thrown instanceof OrderOutcomeUnknownException e ? (CallException) e.getCause() : thrown;
    assertThat(bare).isInstanceOf(type);
    return type.cast(bare);
  }

  private static final String TOO_LATE =
      "Not sent again: the 24 hours in which a repetition is recognized are over.";

  private static MockResponse failed(int status, String retryAfter) {
    return CheckedServer.json(status, Map.of("Retry-After", retryAfter), "");
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "10, 12"})
  void serverFailure_whoseWaitReachesTheEndOfTheWindow_isNotSentAgain(long left, String wait) {
    server.answerUnchecked(failed(503, wait));

    CallException e = failureAtTheEnd(CallException.class, Duration.ofSeconds(left));

    assertThat(server.requests()).hasSize(1);
    assertThat(time.sleeps()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.retryAt()).isNull();
    assertThat(e).hasMessageContaining(TOO_LATE);
  }

  @Test
  void serverFailure_whoseWaitEndsWithinTheWindow_isSentAgain() {
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.answerUnchecked(failed(503, "10")).answer(200, RECEIPT);
    time.pass(WINDOW.minusSeconds(11));

    assertThat(client.orders().resume(pending).id()).isEqualTo(ID);
  }

  @Test
  void rateLimit_whoseWaitReachesTheEndOfTheWindow_isNotSentAgain() {
    server.answerUnchecked(failed(429, "12"));

    RateLimitedException e = failureAtTheEnd(RateLimitedException.class, Duration.ofSeconds(10));

    assertThat(server.requests()).hasSize(1);
    assertThat(time.sleeps()).isEmpty();
    assertThat(e).hasMessageContaining(TOO_LATE);
  }

  @Test
  void limiter_thatHoldsBackBeyondTheWindow_sendsNothing() {
    RateLimiter slow =
        new RateLimiter() {
          @Override
          public CompletableFuture<Permit> acquire(Duration patience) {
            time.pass(Duration.ofSeconds(10));
            return CompletableFuture.completedFuture(() -> {});
          }

          @Override
          public void pause(Duration wait) {}
        };
    PeekerClient client = builder().rateLimiter(slow).build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    time.pass(WINDOW.minusSeconds(10));

    ConnectionException e =
        catchThrowableOfType(ConnectionException.class, () -> client.orders().resume(pending));

    assertThat(server.requests()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e)
        .hasMessageContaining("the 24 hours in which the server recognizes a repetition are over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M0.001S", "PT1H", "P400D"})
  void resume_ofAnOrderFromTheFuture_sendsNothingAndIsStillUnknown(Duration ahead) {
    PendingOrder early = builder().build().orders().prepare(Samples.bundleOrder());
    PendingOrder pending = PendingOrder.of(early.body(), HandTime.START.plus(ahead), "test");

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class, () -> builder().build().orders().resume(pending));

    assertThat(server.requests()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.pendingOrder()).isEqualTo(pending);
    assertThat(e.getCause())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("The pending order was first sent at " + pending.firstSentAt())
        .hasMessageContaining("this machine's clock says 2026-05-08T12:00:00Z. Correct the clock");
  }

  @Test
  void resume_whereTheClockIsSlightlyBehind_isSent() {
    PendingOrder early = builder().build().orders().prepare(Samples.bundleOrder());
    server.answer(200, RECEIPT);

    OrderSummary placed =
        builder()
            .build()
            .orders()
            .resume(PendingOrder.of(early.body(), HandTime.START.plusSeconds(60), "test"));

    assertThat(placed.id()).isEqualTo(ID);
  }

  @Test
  void resumeAsync_afterTheWindow_failsTheFuture() {
    PendingOrder pending = builder().build().orders().prepare(Samples.bundleOrder());
    time.pass(WINDOW);

    CompletableFuture<OrderSummary> result = builder().build().orders().resumeAsync(pending);

    assertThat(result)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(OrderWindowClosedException.class);
    assertThat(server.requests()).isEmpty();
  }
}
