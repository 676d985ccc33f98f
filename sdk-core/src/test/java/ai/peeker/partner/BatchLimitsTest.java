package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.HeldServer.Held;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.model.DomainAvailability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many calls of a batch run at a time, and what stops them. */
@Timeout(60)
class BatchLimitsTest {
  @RegisterExtension final HeldServer server = new HeldServer();

  private PeekerClient.Builder builder() {
    return PeekerClient.builder()
        .apiKey("pk_test_batch")
        .baseUrl(server.baseUrl())
        .rateLimiter(RateLimiter.unlimited());
  }

  /** Answers that the first domain of the request is available, and no other. */
  private static void answer(Held request) {
    String first = request.text().replaceAll("(?s).*\"domains\":\\[\"([^\"]+)\".*", "$1");
    request.answer(200, "", "{\"data\":{\"domains\":[" + DomainServer.available(first) + "]}}");
  }

  @Test
  void batch_of20Calls_has8InFlight() throws Exception {
    try (PeekerClient client = builder().build()) {
      CompletableFuture<BatchResult<DomainAvailability>> result =
          client.domains().checkAvailabilityAsync(DomainServer.names(1_000));
      List<Held> first = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        first.add(server.next());
      }
      assertThat(server.waiting()).isZero();

      first.forEach(BatchLimitsTest::answer);
      for (int i = 8; i < 20; i++) {
        answer(server.next());
      }

      assertThat(result.get(20, TimeUnit.SECONDS).results()).hasSize(20);
    }
  }

  @Test
  void batch_whoseBodyHasTheAdditionalProperty_isNotSentAndSaysSo() {
    try (PeekerClient client = builder().bodyProperty("domains", List.of("a.com")).build()) {
      BatchResult<DomainAvailability> result =
          client.domains().checkAvailability(List.of("acme-mail.com"));

      CallException failure = result.failures().get("acme-mail.com");
      assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(failure)
          .hasMessage(
              "The call was not sent: bodyProperty(\"domains\", …) would replace a property of the"
                  + " request");
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void interrupt_ofABlockingBatch_keepsWhatTheCallsReturned() throws Exception {
    try (PeekerClient client = builder().build()) {
      CompletableFuture<BatchResult<DomainAvailability>> ended = new CompletableFuture<>();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      List<String> names = DomainServer.names(1_000);
      Thread caller =
          new Thread(
              () -> {
                ended.complete(client.domains().checkAvailability(names));
                flag.complete(Thread.currentThread().isInterrupted());
              });
      caller.start();
      answer(server.next());
      for (int i = 1; i < 9; i++) { // the ninth follows the response to the first
        server.next();
      }

      caller.interrupt();

      BatchResult<DomainAvailability> result = ended.get(20, TimeUnit.SECONDS);
      assertThat(result.results()).hasSize(1);
      assertThat(result.failures()).hasSize(999);
      CallException last = result.failures().get(names.get(999));
      assertThat(last).isInstanceOf(CallInterruptedException.class);
      assertThat(last.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(result.failures().values())
          .filteredOn(CallInterruptedException.class::isInstance)
          .extracting(CallException::outcome)
          .filteredOn(Outcome.UNKNOWN::equals)
          .hasSize(400);
      assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void interrupt_beforeABatch_sendsNothing() {
    try (PeekerClient client = builder().build()) {
      Thread.currentThread().interrupt();

      BatchResult<DomainAvailability> result = client.domains().checkAvailability(List.of("a.com"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(result.failures().get("a.com").outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void cancel_ofAnAsyncBatch_endsItsCalls() throws Exception {
    try (PeekerClient client = builder().build()) {
      CompletableFuture<BatchResult<DomainAvailability>> result =
          client.domains().checkAvailabilityAsync(DomainServer.names(1_000));
      List<Held> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sent.add(server.next());
      }

      result.cancel(false);

      for (Held request : sent) {
        request.awaitClose();
      }
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void blockingBatch_onTheOnlyThreadOfCallbacks_completes() throws Exception {
    ExecutorService callbacks = Executors.newSingleThreadExecutor();
    try (PeekerClient client = builder().callbackExecutor(callbacks).build()) {
      CompletableFuture<BatchResult<DomainAvailability>> result =
          CompletableFuture.supplyAsync(
              () -> client.domains().checkAvailability(List.of("a.com")), callbacks);

      answer(server.next());

      assertThat(result.get(20, TimeUnit.SECONDS).isComplete()).isTrue();
    } finally {
      callbacks.shutdown();
    }
  }

  @Test
  void asyncBatch_completesOnTheCallersExecutor() throws Exception {
    ExecutorService callbacks =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks"));
    try (PeekerClient client = builder().callbackExecutor(callbacks).build()) {
      CompletableFuture<String> thread =
          client
              .domains()
              .checkAvailabilityAsync(List.of("a.com"))
              .thenApply(result -> Thread.currentThread().getName());

      answer(server.next());

      assertThat(thread.get(20, TimeUnit.SECONDS)).isEqualTo("callbacks");
    } finally {
      callbacks.shutdown();
    }
  }

  @Test
  void batch_ofAClosedClient_failsForEachDomain() {
    PeekerClient client = builder().build();
    client.close();

    BatchResult<DomainAvailability> result =
        client.domains().checkAvailability(DomainServer.names(120));

    assertThat(result.failures()).hasSize(120);
    assertThat(result.failures().values()).allMatch(ClientClosedException.class::isInstance);
  }

  @Test
  void batch_withoutAPermitInTime_waitsAndSendsTheCallThen() throws Exception {
    HandTime time = new HandTime();
    AtomicInteger denials = new AtomicInteger(3);
    RateLimiter limiter =
        maxWait ->
            denials.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(
                    new RateLimitExceededException(Duration.ofSeconds(59)))
                : CompletableFuture.completedFuture(() -> {});
    try (PeekerClient client = builder().time(time).rateLimiter(limiter).build()) {
      CompletableFuture<BatchResult<DomainAvailability>> result =
          client.domains().checkAvailabilityAsync(DomainServer.names(150));
      for (int i = 0; i < 3; i++) {
        answer(server.next());
      }

      assertThat(result.get(20, TimeUnit.SECONDS).results()).hasSize(3);
      assertThat(time.sleeps()).hasSize(3);
    }
  }

  @Test
  void batch_thatNeverGetsAPermit_failsInTheEnd() {
    RateLimiter limiter =
        maxWait ->
            CompletableFuture.failedFuture(new RateLimitExceededException(Duration.ofSeconds(59)));
    HandTime time = new HandTime();
    try (PeekerClient client = builder().time(time).rateLimiter(limiter).build()) {
      BatchResult<DomainAvailability> result = client.domains().checkAvailability(List.of("a.com"));

      assertThat(result.failures().get("a.com")).isInstanceOf(RateLimitedException.class);
      assertThat(time.sleeps()).hasSize(10);
    }
  }
}
