package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window is 60 s and 1 ms long: both of its ends belong to it. */
@Timeout(30)
class SlidingWindowRateLimiterTest {
  private static final Duration MAX_WAIT = Duration.ofHours(1);

  private final FakeTime time = new FakeTime();

  private SlidingWindowRateLimiter limiter(int capacity) {
    return new SlidingWindowRateLimiter(capacity, Duration.ofSeconds(60), time);
  }

  private static CompletableFuture<Permit> request(SlidingWindowRateLimiter limiter) {
    return limiter.acquire(MAX_WAIT);
  }

  private static Permit granted(SlidingWindowRateLimiter limiter) {
    CompletableFuture<Permit> request = request(limiter);
    assertThat(request).isCompleted();
    return request.join();
  }

  @Test
  void acquire_withinTheLimit_isGrantedAtOnceAndOneMoreWaits() {
    SlidingWindowRateLimiter limiter = limiter(3);

    granted(limiter);
    granted(limiter);
    granted(limiter);

    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void acquire_beyondTheLimit_isGrantedOneWindowAfterTheFirstExchangeEnded() {
    SlidingWindowRateLimiter limiter = limiter(2);
    Permit first = granted(limiter);
    Permit second = granted(limiter);
    time.passMillis(1_000);
    second.release(); // at 1 s: its permit returns at 61.001 s
    time.passMillis(4_000);
    first.release(); // at 5 s: its permit returns at 65.001 s

    CompletableFuture<Permit> third = request(limiter);
    CompletableFuture<Permit> fourth = request(limiter);

    time.pass(Duration.ofMillis(56_001).minusNanos(1));
    assertThat(third).isNotDone();
    time.pass(Duration.ofNanos(1));
    assertThat(third).isCompleted();
    time.pass(Duration.ofSeconds(4).minusNanos(1));
    assertThat(fourth).isNotDone();
    time.pass(Duration.ofNanos(1));
    assertThat(fourth).isCompleted();
  }

  @Test
  void acquire_asSoonAsAPermitReturns_isGrantedWithoutAnyTimer() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();

    time.passMillis(60_001);

    assertThat(time.pending()).isZero();
    assertThat(request(limiter)).isCompleted();
  }

  @Test
  void acquire_whileAnExchangeLasts_waitsHoweverLongItIs() {
    SlidingWindowRateLimiter limiter = limiter(1);
    Permit running = granted(limiter);
    CompletableFuture<Permit> next = request(limiter);

    time.pass(Duration.ofMinutes(10));
    assertThat(next).isNotDone();
    assertThat(time.pending()).isZero(); // its end grants the next

    running.release();
    time.passMillis(60_000);
    assertThat(next).isNotDone();
    time.passMillis(1);
    assertThat(next).isCompleted();
  }

  @Test
  void waiting_many_areServedInOrderByOneTimer() {
    SlidingWindowRateLimiter limiter = limiter(2);
    granted(limiter).release();
    granted(limiter).release();
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      var unused =
          request(limiter)
              .thenAccept(
                  permit -> {
                    served.add(number);
                    permit.release();
                  });
    }

