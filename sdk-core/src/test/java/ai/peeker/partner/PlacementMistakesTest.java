package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that cannot be sent for a reason that waiting does not correct, and wrong clocks. */
class PlacementMistakesTest extends OrderResumeFixture {
  private final PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build();

  private PendingOrder queued() {
    return client.orders().prepareForQueue(Samples.bundleOrder());
  }

  private PendingOrder begun() {
    return queued().begun(time.now());
  }

  /** A begun order as another process reads it, which may have been sent before. */
  private static PendingOrder stored(PendingOrder begun) {
    return PendingOrder.parse(begun.serialize());
  }

  /** The exception of both ways to place an order, which send nothing. */
  private <T extends Throwable> T mistake(
      Class<T> expected, PeekerClient client, PendingOrder pending) {
    Throwable blocking = catchThrowable(() -> client.orders().place(pending));
    Throwable async = catchThrowable(() -> client.orders().placeAsync(pending).join());

    assertThat(blocking).isExactlyInstanceOf(expected);
    assertThat(async)
        .isInstanceOf(CompletionException.class)
        .cause()
        .hasMessage(blocking.getMessage());
    assertThat(server.requests()).isEmpty();
    return expected.cast(blocking);
  }

  @Test
  void nothing_isRejected() {
    mistake(InvalidRequestException.class, client, null);
  }

  @Test
  void queuedOrder_isRejected() {
    mistake(InvalidRequestException.class, client, queued());
  }

  @Test
  void begunOrder_whoseBodyIsNone_isRejected() {
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    mistake(
        InvalidRequestException.class,
        client,
        PendingOrder.queued(body, "test").begun(HandTime.START));
    mistake(InvalidRequestException.class, client, PendingOrder.of(body, HandTime.START, "test"));
  }

  @Test
  void closedClient_isReported() {
    PendingOrder begun = begun();
    client.close();

    assertThat(mistake(ClientClosedException.class, client, begun).outcome())
        .isEqualTo(Outcome.NOT_SENT);
    assertThat(begun.neverSent()).isTrue();
    assertThat(mistake(ClientClosedException.class, client, stored(begun)).outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void keyOfTheOtherEnvironment_isReported() {
    PeekerClient live = builder().apiKey("pk_live_9f3a").build();
    PendingOrder begun = begun();

    assertThat(mistake(InvalidRequestException.class, live, begun))
        .hasMessageEndingWith("Resume it with a client that uses a test key. Nothing was sent.");
    assertThat(mistake(InvalidRequestException.class, live, stored(begun)))
        .hasMessageEndingWith("The server may or may not have acted.");
  }

  // ---- clocks

  @ParameterizedTest
  @ValueSource(strings = {"PT1M0.001S", "PT10H", "P400D"})
  void orderThatWasBegunInTheFuture_isReportedIfItWasNeverSent(Duration ahead) {
    PendingOrder begun = queued().begun(HandTime.START.plus(ahead));

    assertThat(mistake(InvalidRequestException.class, client, begun))
        .hasMessageContaining("Correct the clock");
    assertThat(begun.queuedAgain().isBegun()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M0.001S", "PT10H", "P400D"})
  void storedOrderThatWasBegunInTheFuture_isExpiredBecauseItsWindowIsUnknown(Duration ahead) {
    PendingOrder stored = stored(queued().begun(HandTime.START.plus(ahead)));

    assertThat(client.orders().place(stored)).isInstanceOf(Placement.Expired.class);
    assertThat(client.orders().placeAsync(stored).join()).isInstanceOf(Placement.Expired.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void orderThatWasBegunAMinuteAhead_isSentUntilADayAfterItsRealBeginning() {
    PendingOrder stored = stored(queued().begun(HandTime.START.plusSeconds(60)));
    server.answer(200, RECEIPT);

    assertThat(client.orders().place(stored)).isInstanceOf(Placement.Placed.class);
    assertThat(stored.resumableUntil()).isEqualTo(HandTime.START.plus(Duration.ofHours(24)));
  }

  // ---- code of the caller, and interrupts

  @Test
  void limiterThatFails_leavesTheOrderForLater() {
    ArithmeticException bug = new ArithmeticException("/ by zero");
    RateLimiter failing =
        maxWait -> {
          throw bug;
        };
    Placement placement = builder().rateLimiter(failing).build().orders().place(begun());

    assertThat(placement).isInstanceOf(Placement.Later.class);
    assertThat(((Placement.Later) placement).failure())
        .isInstanceOf(CallerCodeException.class)
        .hasCause(bug);
  }

  @Test
  void interruptedThread_leavesTheOrderForLater() {
    Thread.currentThread().interrupt();

    Placement placement = client.orders().place(begun());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(((Placement.Later) placement).failure())
        .isInstanceOf(CallInterruptedException.class);
  }
}
