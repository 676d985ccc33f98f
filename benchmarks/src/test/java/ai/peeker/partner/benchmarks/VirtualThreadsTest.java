package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks the counters of the measurement, with platform threads because the tests run on Java 17.
 */
@Timeout(60)
class VirtualThreadsTest {
  private static final int CALLS = 20;

  @Test
  void platformThreads_areCountedByName() throws Exception {
    CyclicBarrier together = new CyclicBarrier(CALLS);
    ExecutorService executor =
        Executors.newCachedThreadPool(task -> new Thread(task, "caller-" + task.hashCode()));
    ConcurrentCalls run = new ConcurrentCalls();
    run.run(executor, CALLS, () -> meet(together));
    executor.shutdown();

    assertThat(run.peakThreads()).isGreaterThanOrEqualTo(CALLS);
    assertThat(run.failures()).isZero();
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void calls_waitAtTheServerAtTheSameTime() throws Exception {
    ExecutorService executor = Executors.newCachedThreadPool();
    try (LoopbackServer server = LoopbackServer.start(Duration.ofSeconds(1), null);
        Competitors competitors = new Competitors(server.baseUrl())) {
      ConcurrentCalls run = new ConcurrentCalls();
      run.run(executor, CALLS, competitors::sdk);
      run.run(executor, CALLS, competitors::handWritten);

      assertThat(run.failures()).isZero();
      assertThat(run.threadsByName()).containsKey("main");
      assertThat(server.peakPending()).isBetween(2, CALLS); // fewer on a slow machine
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void failedCalls_areCounted() throws Exception {
    ExecutorService executor = Executors.newCachedThreadPool();
    ConcurrentCalls run = new ConcurrentCalls();
    run.run(
        executor,
        3,
        () -> {
          throw new IllegalStateException("as meant");
        });
    executor.shutdown();

    assertThat(run.failures()).isEqualTo(3);
  }
}
