package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.OrderWindowClosedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be stored between two attempts to place an order, and when the next one is. */
class PlacementStateTest extends OrderResumeFixture {
  private static final Duration WINDOW = Duration.parse("PT23H59M");

  private final PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build();

  private PendingOrder begun() {
    return client.orders().prepareForQueue(Samples.bundleOrder()).begun(time.now());
  }

  /** A begun order as another process reads it, which may have been sent before. */
  private PendingOrder stored() {
    return PendingOrder.parse(begun().serialize());
  }

  private void rateLimited(String retryAfter) {
    server.answerUnchecked(CheckedServer.json(429, Map.of("Retry-After", retryAfter), "{}"));
  }

  private <T extends Placement> T place(Class<T> expected, PendingOrder pending) {
    Placement placement = client.orders().place(pending);
    assertThat(placement).isInstanceOf(expected);
    return expected.cast(placement);
  }

  // ---- never sent, in any process

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429})
  void order_thatTheServerDidNotTake_isRefusedLaterInAnotherProcess(int status) {
    server.answerUnchecked(status, "{}");
    Placement.Later later = place(Placement.Later.class, begun());
    PendingOrder elsewhere = PendingOrder.parse(later.pending().serialize());
    server.answer(400, Samples.page("domain_already_in_active_order"));

    assertThat(elsewhere.isBegun()).isFalse();
    place(Placement.Refused.class, elsewhere.begun(time.now()));
  }

  @Test
  void order_thatCouldNotBeSent_isRefusedLaterInAnotherProcess() {
    PeekerClient away = builder().baseUrl("http://127.0.0.1:1").build();
    Placement.Later later = (Placement.Later) away.orders().place(begun());
    PendingOrder elsewhere = PendingOrder.parse(later.pending().serialize());
    server.answer(400, Samples.page("domain_already_in_active_order"));

    place(Placement.Refused.class, elsewhere.begun(time.now()));
  }

  @Test
  void rejectedOrder_thatIsPlacedAgain_isRefusedByASecondRejection() {
    PendingOrder begun = begun();
    server.answerUnchecked(401, "{}");
    place(Placement.Later.class, begun);
    server.answer(400, Samples.page("domain_already_in_active_order"));

    place(Placement.Refused.class, begun);
  }

  @Test
  void window_ofAnOrderThatIsForLater_beginsAnew() {
    rateLimited("1");
    Placement.Later later = place(Placement.Later.class, begun());
    time.pass(Duration.ofHours(30));
    server.answer(200, RECEIPT);

    PendingOrder again = later.pending().begun(time.now());

    assertThat(again.resumableUntil()).isEqualTo(Instant.parse("2026-05-10T17:59:00Z"));
    place(Placement.Placed.class, again);
  }

  @Test
  void order_whoseRequestIsLostAndThenRateLimited_isOpen() {
    PendingOrder begun = begun();
    server.disconnect();
    place(Placement.Open.class, begun);
    rateLimited("1");

    Placement.Open open = place(Placement.Open.class, begun);

    assertThat(open.pending()).isEqualTo(begun);
    assertThatThrownBy(begun::queuedAgain).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void order_whoseFirstAttemptIsLostAndWhoseSecondIsRateLimited_isOpen() {
    PeekerClient twice = builder().retryPolicy(RetryPolicy.defaults().withMaxAttempts(2)).build();
    PendingOrder begun = begun();
    server.disconnect();
    rateLimited("100000");

    Placement placement = twice.orders().place(begun);

    assertThat(server.requests()).hasSize(2);
    assertThat(placement).isInstanceOf(Placement.Open.class);
    assertThat(((Placement.Open) placement).pending().isBegun()).isTrue();
  }

  @Test
  void storedOrder_thatIsRateLimited_isOpenAndStaysBegun() {
    PendingOrder stored = stored();
    rateLimited("1");

    assertThat(place(Placement.Open.class, stored).pending()).isEqualTo(stored);
  }

  @Test
  void queuedOrder_fromWhichALostOneWasBegun_cannotBeBegunAgain() {
    PendingOrder queued = client.orders().prepareForQueue(Samples.bundleOrder());
    server.disconnect();
    place(Placement.Open.class, queued.begun(time.now()));

    assertThatThrownBy(() -> queued.begun(time.now().plus(Duration.ofHours(30))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The pending order was begun before, and may have been sent. Send the one that was"
                + " stored then.");
  }

  @Test
  void begunOrder_thatWasHeldForADayAndNeverSent_isForLater() {
    PendingOrder begun = begun();
    time.pass(WINDOW);

    Placement.Later later = place(Placement.Later.class, begun);

    assertThat(later.failure()).isInstanceOf(OrderWindowClosedException.class);
    assertThat(later.failure().outcome()).isEqualTo(Outcome.NOT_SENT);
    server.answer(200, RECEIPT);
    place(Placement.Placed.class, later.pending().begun(time.now()));
  }

  // ---- the next time

  @Test
  void delayOfLessThanASecond_isASecond() {
    rateLimited("0");

    assertThat(place(Placement.Later.class, begun()).at()).isEqualTo(HandTime.START.plusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    // until the end of the window, Retry-After, the delay
    "3600, 10, 10",
    "3600, 3570, 3570",
    "3600, 3571, 3570",
    "3600, 86400, 30",
    "20, 60, 1",
    "2, 1, 1"
  })
  void delayOfAnOpenOrder_endsWithinItsWindow(long left, String retryAfter, long expected) {
    PendingOrder stored = stored();
    time.pass(WINDOW.minusSeconds(left));
    rateLimited(retryAfter);

    Placement.Open open = place(Placement.Open.class, stored);

    assertThat(open.at()).isEqualTo(time.now().plusSeconds(expected)).isBefore(open.until());
  }

  @Test
  void openOrder_whoseWindowEndsInASecond_isExpired() {
    PendingOrder stored = stored();
    time.pass(WINDOW.minusSeconds(1));
    rateLimited("1");

    assertThat(place(Placement.Expired.class, stored).isFinal()).isTrue();
  }

  // ---- code of the caller

  @Test
  void keySupplierThatFails_leavesTheOrderForLater() {
    IllegalStateException down = new IllegalStateException("vault is down");
    PendingOrder begun = begun();
    PeekerClient failing = failing(down);

    Placement.Later later = (Placement.Later) failing.orders().place(begun);

    assertThat(later.failure()).isInstanceOf(CallerCodeException.class).hasCause(down);
    assertThat(later.failure().outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(failing.orders().placeAsync(begun).join()).isInstanceOf(Placement.Later.class);
  }

  @Test
  void keySupplierThatFails_leavesAnOpenOrderOpen() {
    IllegalStateException down = new IllegalStateException("vault is down");

    Placement.Open open = (Placement.Open) failing(down).orders().place(stored());

    assertThat(open.failure()).hasRootCause(down);
  }

  private PeekerClient failing(RuntimeException failure) {
    return builder()
        .apiKey(
            () -> {
              throw failure;
            })
        .build();
  }
}
