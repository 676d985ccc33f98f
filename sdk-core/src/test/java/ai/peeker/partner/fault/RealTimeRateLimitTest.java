package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.CallException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The rate limit as the server sees it, in real time: {@code -Drate.limit.seconds=75}, more than
 * its window of a minute. {@code RateLimiterLoadTest} proves the same in virtual time.
 */
@EnabledIfSystemProperty(
    named = RealTimeRateLimitTest.SECONDS,
    matches = "\\d+",
    disabledReason = "takes more than a minute of real time")
@Timeout(600)
class RealTimeRateLimitTest {
  static final String SECONDS = "rate.limit.seconds";

  private static final int LIMIT = 600; // the default
  private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);
  private static final int CALLERS = 100;
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(1);
  private static final int LONGEST_WAY_MILLIS = 2_000; // to the server
  private static final int SHORT_WAY_MILLIS = 100;
  private static final long SLOW = TimeUnit.SECONDS.toNanos(30); // from the start

  private final long start = System.nanoTime();
  private final Random random = new Random(20_260_508);
  private final ConcurrentLinkedQueue<Long> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger late = new AtomicInteger();
  private final AtomicInteger succeeded = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final FaultServer server = FaultServer.start(this::receive);

  @AfterEach
  void close() {
    server.close();
  }

  /** A request is on its way for a while, and arrives even if its caller no longer waits. */
  private void receive(Exchange exchange) throws IOException {
    boolean slow = System.nanoTime() - start < SLOW;
    int way = random.nextInt(slow ? LONGEST_WAY_MILLIS : SHORT_WAY_MILLIS);
    if (isOver(way)) {
      return;
    }
    arrivals.add(System.nanoTime() - start);
    if (way > ATTEMPT_TIMEOUT.toMillis()) {
      late.incrementAndGet();
    }
    exchange.take().answer(200, RetryClass.ALWAYS.answer());
  }

  /** Waits, though not beyond the end of the test. */
  private boolean isOver(int millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void arrivals_ofManyCallersWhoseAttemptsTimeOut_areNeverMoreThanTheLimitInAnyMinute()
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (PeekerClient client =
        PeekerClient.builder()
            .apiKey("pk_test_real_time")
            .baseUrl(server.baseUrl())
            .timeout(Duration.ofMinutes(10))
            .attemptTimeout(ATTEMPT_TIMEOUT)
            .build()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.execute(() -> callUntilTheEnd(client));
      }
      assertThat(end.await(Integer.getInteger(SECONDS), TimeUnit.SECONDS)).isFalse();
    } finally {
      end.countDown();
      callers.shutdownNow();
    }
    assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

    List<Long> all = List.copyOf(arrivals);
    long busiest = busiestMinute(all);
    System.out.printf(
        "%d arrivals, %d of them late, %d responses; at most %d in a minute%n",
        all.size(), late.get(), succeeded.get(), busiest);
    assertThat(busiest).as("arrivals in a minute").isLessThanOrEqualTo(LIMIT);
    assertThat(all).as("arrivals").hasSizeGreaterThan(LIMIT);
    assertThat(late.get()).as("arrivals that no caller waited for").isGreaterThan(LIMIT / 4);
    assertThat(succeeded.get()).as("responses").isGreaterThan(LIMIT / 4);
  }

  private void callUntilTheEnd(PeekerClient client) {
    while (end.getCount() > 0) {
      try {
        Object unused = client.account().me();
        succeeded.incrementAndGet();
      } catch (CallException e) {
        // the attempts timed out, or the test ends
      }
    }
  }

  private static long busiestMinute(List<Long> arrivals) {
    return arrivals.stream()
        .mapToLong(first -> arrivals.stream().filter(at -> isWithinAMinute(first, at)).count())
        .max()
        .orElse(0);
  }

  private static boolean isWithinAMinute(long first, long at) {
    return first <= at && at - first <= WINDOW;
  }
}