    assertThat(time.pending()).isEqualTo(1);
    time.passMillis(60_001);
    assertThat(served).containsExactly(0, 1);
    time.passMillis(60_001);
    assertThat(served).containsExactly(0, 1, 2, 3);
    time.passMillis(60_001);
    assertThat(served).containsExactly(0, 1, 2, 3, 4);
    assertThat(time.pending()).isZero();
  }

  @Test
  void acquire_atTheMomentThatAPermitReturns_doesNotOvertakeTheQueue() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();
    List<CompletableFuture<Permit>> late = new ArrayList<>();
    time.schedule(Duration.ofMillis(60_001), () -> late.add(request(limiter)));
    CompletableFuture<Permit> waiting = request(limiter);

    time.passMillis(60_001);

    assertThat(waiting).isCompleted();
    assertThat(late.get(0)).isNotDone();
  }

  @Test
  void waiting_cancelled_leavesItsTurnToTheNext() {
    SlidingWindowRateLimiter limiter = limiter(1);
    Permit running = granted(limiter);
    CompletableFuture<Permit> givenUp = request(limiter);
    CompletableFuture<Permit> next = request(limiter);

    givenUp.cancel(false);
    running.release();
    time.passMillis(60_001);

    assertThat(next).isCompleted();
    assertThat(givenUp).isCancelled();
  }

  @Test
  void waiting_cancelledJustAsItIsServed_leavesItsTurnToTheNext() {
    SlidingWindowRateLimiter limiter = limiter(2);
    granted(limiter).release();
    granted(limiter).release();
    CompletableFuture<Permit> first = request(limiter);
    CompletableFuture<Permit> givenUp = request(limiter);
    CompletableFuture<Permit> next = request(limiter);
    CompletableFuture<Permit> afterNext = request(limiter);
    var unused = first.thenRun(() -> givenUp.cancel(false));

    time.passMillis(60_001);

    assertThat(first).isCompleted();
    assertThat(next).isCompleted();
    assertThat(afterNext).isNotDone();
  }

  @Test
  void release_twice_returnsOnePermit() {
    SlidingWindowRateLimiter limiter = limiter(2);
    Permit first = granted(limiter);
    granted(limiter);

    first.release();
    first.release();
    time.passMillis(60_001);

    assertThat(request(limiter)).isCompleted();
    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void pause_holdsLaterRequests() {
    SlidingWindowRateLimiter limiter = limiter(5);
    limiter.pause(Duration.ofSeconds(10));

    CompletableFuture<Permit> first = request(limiter);
    CompletableFuture<Permit> second = request(limiter);

    time.pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(first).isNotDone();
    time.pass(Duration.ofNanos(1));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void pause_holdsWaitingRequests() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();
    CompletableFuture<Permit> waiting = request(limiter);
    time.passMillis(55_000);
    limiter.pause(Duration.ofSeconds(10)); // until 65 s; the permit returns at 60.001 s

    time.pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(waiting).isNotDone();
    time.pass(Duration.ofNanos(1));
    assertThat(waiting).isCompleted();
  }

  @Test
  void pause_endingBeforeAPermitReturns_changesNothing() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();
    limiter.pause(Duration.ofSeconds(10));
    CompletableFuture<Permit> waiting = request(limiter);

    time.passMillis(60_000);
    assertThat(waiting).isNotDone();
    time.passMillis(1);
    assertThat(waiting).isCompleted();
  }

  @Test
  void pause_shorterThanTheOneThatHolds_doesNotShortenIt() {
    SlidingWindowRateLimiter limiter = limiter(1);
    limiter.pause(Duration.ofSeconds(10));
    limiter.pause(Duration.ofSeconds(3));

    CompletableFuture<Permit> request = request(limiter);

    time.passMillis(9_999);
    assertThat(request).isNotDone();
    time.passMillis(1);
    assertThat(request).isCompleted();
  }

  @Test
  void pause_longerThanTheOneThatHolds_extendsIt() {
    SlidingWindowRateLimiter limiter = limiter(1);
    limiter.pause(Duration.ofSeconds(3));
    CompletableFuture<Permit> request = request(limiter);
    limiter.pause(Duration.ofSeconds(10));

    time.passMillis(9_999);
    assertThat(request).isNotDone();
    time.passMillis(1);
    assertThat(request).isCompleted();
  }

  @Test
  void pause_ofZero_holdsNobody() {
    SlidingWindowRateLimiter limiter = limiter(1);

    limiter.pause(Duration.ZERO);

    assertThat(request(limiter)).isCompleted();
  }

  @Test
  void pause_null_isRejectedByName() {
    assertThatThrownBy(() -> limiter(1).pause(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("delay must not be null");
  }

  @Test
  void acquire_lessPatientThanThePause_isRejectedAtOnceWithTheTimeLeft() {
    SlidingWindowRateLimiter limiter = limiter(1);
    limiter.pause(Duration.ofSeconds(12));
    time.passMillis(2_000);

    CompletableFuture<Permit> request = limiter.acquire(Duration.ofSeconds(10).minusNanos(1));

    assertThat(request).isCompletedExceptionally();
    Throwable failure = catchThrowable(request::get);
    assertThat(failure).isInstanceOf(ExecutionException.class);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            RateLimitExceededException.class,
            full -> assertThat(full.retryIn()).isEqualTo(Duration.ofSeconds(10)))
        .hasMessage("No permit is available for the next 10000 ms.");
  }

  private static Duration retryIn(CompletableFuture<Permit> request) {
    assertThat(request).isCompletedExceptionally();
    Throwable failure = catchThrowable(request::get).getCause();
    assertThat(failure).isInstanceOf(RateLimitExceededException.class);
    return ((RateLimitExceededException) failure).retryIn();
  }

  @Test
  void acquire_beforeAnyPlaceCanComeFree_failsAtOnceAndSaysWhen() {
    SlidingWindowRateLimiter limiter = limiter(2);
    Permit first = granted(limiter);
    Permit second = granted(limiter);
    first.release(); // comes free at 60.001 s
    time.passMillis(5_000);
    second.release();
    time.passMillis(5_000);

    CompletableFuture<Permit> hurried = limiter.acquire(Duration.ofSeconds(50));
    CompletableFuture<Permit> patient = limiter.acquire(Duration.ofMillis(50_001));

    assertThat(retryIn(hurried)).isEqualTo(Duration.ofMillis(50_001));
    assertThat(patient).isNotDone();
    time.passMillis(50_001);
    assertThat(patient).isCompleted();
  }

  @Test
  void acquire_whileAllRequestsAreOut_needsAWholeWindow() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter);
    time.passMillis(20_000);

    assertThat(retryIn(limiter.acquire(Duration.ofSeconds(60))))
        .isEqualTo(Duration.ofMillis(60_001));
    assertThat(limiter.acquire(Duration.ofMillis(60_001))).isNotDone();
  }

  @Test
  void acquire_afterAPermitReturned_isGranted() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();
    time.passMillis(60_001);

    assertThat(limiter.acquire(Duration.ofMillis(1))).isCompleted();
  }

  @Test
  void pause_ofMoreThanAnHour_stopsTheOthersForAnHour() {
    SlidingWindowRateLimiter limiter = limiter(1);
    limiter.pause(Duration.ofDays(300));

    assertThat(retryIn(limiter.acquire(Duration.ofMinutes(1)))).isEqualTo(Duration.ofHours(1));
    time.pass(Duration.ofHours(1));

    assertThat(limiter.acquire(Duration.ofMinutes(1))).isCompleted();
  }

  @Test
  void acquire_rejectedForAPause_takesNoPermit() {
    SlidingWindowRateLimiter limiter = limiter(1);
    limiter.pause(Duration.ofSeconds(12));
    var unused = limiter.acquire(Duration.ofSeconds(1));

    time.passMillis(12_000);

    assertThat(request(limiter)).isCompleted();
  }

  @Test
  void acquire_asPatientAsThePause_waits() {
    SlidingWindowRateLimiter limiter = limiter(1);
    limiter.pause(Duration.ofSeconds(10));

    CompletableFuture<Permit> request = limiter.acquire(Duration.ofSeconds(10));

    assertThat(request).isNotDone();
    time.passMillis(10_000);
    assertThat(request).isCompleted();
  }

  @Test
  void pause_beyondTheMaxWaitOfARequest_rejectsItAndKeepsTheOthers() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();
    CompletableFuture<Permit> hurried = limiter.acquire(Duration.ofSeconds(64));
    CompletableFuture<Permit> patient = limiter.acquire(Duration.ofSeconds(65));
    time.passMillis(5_000);

    limiter.pause(Duration.ofSeconds(60)); // until 65 s

    assertThat(hurried).isCompletedExceptionally();
    Throwable failure = catchThrowable(hurried::join);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            RateLimitExceededException.class,
            full -> assertThat(full.retryIn()).isEqualTo(Duration.ofSeconds(60)));
    assertThat(patient).isNotDone();
    time.passMillis(60_000);
    assertThat(patient).isCompleted();
  }

  @Test
  void lowerCapacityTo_aLowerNumber_holdsFromThenOn() {
    SlidingWindowRateLimiter limiter = limiter(3);

    limiter.lowerCapacityTo(2);

    granted(limiter);
    granted(limiter);
    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void lowerCapacityTo_aHigherNumber_doesNotRaise() {
    SlidingWindowRateLimiter limiter = limiter(1);

    limiter.lowerCapacityTo(5);

    granted(limiter);
    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void lowerCapacityTo_whileMoreAreUnderWay_waitsUntilTheyFitAgain() {
    SlidingWindowRateLimiter limiter = limiter(3);
    Permit first = granted(limiter);
    Permit second = granted(limiter);
    Permit third = granted(limiter);
    limiter.lowerCapacityTo(1);
    CompletableFuture<Permit> next = request(limiter);
    CompletableFuture<Permit> afterNext = request(limiter);

    first.release();
    second.release();
    time.passMillis(60_001);
    assertThat(next).isNotDone();
    third.release();
    time.passMillis(60_001);

    assertThat(next).isCompleted();
    assertThat(afterNext).isNotDone();
  }

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
    assertThat(requests).filteredOn(SlidingWindowRateLimiterTest::isGranted).hasSize(100);

    long waiting = requests.stream().filter(each -> !each.isDone()).count();
    time.passMillis(60_001);

    assertThat(requests.stream().filter(each -> !each.isDone()).count()).isEqualTo(waiting - 100);
    assertThat(requests).filteredOn(SlidingWindowRateLimiterTest::isGranted).hasSize(200);
  }

  /** Each thread requests permits, releases those granted, and cancels every tenth request. */
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

  @Test
  void toString_saysTheLimit() {
    assertThat(limiter(600)).hasToString("RateLimiter[600 in PT1M0.001S]");
  }
}
