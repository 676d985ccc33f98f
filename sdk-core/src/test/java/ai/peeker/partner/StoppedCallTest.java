package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.HeldServer.Held;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.model.Account;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that are canceled or interrupted by their caller. */
@Timeout(60)
class StoppedCallTest {
  @RegisterExtension final HeldServer server = new HeldServer();
  private final FakeTime time = new FakeTime();

  private PeekerClient.Builder builder() {
    return PeekerClient.builder().apiKey("pk_test_async").baseUrl(server.baseUrl());
  }

  @Test
  void cancel_inAnExchange_closesTheConnectionAndSendsNothingMore() throws Exception {
    try (PeekerClient client = builder().time(time).build()) {
      CompletableFuture<Account> account = client.account().meAsync();
      Held request = server.next();

      account.cancel(true);

      request.awaitClose();
      time.pass(Duration.ofMinutes(5));
      assertThat(server.waiting()).isZero();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void cancel_ofAnOrderInAnExchange_closesTheConnection() throws Exception {
    try (PeekerClient client = builder().time(time).build()) {
      CompletableFuture<OrderSummary> order = client.orders().createAsync(Samples.bundleOrder());
      Held request = server.next();

      order.cancel(true);

      request.awaitClose();
      assertThat(order).isCancelled();
    }
  }

  @Test
  void cancel_inABackOff_sendsNothingMore() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CallListener listener =
        new CallListener() {
          @Override
          public void onWait(CallInfo call, WaitReason reason, Duration duration) {
            waiting.countDown();
          }
        };
    try (PeekerClient client = builder().time(time).listener(listener).build()) {
      CompletableFuture<Account> account = client.account().meAsync();
      server.next().answer(503, "Retry-After: 7\r\n", "");
      assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

      account.cancel(true);

      time.pass(Duration.ofMinutes(5));
      CompletableFuture<Account> another = client.account().meAsync();
      assertThat(server.next().text()).startsWith("GET /partner/v1/me ");
      assertThat(server.waiting()).isZero();
      another.cancel(true);
    }
  }

  @Test
  void cancel_inTheLimiter_givesTheTurnToTheNext() throws Exception {
    try (PeekerClient client =
        builder().time(time).rateLimit(1).timeout(Duration.ofMinutes(5)).build()) {
      CompletableFuture<Account> first = client.account().meAsync();
      Held request = server.next();
      CompletableFuture<Account> second = client.account().meAsync();
      CompletableFuture<OrderSummary> third = client.orders().createAsync(Samples.bundleOrder());

      second.cancel(true);
      request.answerAccount();
      first.get(20, TimeUnit.SECONDS);
      assertThat(server.waiting()).isZero();
      time.pass(Duration.ofMillis(60_001));

      assertThat(server.next().text()).startsWith("POST /partner/v1/orders ");
      third.cancel(true);
    }
  }

  @Test
  void waiting_inTheLimiter_isServedWhenItsTurnComes() throws Exception {
    try (PeekerClient client =
        builder().time(time).rateLimit(1).timeout(Duration.ofMinutes(5)).build()) {
      CompletableFuture<Account> first = client.account().meAsync();
      Held request = server.next();
      CompletableFuture<Account> givenUp = client.account().meAsync();
      CompletableFuture<OrderSummary> next = client.orders().createAsync(Samples.bundleOrder());
      givenUp.cancel(true);
      request.answerAccount();
      first.get(20, TimeUnit.SECONDS);

      time.passMillis(60_001);

      assertThat(server.next().text()).startsWith("POST /partner/v1/orders ");
      next.cancel(true);
    }
  }

  /** What a blocking call on a thread of its own came to. */
  private record Blocking(
      Thread thread, AtomicReference<@Nullable Throwable> failure, AtomicReference<Boolean> flag) {
    static Blocking start(Runnable call) {
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>(false);
      Thread thread =
          new Thread(
              () -> {
                failure.set(catchThrowable(call::run));
                flag.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      return new Blocking(thread, failure, flag);
    }

    Throwable interrupt() throws InterruptedException {
      thread.interrupt();
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
      assertThat(flag.get()).as("the interrupt flag").isTrue();
      return failure.get();
    }
  }

  @Test
  void interrupt_inAnExchange_endsTheCallAtOnceAsUnknown() throws Exception {
    try (PeekerClient client = builder().build()) {
      Blocking call = Blocking.start(() -> client.account().me());
      Held request = server.next();

      Throwable failure = call.interrupt();

      assertThat(failure)
          .isInstanceOfSatisfying(
              CallInterruptedException.class,
              e -> {
                assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
                assertThat(e.attempts()).hasSize(1);
              });
      request.awaitClose();
    }
  }

  @Test
  void interrupt_ofAnOrderInAnExchange_leavesAHandle() throws Exception {
    try (PeekerClient client = builder().build()) {
      Blocking call = Blocking.start(() -> client.orders().create(Samples.bundleOrder()));
      Held request = server.next();

      Throwable failure = call.interrupt();

      assertThat(failure)
          .isInstanceOf(OrderOutcomeUnknownException.class)
          .hasCauseInstanceOf(CallInterruptedException.class);
      request.awaitClose();
    }
  }

  @Test
  void interrupt_inTheLimiter_endsTheCallAtOnceAsNotSent() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<RateLimiter.Permit> never = new CompletableFuture<>();
    RateLimiter full =
        new RateLimiter() {
          @Override
          public CompletableFuture<Permit> acquire(Duration patience) {
            asked.countDown();
            return never;
          }

          @Override
          public void pause(Duration wait) {}
        };
    try (PeekerClient client = builder().rateLimiter(full).build()) {
      Blocking call = Blocking.start(() -> client.orders().create(Samples.bundleOrder()));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

      Throwable failure = call.interrupt();

      assertThat(failure)
          .isInstanceOfSatisfying(
              CallInterruptedException.class,
              e -> {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(e.attempts()).isEmpty();
              });
      assertThat(never).isCancelled();
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void limiter_thatDeniesForTheLongestTime_endsTheCallAsNotSent() {
    RateLimiter closed =
        maxWait ->
            CompletableFuture.failedFuture(
                new RateLimitExceededException(Duration.ofSeconds(Long.MAX_VALUE)));
    try (PeekerClient client = builder().rateLimiter(closed).build()) {
      assertThatThrownBy(() -> client.account().me())
          .isInstanceOfSatisfying(
              RateLimitedException.class,
              e -> {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(e.retryAt()).isAfter(Instant.parse("9999-01-01T00:00:00Z"));
              });
    }
  }
}
