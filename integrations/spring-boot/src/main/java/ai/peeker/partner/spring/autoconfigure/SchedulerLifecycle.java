package ai.peeker.partner.spring.autoconfigure;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerState;
import org.springframework.context.SmartLifecycle;

/** Starts a scheduler when all beans are there, and stops it before any of them is destroyed. */
final class SchedulerLifecycle implements SmartLifecycle {
  private final Scheduler scheduler;

  SchedulerLifecycle(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    scheduler.start();
  }

  @Override
  public void stop() {
    scheduler.stop();
  }

  /** A stopped scheduler does not start again, so Spring 7 must not pause it between tests. */
  public boolean isPauseable() { // without @Override, which Spring 6 lacks
    return false;
  }

  @Override
  public boolean isRunning() {
    SchedulerState state = scheduler.getSchedulerState();
    return state.isStarted() && !state.isShuttingDown();
  }
}
