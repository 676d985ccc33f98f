package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.HeldServer.Held;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.model.Account;
import ai.peeker.partner.model.OrderSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The futures of asynchronous calls, and their threads. */
@Timeout(60)
class AsyncTest {
  @RegisterExtension final HeldServer server = new HeldServer();

  private PeekerClient.Builder builder() {
    return PeekerClient.builder().apiKey("pk_test_async").baseUrl(server.baseUrl());
  }

  @Test
  void future_ofASuccess_completesOnTheCallersExecutor() throws Exception {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks"));
    try (PeekerClient client = builder().callbackExecutor(executor).build()) {
      CompletableFuture<String> thread =
          client.account().meAsync().thenApply(account -> Thread.currentThread().getName());

      server.next().answerAccount();

      assertThat(thread.get(20, TimeUnit.SECONDS)).isEqualTo("callbacks");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void future_ofAFailure_completesOnTheCallersExecutor() throws Exception {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks"));
    try (PeekerClient client = builder().callbackExecutor(executor).build()) {
      CompletableFuture<String> thread =
          client.account().meAsync().handle((account, e) -> Thread.currentThread().getName());

      server.next().answer(401, "", "");

      assertThat(thread.get(20, TimeUnit.SECONDS)).isEqualTo("callbacks");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void future_ofAResponse_hasWhatTheBlockingCallHas() throws Exception {
    try (PeekerClient client = builder().build()) {
      CompletableFuture<ApiResponse<Account>> response = client.account().meWithResponseAsync();

      server.next().answer(200, "Peeker-Request-Id: req_5\r\n", HeldServer.ACCOUNT);

      ApiResponse<Account> answer = response.get(20, TimeUnit.SECONDS);
      assertThat(answer.body().partner().name()).isEqualTo("Acme Resellers");
      assertThat(answer.requestId()).isEqualTo("req_5");
      assertThat(answer.attempts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 409, 418, 429, 500, 503})
  void future_ofARefusal_failsWithTheExceptionOfTheBlockingCall(int status) throws Exception {
    // unlimited: a 429 would pause the limiter for the blocking call that follows
    try (PeekerClient client =
        builder().rateLimiter(RateLimiter.unlimited()).retryPolicy(RetryPolicy.none()).build()) {
      CompletableFuture<Account> async = client.account().meAsync();
      server.next().answer(status, "", "");
      Throwable fromGet = catchThrowable(() -> async.get(20, TimeUnit.SECONDS));
      Throwable fromJoin = catchThrowable(async::join);
      CompletableFuture<Throwable> blocking =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> client.account().me()));
      server.next().answer(status, "", "");
      CallException expected = (CallException) blocking.get(20, TimeUnit.SECONDS);

      assertThat(fromGet).isExactlyInstanceOf(ExecutionException.class);
      assertThat(fromJoin).isExactlyInstanceOf(CompletionException.class);
      assertThat(fromJoin.getCause()).isSameAs(fromGet.getCause());
      assertThat(fromGet.getCause())
          .hasSameClassAs(expected)
          .hasMessage(expected.getMessage())
          .isInstanceOfSatisfying(
              CallException.class,
              e -> {
                assertThat(e.outcome()).isEqualTo(expected.outcome());
                assertThat(e.attempts()).hasSameSizeAs(expected.attempts());
              });
    }
  }

  @Test
  void blockingCall_failing_hasAStackTraceThatLeadsToItsCaller() throws Exception {
    try (PeekerClient client = builder().build()) {
      CompletableFuture<Throwable> blocking =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> client.account().me()));
      server.next().answer(401, "", "");

      assertThat(blocking.get(20, TimeUnit.SECONDS).getStackTrace())
          .anyMatch(each -> each.getClassName().startsWith(AsyncTest.class.getName()));
    }
  }

  @Test
  void order_withAnUnknownOutcome_failsTheFutureWithItsHandle() throws Exception {
    try (PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build()) {
      CompletableFuture<OrderSummary> order = client.orders().createAsync(Samples.bundleOrder());
      Held request = server.next();
      request.connection().close();

      Throwable failure = catchThrowable(() -> order.get(20, TimeUnit.SECONDS)).getCause();

      assertThat(failure)
          .isInstanceOfSatisfying(
              OrderOutcomeUnknownException.class,
              e -> {
                assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
                assertThat(request.text())
                    .endsWith(new String(e.pendingOrder().body(), StandardCharsets.UTF_8));
              });
    }
  }

  @Test
  void order_refusedBeforeSending_failsTheFuture() {
    try (PeekerClient client = builder().build()) {
      CompletableFuture<OrderSummary> order =
          client.orders().createAsync(Samples.customOrder(11)); // it needs 12

      assertThat(catchThrowable(order::join))
          .hasCauseInstanceOf(DomainCountMismatchException.class);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void calls_waitingInTheLimiter_blockNoThread() throws Exception {
    try (PeekerClient client =
        builder()
            .apiKey("pk_test_async_threads")
            .rateLimit(1)
            .timeout(Duration.ofHours(10)) // one a minute
            .build()) {
      CompletableFuture<Account> first = client.account().meAsync();
      Held request = server.next();
      List<CompletableFuture<Account>> waiting = new ArrayList<>();
      waiting.add(client.account().meAsync()); // the first may start the JDK's timer
      int before = Thread.getAllStackTraces().size();

      for (int i = 0; i < 500; i++) {
        waiting.add(client.account().meAsync());
      }

      assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo(before + 5);
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      waiting.forEach(each -> each.cancel(true));
      request.answerAccount();
      assertThat(first.get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
