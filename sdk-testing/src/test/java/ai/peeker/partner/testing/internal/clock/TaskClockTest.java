package ai.peeker.partner.testing.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskClockTest {
  private static final Instant START = Instant.parse("2026-05-08T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TaskClock clock =
      TaskClock.manual(Clock.fixed(START.plusMillis(999), ZoneOffset.UTC));
  private final List<String> events = new ArrayList<>();

  private Task record(String name, Duration delay) {
    return clock.schedule(START.plus(delay), () -> events.add(name + " " + clock.now()));
  }

  @Test
  void manualClock_started_isFrozenAtTheWholeSecond() {
    assertThat(clock.now()).isEqualTo(START);
    assertThat(clock.baseTime()).isEqualTo(START.plusMillis(999));
  }

  @Test
  void advance_pastSeveralTasks_runsThemInTheOrderOfTimeAtTheirTime() {
    record("late", Duration.ofMinutes(50));
    record("early", Duration.ofMinutes(10));
    record("after", Duration.ofMinutes(61));

    clock.advance(HOUR);

    assertThat(events).containsExactly("early 2026-05-08T12:10:00Z", "late 2026-05-08T12:50:00Z");
    assertThat(clock.now()).isEqualTo(START.plus(HOUR));
  }

  @Test
  void tasks_ofOneTime_runInTheOrderScheduled() {
    record("first", HOUR);
    record("second", HOUR);

    clock.advance(HOUR);

    assertThat(events).containsExactly("first 2026-05-08T13:00:00Z", "second 2026-05-08T13:00:00Z");
  }

  @Test
  void task_scheduledByAnother_runsIfItIsDueToo() {
    clock.schedule(
        START.plusSeconds(1), () -> clock.schedule(START.plusSeconds(2), () -> events.add("next")));

    clock.advance(HOUR);

    assertThat(events).containsExactly("next");
  }

  @Test
  void task_cancelled_doesNotRun() {
    record("cancelled", Duration.ofMinutes(1)).cancel();

    clock.advance(HOUR);

    assertThat(events).isEmpty();
  }

  @Test
  void advanceByZero_runsWhatIsDueNow() {
    record("now", Duration.ZERO);

    clock.advance(Duration.ZERO);

    assertThat(events).containsExactly("now 2026-05-08T12:00:00Z");
  }

  @Test
  void task_ofThePast_runsWithoutMovingTheTimeBack() {
    clock.advance(HOUR);
    record("past", Duration.ofMinutes(1));

    clock.advance(Duration.ZERO);

    assertThat(events).containsExactly("past 2026-05-08T13:00:00Z");
  }

  @Test
  void stepListener_isCalledBeforeBetweenAndAfterTheTasks() {
    clock.onStep(() -> events.add("step"));
    record("task", HOUR);

    clock.advance(HOUR);

    assertThat(events).containsExactly("step", "task 2026-05-08T13:00:00Z", "step", "step");
  }

  @Test
  void task_runs_underTheLock() {
    clock.schedule(START, () -> events.add("locked " + clock.lock().isHeldByCurrentThread()));

    clock.advance(Duration.ZERO);

    assertThat(events).containsExactly("locked true");
  }

  @Test
  void advance_byATask_isRejected() {
    clock.schedule(START, () -> clock.advance(HOUR));

    assertThatIllegalStateException()
        .isThrownBy(() -> clock.advance(HOUR))
        .withMessageContaining("advance must not be called by work that the clock runs");
  }

  @Test
  void realTimeClock_runsDueTasksByItself() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    try (TaskClock real = TaskClock.realTime(Clock.systemUTC())) {
      real.schedule(real.now().plusMillis(20), ran::countDown);

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void realTimeClock_afterATaskThatFailed_reportsItAndGoesOn() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    IllegalStateException failure = new IllegalStateException("of the task");
    try (TaskClock real = TaskClock.realTime(Clock.systemUTC())) {
      real.onFailure(failures::add);
      real.schedule(
          real.now(),
          () -> {
            throw failure;
          });
      real.schedule(real.now().plusMillis(1), ran::countDown);

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(failures).containsExactly(failure);
    }
  }

  @Test
  void realTimeClock_advanced_jumpsAheadAndRunsWhatIsDue() {
    try (TaskClock real = TaskClock.realTime(Clock.fixed(START, ZoneOffset.UTC))) {
      real.schedule(START.plus(HOUR), () -> events.add("due"));

      real.advance(HOUR);

      assertThat(events).containsExactly("due");
      assertThat(real.now()).isEqualTo(START.plus(HOUR));
    }
  }
}
