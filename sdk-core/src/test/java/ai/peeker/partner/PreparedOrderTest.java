package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.OrderSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that are prepared first, and sent when they are resumed. */
class PreparedOrderTest extends OrderResumeFixture {
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

  @Test
  void resumeAsync_ofNull_failsTheFuture() {
    CompletableFuture<OrderSummary> result = builder().build().orders().resumeAsync(null);

    assertThat(result)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(InvalidRequestException.class);
  }
}
