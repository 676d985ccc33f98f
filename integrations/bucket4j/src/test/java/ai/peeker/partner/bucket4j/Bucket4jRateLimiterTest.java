package ai.peeker.partner.bucket4j;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.bucket4j.MemoryBackend.Mode;
import ai.peeker.partner.call.RateLimiter.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class Bucket4jRateLimiterTest extends LimiterFixture {
  @Test
  void newBucket_isEmptyAndRefilledSteadily() throws Exception {
    assertThat(retryIn(here)).isBetween(Duration.ofMillis(166), Duration.ofMillis(167));

    clock.advance(Duration.ofMillis(167));

    assertThat(permit(there)).isNotNull();
    assertThat(retryIn(there)).isBetween(Duration.ofMillis(166), Duration.ofMillis(167));
  }

  @Test
  void idleBucket_grantsItsCapacityToAllMachinesTogether() throws Exception {
    fill();

    for (int i = 0; i < 30; i++) {
      assertThat(permit(here)).isNotNull();
      assertThat(permit(there)).isNotNull();
    }
    assertThat(retryIn(here)).isPositive();
    assertThat(retryIn(there)).isPositive();
  }

  @Test
  void queue_isFirstInFirstOut() throws Exception {
    fill();
    List<Integer> order = new ArrayList<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      all.add(
          here.acquire(SECOND)
              .thenAccept(
                  permit -> {
                    synchronized (order) {
                      order.add(number);
                    }
                  }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, SECONDS);

    assertThat(order).hasSize(50).isSorted();
  }

  @Test
  void request_whosePermitWouldComeTooLate_isRejectedAtOnce() {
    CompletableFuture<Permit> first = here.acquire(SECOND);
    CompletableFuture<Permit> second = here.acquire(SECOND);

    assertThat(retryIn(here.acquire(Duration.ofMillis(400)))) // the third token
        .isBetween(Duration.ofMillis(499), Duration.ofMillis(501));
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
  }

  @Test
  void canceledRequest_leavesTheQueueAndTakesNoToken() throws Exception {
    assertThat(retryIn(here)).isPositive();
    CompletableFuture<Permit> waiting = here.acquire(Duration.ofHours(1));
    waiting.cancel(false);
    clock.advance(SECOND);

    for (int i = 0; i < 6; i++) {
      assertThat(permit(here)).isNotNull();
    }
    assertThat(retryIn(here)).isPositive();
  }

  @Test
  void permit_takesAnotherTokenIfThereWasNoResponse() throws Exception {
    fill();
    for (Consumer<Permit> end : List.<Consumer<Permit>>of(Permit::release, Permit::releaseUnused)) {
      end.accept(permit(here));
    }
    assertThat(backend.tokens("live")).isEqualTo(58);

    Permit lost = permit(here);
    lost.releaseWithoutResponse();
    lost.releaseWithoutResponse();

    assertThat(backend.tokens("live")).isEqualTo(56);
  }

  @Test
  void pause_holdsAllMachinesAndNoLonger() throws Exception {
    fill();
    assertThat(permit(there)).isNotNull();

    here.pause(Duration.ofSeconds(30));

    assertThat(retryIn(here)).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_167));
    assertThat(retryIn(there)).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_167));
    clock.advance(Duration.ofMillis(30_167));
    assertThat(permit(there)).isNotNull();
  }

  @Test
  void pause_reportedByManyMachinesAtTheSameMoment_isNotLonger() {
    fill();
    backend.become(Mode.HOLDING);
    for (int i = 0; i < 20; i++) {
      limiter().pause(Duration.ofSeconds(30));
    }
    backend.release(); // all read, then all write
    backend.become(Mode.WORKING);

    assertThat(retryIn(there)).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_167));
  }

  @Test
  void pause_reportedLater_addsOnlyWhatIsMissing() {
    fill();
    here.pause(Duration.ofSeconds(30));
    there.pause(Duration.ofSeconds(10));
    assertThat(retryIn(limiter())).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_167));

    there.pause(Duration.ofSeconds(40));
    assertThat(retryIn(limiter())).isBetween(Duration.ofSeconds(40), Duration.ofMillis(40_167));
  }

  @Test
  void pauseOfDays_endsAfterAnHour() {
    here.pause(Duration.ofDays(3));

    assertThat(retryIn(there)).isBetween(Duration.ofHours(1), Duration.ofMillis(3_600_167));
  }

  @Test
  void pause_withoutTheBackend_holdsThisMachine() {
    fill();
    backend.become(Mode.FAILING);
    here.pause(Duration.ofSeconds(30));
    backend.become(Mode.WORKING);

    assertThat(retryIn(here)).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"FAILING", "THROWING"})
  void backend_whichIsAway_failsCallsUntilItIsBack(Mode mode) throws Exception {
    fill();
    backend.become(mode);

    for (int i = 0; i < 3; i++) {
      assertThat(failure(here.acquire(SECOND)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Bucket4jRateLimiter got no permit from its backend, so the request was not sent."
                  + " Check that the backend is available. See the cause.")
          .hasRootCauseInstanceOf(IllegalStateException.class);
    }
    backend.become(Mode.WORKING);
    assertThat(permit(here)).isNotNull();
  }

  @Test
  void backend_whichIsAwayAtFirst_isAskedAgain() {
    backend.become(Mode.FAILING);
    assertThat(failure(here.acquire(SECOND))).isInstanceOf(IllegalStateException.class);
    backend.become(Mode.WORKING);

    assertThat(retryIn(here)).isPositive();
  }

  @Test
  void backend_whichDoesNotRespond_failsCallsAfterFiveSeconds() {
    backend.become(Mode.SILENT);

    assertThat(failure(here.acquire(Duration.ofMinutes(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void bucket_whichIsEmptyForLong_isAskedAgainAfterASecond() {
    fill();
    there.pause(Duration.ofSeconds(30));
    assertThat(retryIn(here)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));

    backend.removeProxy("live"); // the debt is lost
    clock.advance(SECOND);

    assertThat(retryIn(here)).isLessThan(SECOND);
  }
}
