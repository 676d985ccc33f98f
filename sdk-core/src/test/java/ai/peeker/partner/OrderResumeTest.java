package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.model.OrderSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderResumeTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();
  private static final String ID = "ord_01HZX0OR1A2B3C4D5E6F7G8H";
  private static final Duration WINDOW = Duration.parse("PT23H59M");

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  private final HandTime time = new HandTime();

  private PeekerClient.Builder builder() {
    return Clients.builder(server).time(time);
  }

  private PendingOrder lost() {
    server.disconnect();
    return catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () ->
                builder()
                    .retryPolicy(RetryPolicy.none())
                    .build()
                    .orders()
                    .create(Samples.bundleOrder()))
        .pendingOrder();
  }

  // ---- freezing and resuming

  @Test
  void prepare_freezesWhatTheApiDocumentsAndSendsNothing() {
    PendingOrder pending = builder().build().orders().prepare(Samples.bundleOrder());

    assertThat(Samples.tree(new String(pending.body(), StandardCharsets.UTF_8)))
        .isEqualTo(Samples.tree(Samples.page("bundle_order")));
    assertThat(pending.firstSentAt()).isEqualTo(HandTime.START);
    assertThat(pending.resumableUntil()).isEqualTo(Instant.parse("2026-05-09T11:59:00Z"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void prepare_ofNoOrder_isRejected() {
    InvalidRequestException e =
        catchThrowableOfType(
            InvalidRequestException.class, () -> builder().build().orders().prepare(null));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  @Test
  void prepare_ofTooFewDomains_isRejected() {
    DomainCountMismatchException e =
        catchThrowableOfType(
            DomainCountMismatchException.class,
            () -> builder().build().orders().prepare(Samples.customOrder(11)));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void prepared_resumed_sendsTheFrozenBytes() {
    server.answer(200, RECEIPT);
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());

    OrderSummary placed = client.orders().resume(pending);

    assertThat(placed.id()).isEqualTo(ID);
    assertThat(server.requests())
        .extracting(SentRequest::body)
        .containsExactly(ByteString.of(pending.body()));
  }

  @Test
  void created_sendsWhatPrepareFreezes() {
    server.answer(200, RECEIPT);
    PeekerClient client = builder().build();

    var unused = client.orders().create(Samples.bundleOrder());

    assertThat(server.requests())
        .extracting(SentRequest::body)
        .containsExactly(ByteString.of(client.orders().prepare(Samples.bundleOrder()).body()));
  }

  @Test
  void lostOrder_storedAndResumedByAnotherClient_sendsTheSameBytes() {
    String stored = lost().serialize();
    server.answer(200, Map.of("Peeker-Request-Id", "req_2"), RECEIPT);
    time.pass(Duration.ofHours(5));

    ApiResponse<OrderSummary> response =
        builder().build().orders().resumeWithResponse(PendingOrder.parse(stored));

    assertThat(response.body().id()).isEqualTo(ID);
    assertThat(response.requestId()).isEqualTo("req_2");
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
  }

  @Test
  void lostOrder_resumedAndLostAgain_keepsItsFirstTime() {
    PendingOrder pending = lost();
    time.pass(Duration.ofHours(5));
    server.disconnect();

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> builder().retryPolicy(RetryPolicy.none()).build().orders().resume(pending));

    assertThat(e.pendingOrder()).isEqualTo(pending);
    assertThat(e.pendingOrder().firstSentAt()).isEqualTo(HandTime.START);
    assertThat(e).hasMessageContaining("before 2026-05-09T11:59:00Z");
  }

  @Test
  void lostOrder_hasTheTimeBeforeItsFirstAttempt() {
    server.answerUnchecked(502, "").disconnect();
    PeekerClient client = builder().retryPolicy(RetryPolicy.defaults().withMaxAttempts(2)).build();
    time.random(0.5);

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> client.orders().create(Samples.bundleOrder()));

    assertThat(e.attempts()).hasSize(2);
    assertThat(e.pendingOrder().firstSentAt()).isEqualTo(HandTime.START);
  }

  @Test
  void prepared_resumedAndRejected_throwsTheRejection() {
    server.answer(400, Samples.page("domain_already_in_active_order"));
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());

    CallException e =
        catchThrowableOfType(CallException.class, () -> client.orders().resume(pending));

    assertThat(e).isExactlyInstanceOf(DomainAlreadyInActiveOrderException.class);
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void prepared_resumedByADerivedClientAndRejected_throwsTheRejection() {
    server.answer(400, Samples.page("domain_already_in_active_order"));
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());

    CallException e =
        catchThrowableOfType(
            CallException.class,
            () ->
                client
                    .withOptions(options -> options.timeout(Duration.ofSeconds(5)))
                    .orders()
                    .resume(pending));

    assertThat(e).isExactlyInstanceOf(DomainAlreadyInActiveOrderException.class);
  }

  @Test
  void lostOrder_resumedAndRejected_isStillUnknown() {
    PendingOrder pending = lost();
    server.answer(400, Samples.page("domain_already_in_active_order"));

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class, () -> builder().build().orders().resume(pending));

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.pendingOrder()).isEqualTo(pending);
    assertThat(e).hasCauseExactlyInstanceOf(DomainAlreadyInActiveOrderException.class);
  }

  @Test
  void lostOrder_resumedWithoutAServer_isStillUnknown() {
    PendingOrder pending = lost();
    server.close();

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class, () -> builder().build().orders().resume(pending));

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.pendingOrder()).isEqualTo(pending);
  }

  @Test
  void prepared_resumedWithoutAServer_isNotSentHoweverOften() {
    PeekerClient client = builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.close();

    for (int i = 0; i < 2; i++) {
      CallException e =
          catchThrowableOfType(CallException.class, () -> client.orders().resume(pending));

      assertThat(e).isExactlyInstanceOf(ConnectionException.class);
      assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    }
  }

  @Test
  void prepared_resumedAfterItGotLost_isUnknownThoughTheSecondTimeItDidNotGoOut() {
    PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.disconnect();
    var unused = catchThrowableOfType(CallException.class, () -> client.orders().resume(pending));
    server.close();

    CallException e =
        catchThrowableOfType(CallException.class, () -> client.orders().resume(pending));

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void lostOrder_resumedWithAKeyOfTheOtherEnvironment_isStillUnknown() {
    PendingOrder pending = lost();
    int before = server.requests().size();

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> builder().apiKey("pk_live_9f3a").build().orders().resume(pending));

    assertThat(server.requests()).hasSize(before);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.pendingOrder()).isEqualTo(pending);
    assertThat(e.getCause())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The pending order belongs to a test key, but this client uses a live key. Resume it"
                + " with a client that uses a test key. The server may or may not have acted.");
  }

  @Test
  void prepared_resumedWithAKeyOfTheOtherEnvironment_isNotSent() {
    PendingOrder pending = builder().build().orders().prepare(Samples.bundleOrder());

    InvalidRequestException e =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> builder().apiKey("pk_live_9f3a").build().orders().resume(pending));

    assertThat(server.requests()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e)
        .hasMessage(
            "The pending order belongs to a test key, but this client uses a live key. Resume it"
                + " with a client that uses a test key. Nothing was sent.");
  }

  @Test
  void resume_ofNull_isRejected() {
    InvalidRequestException e =
        catchThrowableOfType(
            InvalidRequestException.class, () -> builder().build().orders().resume(null));

    assertThat(e)
        .hasMessage(
            "The pending order must not be null. Pass the one that prepare(…) or the exception"
                + " returned. Nothing was sent.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret-password", "[]", "7", "null", "{}", "{\"user\":\"secret-password\"}"})
  void resume_ofSomethingElse_isRejected(String body) {
    PendingOrder noOrder =
        PendingOrder.of(body.getBytes(StandardCharsets.UTF_8), HandTime.START, "test");

    InvalidRequestException e =
        catchThrowableOfType(
            InvalidRequestException.class, () -> builder().build().orders().resume(noOrder));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e).hasMessageNotContaining("secret-password");
    assertThat(server.requests()).isEmpty();
  }

  // ---- the window

  @ParameterizedTest
  @ValueSource(strings = {"PT23H59M", "PT24H", "P400D"})
  void resume_afterTheWindow_isRejected(Duration later) {
    PendingOrder pending = builder().build().orders().prepare(Samples.bundleOrder());
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

  // ---- without keeping the thread

  @Test
  void resumeAsync_givesTheOrder() {
    PendingOrder pending = lost();
    server.answer(200, RECEIPT);

    OrderSummary placed = builder().build().orders().resumeAsync(pending).join();

    assertThat(placed.id()).isEqualTo(ID);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
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

  @Test
  void resumeAsync_ofNull_failsTheFuture() {
    CompletableFuture<OrderSummary> result = builder().build().orders().resumeAsync(null);

    assertThat(result)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(InvalidRequestException.class);
  }

  // ---- what is stored

  @Test
  void storedText_withALaterTime_isRejected() {
    String stored = builder().build().orders().prepare(Samples.bundleOrder()).serialize();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PendingOrder.parse(stored.replace("2026-05-08T12:00:00Z", "2026-05-09T12:00:00Z")))
        .withMessageContaining("was changed")
        .withNoCause();
  }

  @Test
  void storedText_withAnotherOrder_isRejected() {
    PeekerClient client = builder().build();
    String[] stored = client.orders().prepare(Samples.bundleOrder()).serialize().split("\n", -1);
    stored[4] = client.orders().prepare(Samples.customOrder()).serialize().split("\n", -1)[4];

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PendingOrder.parse(String.join("\n", stored)))
        .withMessageContaining("was changed")
        .withNoCause();
  }

  @Test
  void lostOrder_shown_hidesWhatItHolds() {
    server.disconnect();
    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> Clients.sendingOnce(server).orders().create(Samples.bundleOrder()));

    assertThat(e + " " + e.getCause() + " " + e.pendingOrder())
        .contains(e.pendingOrder().sha256())
        .doesNotContain("secret-password")
        .doesNotContain("client@example.com")
        .doesNotContain(Clients.KEY);
  }
}
