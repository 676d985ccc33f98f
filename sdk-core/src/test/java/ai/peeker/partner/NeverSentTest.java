package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.ForbiddenException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether an order was ever sent, as its clients see it; and the key that it is sent with. */
class NeverSentTest {
  private static final String FORBIDDEN = Contract.example("response Forbidden forbidden").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  private final HandTime time = new HandTime();
  private final PeekerClient client = builder().build();

  private PeekerClient.Builder builder() {
    return Clients.builder(server).time(time).retryPolicy(RetryPolicy.none());
  }

  private static CallException resume(PeekerClient by, PendingOrder pending) {
    return catchThrowableOfType(CallException.class, () -> by.orders().resume(pending));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void order_lostByAnotherClient_isUnknownForTheOneThatPreparedIt(boolean derived) {
    PeekerClient other =
        derived
            ? client.withOptions(options -> options.timeout(Duration.ofSeconds(20)))
            : builder().build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.disconnect();
    assertThat(resume(other, pending).outcome()).isEqualTo(Outcome.UNKNOWN);
    server.answer(403, FORBIDDEN);

    CallException e = resume(client, pending);

    assertThat(e).isInstanceOf(OrderOutcomeUnknownException.class);
    assertThat(e.getCause()).isInstanceOf(ForbiddenException.class);
    assertThat(e)
        .hasMessageStartingWith("It is unknown whether the order was placed: HTTP 403 forbidden: ")
        .hasMessageContaining("The server may or may not have acted.")
        .hasMessageNotContaining("preset is full");
  }

  @Test
  void order_lostByAnotherClient_isUnknownWhereNothingListens() {
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.disconnect();
    assertThat(resume(builder().build(), pending).outcome()).isEqualTo(Outcome.UNKNOWN);
    server.close();

    assertThat(resume(client, pending))
        .isInstanceOf(OrderOutcomeUnknownException.class)
        .hasMessageNotContaining("Nothing was sent");
  }

  @Test
  void order_resumedByTwoThreads_isRejectedForNeitherIfOneMayHavePlacedIt() {
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    PeekerClient twin = client.withOptions(options -> {});
    server.disconnect();
    server.answer(403, FORBIDDEN);

    CompletableFuture<?> one = client.orders().resumeAsync(pending);
    CompletableFuture<?> other = twin.orders().resumeAsync(pending);

    assertThat(outcome(one)).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(other)).isEqualTo(Outcome.UNKNOWN);
    assertThat(pending.neverSent()).isFalse();
  }

  private static Outcome outcome(CompletableFuture<?> result) {
    Throwable e = result.handle((order, failure) -> failure).join();
    return ((CallException) (e instanceof CallException ? e : e.getCause())).outcome();
  }

  @Test
  void lostOrder_resumedOnAClosedClient_isStillUnknown() {
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.disconnect();
    assertThat(resume(client, pending).outcome()).isEqualTo(Outcome.UNKNOWN);
    client.close();

    assertThat(resume(client, pending)).isInstanceOf(OrderOutcomeUnknownException.class);
  }

  @Test
  void lostOrder_resumedByAnInterruptedThread_isStillUnknown() {
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());
    server.disconnect();
    assertThat(resume(client, pending).outcome()).isEqualTo(Outcome.UNKNOWN);
    Thread.currentThread().interrupt();

    CallException e = resume(client, pending);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).isInstanceOf(OrderOutcomeUnknownException.class);
  }

  @Test
  void prepare_ofManyEqualOrders_holdsNothingButThem() {
    List<PendingOrder> prepared = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      prepared.add(client.orders().prepare(Samples.bundleOrder()));
    }
    server.disconnect();

    assertThat(resume(client, prepared.get(0)).outcome()).isEqualTo(Outcome.UNKNOWN);

    assertThat(prepared.subList(1, 2_000)).allMatch(PendingOrder::neverSent);
  }

  // ---- the key

  @Test
  void keySupplier_isAskedOncePerAttempt() {
    AtomicInteger asked = new AtomicInteger();
    PeekerClient asking =
        builder()
            .apiKey(
                () -> {
                  asked.incrementAndGet();
                  return Clients.KEY;
                })
            .retryPolicy(RetryPolicy.defaults().withMaxAttempts(3))
            .build();
    server.disconnect().disconnect().disconnect();

    CallException e =
        catchThrowableOfType(
            CallException.class, () -> asking.orders().create(Samples.bundleOrder()));
    assertThat(e.attempts()).as(e.getMessage()).hasSize(3);
    assertThat(asked).hasValue(3);

    PendingOrder pending = asking.orders().prepare(Samples.bundleOrder());
    assertThat(asked).hasValue(4);
    server.close();
    assertThat(resume(asking, pending).attempts()).hasSize(3);
    assertThat(asked).hasValue(7);
  }

  @Test
  void keySupplier_thatChangesTheEnvironment_neverSendsATestOrderLive() {
    List<String> keys = new ArrayList<>(List.of("pk_test_1", "pk_test_2", "pk_live_3"));
    PeekerClient changing =
        builder()
            .apiKey(() -> keys.remove(0))
            .retryPolicy(RetryPolicy.defaults().withMaxAttempts(2))
            .build();
    PendingOrder pending = changing.orders().prepare(Samples.bundleOrder());
    server.disconnect();

    CallException e = resume(changing, pending);

    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer pk_test_2");
    assertThat(e).isInstanceOf(OrderOutcomeUnknownException.class);
    assertThat(((OrderOutcomeUnknownException) e).pendingOrder().environment()).isEqualTo("test");
  }

  @Test
  void keySupplier_thatTakesTooLong_isAskedOnceAndEndsTheCall() {
    AtomicInteger asked = new AtomicInteger();
    PeekerClient slow =
        builder()
            .timeout(Duration.ofSeconds(1))
            .apiKey(
                () -> {
                  asked.incrementAndGet();
                  time.pass(Duration.ofSeconds(5)); // as if it blocked
                  return Clients.KEY;
                })
            .build();

    CallTimeoutException e =
        catchThrowableOfType(
            CallTimeoutException.class, () -> slow.orders().create(Samples.bundleOrder()));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(asked).hasValue(1);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void createAsync_whoseKeySupplierFails_failsItsFuture() {
    IllegalStateException down = new IllegalStateException("vault is down");
    PeekerClient failing =
        builder()
            .apiKey(
                () -> {
                  throw down;
                })
            .build();
    PendingOrder pending = client.orders().prepare(Samples.bundleOrder());

    assertThat(failing.orders().createAsync(Samples.bundleOrder()))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCause(down);
    assertThat(failing.orders().resumeAsync(pending))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCause(down);
    assertThat(pending.neverSent()).isTrue();
  }
}
