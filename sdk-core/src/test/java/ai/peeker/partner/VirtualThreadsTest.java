package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.peeker.partner.HeldServer.Held;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.model.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Blocking calls on virtual threads. The server answers nobody before all have asked: if a waiting
 * call pinned its carrier, of which there are as many as processors, the calls behind it would
 * never get to ask.
 */
@Timeout(120)
class VirtualThreadsTest {
  private static final int CALLS = 1_000;

  @RegisterExtension final HeldServer server = new HeldServer();

  @Test
  void blockingCalls_onVirtualThreads_pinNoCarrier() throws Exception {
    assumeTrue(
        Runtime.version().feature() >= 21, "virtual threads are there from JDK 21 on: SKIPPED");
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (PeekerClient client =
        PeekerClient.builder()
            .apiKey("pk_test_9f3a")
            .baseUrl(server.baseUrl())
            .rateLimiter(RateLimiter.unlimited())
            .timeout(Duration.ofMinutes(2))
            .attemptTimeout(Duration.ofMinutes(2))
            .build()) {
      List<Future<Account>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(virtual.submit(() -> client.account().me()));
      }
      List<Held> requests = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        requests.add(server.next());
      }

      assertThat(calls).noneMatch(Future::isDone);
      requests.forEach(Held::answerAccount);
      for (Future<Account> call : calls) {
        assertThat(call.get(30, TimeUnit.SECONDS).partner().name()).isEqualTo("Acme Resellers");
      }
    } finally {
      virtual.shutdownNow();
    }
  }
}
