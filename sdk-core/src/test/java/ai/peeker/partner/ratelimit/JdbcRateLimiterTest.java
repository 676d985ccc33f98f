package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.webhook.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limiters of two processes on one table. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Database.class)
class JdbcRateLimiterTest extends LimiterFixture {
  private static final Duration WINDOW = Duration.ofMillis(300);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  /** Returns how long it takes, from a moment, until another process gets a permit. */
  private Duration untilGranted(long start) throws Exception {
    Permit unused = granted(limiter(1, WINDOW));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void permit_afterAResponse_isFreeOneWindowLater() throws Exception {
    Permit permit = granted(limiter(1, WINDOW));
    long start = System.nanoTime();
    permit.release();

    assertThat(untilGranted(start)).isGreaterThan(WINDOW);
  }

  @Test
  void permit_releasedWithoutResponse_isFreeTwoWindowsLater() throws Exception {
    Permit permit = granted(limiter(1, WINDOW));
    long start = System.nanoTime();
    permit.releaseWithoutResponse();

    assertThat(untilGranted(start)).isGreaterThan(WINDOW.multipliedBy(2));
  }

  @Test
  void permit_releasedTwice_isFreeOneWindowAfterTheFirst() throws Exception {
    Permit permit = granted(limiter(1, WINDOW));
    long start = System.nanoTime();
    permit.release();
    permit.releaseUnused();

    assertThat(untilGranted(start)).isGreaterThan(WINDOW);
  }

  @Test
  void permit_releasedUnused_isFree() throws Exception {
    JdbcRateLimiter limiter = limiter(1, Duration.ofMinutes(1));
    granted(limiter).releaseUnused();

    assertThat(granted(limiter)).isNotNull();
  }

  @Test
  void permit_thatIsNeverReleased_isFreeWhenItsLeaseIsOver() throws Exception {
    long start = System.nanoTime();
    Permit lost = granted(limiter(1, WINDOW));

    assertThat(untilGranted(start)).isGreaterThan(EXCHANGE.plus(WINDOW.multipliedBy(2)));
    lost.releaseUnused(); // too late: it is another one's
    assertThat(failure(limiter(1, WINDOW).acquire(AT_ONCE)))
        .isInstanceOf(RateLimitExceededException.class);
  }

  @Test
  void acquire_whenNoPermitIsFreeInTime_failsImmediately() throws Exception {
    JdbcRateLimiter limiter = limiter(1, Duration.ofMinutes(1));
    granted(limiter).release();

    Throwable failure = failure(limiter.acquire(Duration.ofSeconds(50)));

    assertThat(failure).isInstanceOf(RateLimitExceededException.class);
    assertThat(((RateLimitExceededException) failure).retryIn())
        .isBetween(Duration.ofSeconds(51), Duration.ofSeconds(61));
  }

  @Test
  void pause_ofOneProcess_holdsTheOthers() throws Exception {
    JdbcRateLimiter other = limiter(3, WINDOW);
    granted(other).releaseUnused();
    JdbcRateLimiter limiter = limiter(3, WINDOW);
    limiter.pause(Duration.ofDays(1)); // one hour at most
    assertThat(failure(limiter.acquire(AT_ONCE))).isInstanceOf(RateLimitExceededException.class);

    Throwable failure = failure(other.acquire(Duration.ofMinutes(59)));

    assertThat(failure).isInstanceOf(RateLimitExceededException.class);
    assertThat(((RateLimitExceededException) failure).retryIn())
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void pause_thatIsOver_holdsNobody() throws Exception {
    JdbcRateLimiter limiter = limiter(3, WINDOW);
    limiter.pause(WINDOW);
    limiter.pause(Duration.ofMillis(1)); // does not shorten it
    long start = System.nanoTime();

    Permit unused = granted(limiter);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(AT_ONCE);
  }

  @Test
  void waiters_areGrantedInTheirOrder_exceptThoseWhoLeft() throws Exception {
    JdbcRateLimiter limiter = limiter(1, Duration.ofMillis(50));
    Permit first = granted(limiter);
    List<CompletableFuture<Permit>> waiters =
        Stream.generate(() -> limiter.acquire(MAX_WAIT)).limit(4).toList();

    assertThat(waiters.get(1).cancel(false)).isTrue();
    first.release();

    granted(waiters.get(0)).release();
    assertThat(waiters.get(2)).isNotDone();
    granted(waiters.get(2)).release();
    assertThat(waiters.get(3)).isNotDone();
    granted(waiters.get(3)).release();
  }

  @Test
  void rows_insertedByManyProcessesAtOnce_areThereOnce() throws Exception {
    List<CompletableFuture<Permit>> requests =
        IntStream.range(0, 8)
            .mapToObj(i -> limiter(600, Duration.ofMinutes(1)).acquire(MAX_WAIT))
            .toList();
    for (CompletableFuture<Permit> request : requests) {
      assertThat(granted(request)).isNotNull();
    }

    assertThat(number("select count(*) from peeker_rate_limit")).isEqualTo(601);
    assertThat(number("select count(*) from peeker_rate_limit where free_at > 0")).isEqualTo(8);
  }

  @Test
  void rows_thatWereDeleted_areInsertedAgain() throws Exception {
    JdbcRateLimiter limiter = limiter(2, WINDOW);
    granted(limiter).releaseUnused();
    execute("delete from peeker_rate_limit");

    assertThat(granted(limiter)).isNotNull();
  }

  @Test
  void limit_ofTwoProcesses_isUpToTheHigherOne() throws Exception {
    JdbcRateLimiter lower = limiter(2, Duration.ofMinutes(1));
    JdbcRateLimiter higher = limiter(3, Duration.ofMinutes(1));
    Permit first = granted(lower);
    Permit second = granted(lower);

    assertThat(failure(lower.acquire(AT_ONCE))).isInstanceOf(RateLimitExceededException.class);
    Permit third = granted(higher);
    assertThat(failure(higher.acquire(AT_ONCE))).isInstanceOf(RateLimitExceededException.class);
    third.releaseUnused();
    assertThat(failure(lower.acquire(AT_ONCE))).isInstanceOf(RateLimitExceededException.class);
    assertThat(List.of(first, second)).doesNotContain(third);
  }

  @Test
  void names_haveDifferentPermits() throws Exception {
    Permit unused = granted(limiter(1, WINDOW));
    Settings other =
        Settings.of(pool.dataSource(), "other").withLimit(1).withWindow(Duration.ofMinutes(1));

    assertThat(granted(new JdbcRateLimiter(other))).isNotNull();
  }
}
