package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.model.OrderSummary;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders whose response got lost. */
class LostOrderTest extends OrderResumeFixture {
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
  void resumeAsync_givesTheOrder() {
    PendingOrder pending = lost();
    server.answer(200, RECEIPT);

    OrderSummary placed = builder().build().orders().resumeAsync(pending).join();

    assertThat(placed.id()).isEqualTo(ID);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
  }

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
