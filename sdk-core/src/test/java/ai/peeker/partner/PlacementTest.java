package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.UnauthorizedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders for a queue: what their strings remember, and what each way to fail means for them. */
class PlacementTest extends OrderResumeFixture {
  private final PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build();

  /** An order as another process finds it in a queue. */
  private PendingOrder fromTheQueue() {
    String stored = client.orders().prepareForQueue(Samples.bundleOrder()).serialize();
    return PendingOrder.parse(stored);
  }

  private PendingOrder begun() {
    return fromTheQueue().begun(HandTime.START);
  }

  @Test
  void queuedOrder_ofAnotherProcess_isKnownAsNeverSent() {
    PendingOrder pending = fromTheQueue();

    assertThat(pending.isBegun()).isFalse();
    assertThat(pending.neverSent()).isTrue();
    assertThat(pending).isEqualTo(client.orders().prepareForQueue(Samples.bundleOrder()));
    assertThat(pending.toString()).contains("firstSentAt=not begun");
  }

  @Test
  void begunOrder_thatIsParsed_mayHaveBeenSent() {
    PendingOrder begun = begun();
    PendingOrder parsed = PendingOrder.parse(begun.serialize());

    assertThat(begun.neverSent()).isTrue();
    assertThat(parsed).isEqualTo(begun);
    assertThat(parsed.neverSent()).isFalse();
  }

  @Test
  void windowOfAQueuedOrder_beginsWithItsFirstAttempt() {
    PendingOrder queued = fromTheQueue();

    PendingOrder late = queued.begun(HandTime.START.plus(Duration.ofDays(30)));

    assertThat(late.resumableUntil()).isEqualTo(Instant.parse("2026-06-08T11:59:00Z"));
  }

  @Test
  void queuedOrder_thatIsNotBegun_isNotSent() {
    PendingOrder queued = fromTheQueue();

    assertThatThrownBy(() -> client.orders().place(queued))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The pending order has no first attempt yet. Store begun(Instant.now()).serialize(),"
                + " and pass that order: otherwise nobody could know later that it was sent."
                + " Nothing was sent.");
    assertThatThrownBy(() -> client.orders().resume(queued))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void begunOrder_cannotBeBegunAgain() {
    PendingOrder begun = begun();

    assertThatThrownBy(() -> begun.begun(HandTime.START.plusSeconds(60)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The pending order was begun at 2026-05-08T12:00:00Z. Send it as it is.");
  }

  @Test
  void order_thatTheServerAccepts_isPlaced() {
    server.answer(200, RECEIPT);

    Placement placement = client.orders().place(begun());

    assertThat(placement).isInstanceOf(Placement.Placed.class);
    assertThat(((Placement.Placed) placement).order().id()).isEqualTo(ID);
    assertThat(placement.isFinal()).isTrue();
  }

  @Test
  void order_thatWasNeverSentAndIsRejected_isRefused() {
    server.answer(400, Samples.page("domain_already_in_active_order"));

    Placement placement = client.orders().place(begun());

    assertThat(placement).isInstanceOf(Placement.Refused.class);
    assertThat(((Placement.Refused) placement).failure())
        .isInstanceOf(DomainAlreadyInActiveOrderException.class);
  }

  @Test
  void order_thatMayHaveBeenSentAndIsRejected_isOpen() {
    server.answer(400, Samples.page("domain_already_in_active_order"));
    PendingOrder stored = PendingOrder.parse(begun().serialize());

    Placement placement = client.orders().place(stored);

    assertThat(placement).isInstanceOf(Placement.Open.class);
    Placement.Open open = (Placement.Open) placement;
    assertThat(open.pending()).isEqualTo(stored);
    assertThat(open.until()).isEqualTo(Instant.parse("2026-05-09T11:59:00Z"));
    assertThat(open.isFinal()).isFalse();
  }

  @Test
  void order_whoseResponseIsLost_isOpenAndThenPlaced() {
    PendingOrder begun = begun();
    server.disconnect();
    server.answer(200, RECEIPT);

    Placement first = client.orders().place(begun);
    Placement second = client.orders().place(((Placement.Open) first).pending());

    assertThat(second).isInstanceOf(Placement.Placed.class);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
  }

  @Test
  void order_thatCannotBeSent_isForLater() {
    PendingOrder begun = begun();
    server.close();

    Placement placement = client.orders().place(begun);

    assertThat(placement).isInstanceOf(Placement.Later.class);
    assertThat(((Placement.Later) placement).failure()).isInstanceOf(ConnectionException.class);
    assertThat(begun.neverSent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void order_whoseKeyIsRejected_isForLater(int status) {
    server.answerUnchecked(status, "{}");

    Placement placement = client.orders().place(begun());

    assertThat(placement).isInstanceOf(Placement.Later.class);
    assertThat(((Placement.Later) placement).at()).isEqualTo(HandTime.START.plusSeconds(30));
  }

  @Test
  void order_thatHitsTheRateLimit_isForTheTimeThatTheServerNames() {
    server.answerUnchecked(CheckedServer.json(429, Map.of("Retry-After", "120"), "{}"));

    Placement placement = client.orders().place(begun());

    assertThat(placement).isInstanceOf(Placement.Later.class);
    assertThat(((Placement.Later) placement).at())
        .isBetween(HandTime.START.plusSeconds(120), HandTime.START.plusSeconds(121));
  }

  @Test
  void order_whoseWindowIsOver_isExpiredAndNotSent() {
    PendingOrder stored = PendingOrder.parse(begun().serialize());
    time.pass(Duration.ofHours(24));

    Placement placement = client.orders().place(stored);

    assertThat(placement).isInstanceOf(Placement.Expired.class);
    assertThat(((Placement.Expired) placement).pending()).isEqualTo(stored);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void twoOrdersBegunFromOneObject_shareItsHistory() {
    PendingOrder queued = fromTheQueue();
    PendingOrder first = queued.begun(HandTime.START);
    PendingOrder second = queued.begun(HandTime.START);
    server.disconnect();
    Placement lost = client.orders().place(first);
    server.answer(400, Samples.page("domain_already_in_active_order"));

    assertThat(lost).isInstanceOf(Placement.Open.class);
    assertThat(client.orders().place(second)).isInstanceOf(Placement.Open.class);
  }

  @Test
  void placeAsync_returnsThePlacementToo() {
    server.answer(400, Samples.page("domain_already_in_active_order"));

    assertThat(client.orders().placeAsync(begun()).join()).isInstanceOf(Placement.Refused.class);
    assertThatThrownBy(() -> client.orders().placeAsync(fromTheQueue()).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(InvalidRequestException.class);
  }

  @Test
  void rejectedKey_isReportedWithItsException() {
    server.answerUnchecked(401, "{}");

    Placement placement = client.orders().place(begun());

    assertThat(((Placement.Later) placement).failure()).isInstanceOf(UnauthorizedException.class);
  }
}
