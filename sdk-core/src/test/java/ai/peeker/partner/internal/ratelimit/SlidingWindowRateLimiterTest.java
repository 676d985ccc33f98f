package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SlidingWindowRateLimiterTest extends RateLimiterFixture {
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
  void acquire_withTheLongestDuration_waitsForItsTurn() {
    SlidingWindowRateLimiter limiter = limiter(1);
    Permit running = granted(limiter);
    CompletableFuture<Permit> next = limiter.acquire(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(next).isNotDone();

    running.release();
    time.passMillis(60_001);

    assertThat(next).isCompleted();
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
  void toString_saysTheLimit() {
    assertThat(limiter(600)).hasToString("RateLimiter[600 in PT1M0.001S]");
  }

  @Test
  void waiting_manyCancelled_doNotDelayTheNext() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).release();
    for (int i = 0; i < 100_000; i++) {
      request(limiter).cancel(false);
    }

    CompletableFuture<Permit> next = limiter.acquire(Duration.ofMillis(60_001));

    assertThat(next).isNotDone();
    time.passMillis(60_001);
    assertThat(next).isCompleted();
  }

  @Test
  void acquire_behindWaiters_failsImmediatelyAndSaysWhenItsTurnWouldBe() {
    SlidingWindowRateLimiter limiter = limiter(2);
    granted(limiter).release();
    time.passMillis(10_000);
    granted(limiter).release();
    var unused = request(limiter); // at 60.001 s
    unused = request(limiter); // at 70.001 s
    unused = request(limiter); // at 120.002 s, if the first is released as soon as it is granted

    assertThat(retryIn(limiter.acquire(Duration.ofSeconds(60))))
        .isEqualTo(Duration.ofMillis(130_002 - 10_000));
  }

  @Test
  void acquire_behindMoreThanAWindowOfOthers_isRejectedWithTheTimeOfItsOwnPermit() {
    SlidingWindowRateLimiter limiter = limiter(2);
    granted(limiter).release(); // returns at 60.001 s
    time.passMillis(10_000);
    granted(limiter).release(); // returns at 70.001 s
    time.passMillis(10_000);
    List<CompletableFuture<Permit>> others =
        List.of(request(limiter), request(limiter), request(limiter));

    // the fourth has the second permit in the window after: at 130.002 s, and now it is 20 s
    assertThat(retryIn(limiter.acquire(Duration.ofSeconds(60))))
        .isEqualTo(Duration.ofMillis(110_002));
    assertThat(others).noneMatch(CompletableFuture::isDone);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE / 2, Long.MIN_VALUE / 2, Long.MAX_VALUE, Long.MIN_VALUE})
  void acquire_whateverTheMonotonicClockSays_waitsForAWindow(long nanos) {
    FakeTime anyTime = new FakeTime(nanos);
    SlidingWindowRateLimiter limiter =
        new SlidingWindowRateLimiter(
            1, Duration.ofSeconds(60), anyTime, ConcurrentHashMap.newKeySet());
    anyTime.passMillis(5_000);
    granted(limiter).release();
    CompletableFuture<Permit> next = request(limiter);

    anyTime.passMillis(60_000);
    assertThat(next).isNotDone();
    anyTime.passMillis(1);
    assertThat(next).isCompleted();
  }
}
