package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RateLimiterLoadTest extends RateLimiterFixture {
  @Test
  void manyAtOnce_haveTheThroughputOfTheLimit() {
    SlidingWindowRateLimiter limiter = limiter(600);
    List<Duration> starts = new ArrayList<>();
    for (int i = 0; i < 1_801; i++) {
      var unused =
          request(limiter)
              .thenAccept(
                  permit -> {
                    starts.add(Duration.between(FakeTime.START, time.now()));
                    permit.release();
                  });
    }

    time.pass(Duration.ofMinutes(5));

    assertThat(starts).hasSize(1_801);
    assertThat(starts.get(599)).isZero();
    assertThat(starts.get(600)).isEqualTo(Duration.ofMillis(60_001));
    assertThat(starts.get(1_800)).isEqualTo(Duration.ofMillis(3 * 60_001));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void arrivals_anywhereWithinTheirExchanges_areNeverMoreThanTheLimitInAnyWindow(long seed) {
    Random random = new Random(seed);
    SlidingWindowRateLimiter limiter = limiter(10);
    List<Long> arrivals = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      if (random.nextInt(4) == 0) {
        time.passMillis(random.nextInt(20_000));
      }
      CompletableFuture<Permit> request = request(limiter);
      if (random.nextInt(10) == 0) {
        request.cancel(false);
      }
      var unused = request.thenAccept(permit -> exchange(permit, random, arrivals));
    }
    time.pass(Duration.ofHours(2));

    Collections.sort(arrivals);
    assertThat(arrivals).hasSizeGreaterThan(200);
    assertThat(IntStream.range(10, arrivals.size()))
        .allMatch(i -> arrivals.get(i) - arrivals.get(i - 10) > 60_000_000_000L);
  }

  private void exchange(Permit permit, Random random, List<Long> arrivals) {
    int there = random.nextInt(5_000);
    int back = random.nextInt(5_000);
    time.schedule(Duration.ofMillis(there), () -> arrivals.add(time.nanos()));
    time.schedule(Duration.ofMillis(there + back), permit::release);
  }

  @Test
  void threads_whileTimeStandsStill_getAsManyPermitsAsThereAre() throws Exception {
    SlidingWindowRateLimiter limiter = limiter(100);
    List<CompletableFuture<Permit>> requests = race(limiter, 32, 50);
    assertThat(requests).filteredOn(RateLimiterLoadTest::isGranted).hasSize(100);

    long waiting = requests.stream().filter(each -> !each.isDone()).count();
    time.passMillis(60_001);

    assertThat(requests.stream().filter(each -> !each.isDone()).count()).isEqualTo(waiting - 100);
    assertThat(requests).filteredOn(RateLimiterLoadTest::isGranted).hasSize(200);
  }

  private static List<CompletableFuture<Permit>> race(
      SlidingWindowRateLimiter limiter, int threads, int asks) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<List<CompletableFuture<Permit>>>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      all.add(
          pool.submit(
              () -> {
                start.await();
                List<CompletableFuture<Permit>> mine = new ArrayList<>();
                for (int i = 0; i < asks; i++) {
                  CompletableFuture<Permit> request = request(limiter);
                  mine.add(request);
                  var unused = request.thenAccept(Permit::release);
                  if (i % 10 == 9) {
                    request.cancel(false);
                  }
                }
                return mine;
              }));
    }
    start.countDown();
    List<CompletableFuture<Permit>> result = new ArrayList<>();
    for (Future<List<CompletableFuture<Permit>>> each : all) {
      result.addAll(each.get());
    }
    pool.shutdown();
    return result;
  }

  private static boolean isGranted(CompletableFuture<Permit> request) {
    return request.isDone() && !request.isCompletedExceptionally();
  }

  /** Some requests are given up before they reach the server, which counts them nevertheless. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void arrivals_afterTheirAttemptTimedOut_areNeverMoreThanTheLimitInAnyWindow(long seed) {
    Random random = new Random(seed);
    SlidingWindowRateLimiter limiter = limiter(600);
    List<Long> arrivals = new ArrayList<>();
    for (int caller = 0; caller < 100; caller++) {
      callAgainAndAgain(limiter, random, arrivals);
    }
    time.pass(Duration.ofSeconds(200));

    Collections.sort(arrivals);
    assertThat(arrivals).hasSize(1_800);
    assertThat(IntStream.range(600, arrivals.size()))
        .allMatch(i -> arrivals.get(i) - arrivals.get(i - 600) > 60_000_000_000L);
  }

  /**
   * One caller, with an attempt timeout of 1 s; the way to the server is long in the first 30 s.
   */
  private void callAgainAndAgain(
      SlidingWindowRateLimiter limiter, Random random, List<Long> arrivals) {
    var unused =
        request(limiter)
            .thenAccept(
                permit -> {
                  boolean slow = time.now().isBefore(FakeTime.START.plusSeconds(30));
                  int there = slow ? 500 + random.nextInt(1_500) : random.nextInt(100);
                  time.schedule(Duration.ofMillis(there), () -> arrivals.add(time.nanos()));
                  time.schedule(
                      Duration.ofMillis(Math.min(2 * there, 1_000)),
                      () -> {
                        if (2 * there < 1_000) {
                          permit.release();
                        } else {
                          permit.releaseWithoutResponse();
                        }
                        callAgainAndAgain(limiter, random, arrivals);
                      });
                });
  }
}
