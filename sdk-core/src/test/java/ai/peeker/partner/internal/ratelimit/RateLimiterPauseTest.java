package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RateLimiterPauseTest extends RateLimiterFixture {
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
    SlidingWindowRateLimiter limiter = limiter(2);
    granted(limiter).release();
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
}
