package ai.peeker.partner.testing.internal.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time of an account and the work that is due at some time. It also owns the account's lock,
 * because due work runs under it.
 *
 * <p>A manual clock is frozen and runs due work in {@link #advance}; a real-time clock runs it on a
 * thread of its own, and {@code advance} jumps ahead.
 */
public final class TaskClock implements AutoCloseable {
  // A base clock that is set to another time is noticed after this time at the latest.
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final Clock base;
  private final boolean realTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReentrantLock advancing = new ReentrantLock();
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final List<Runnable> stepListeners = new ArrayList<>();
  private final @Nullable Thread thread;
  private volatile Consumer<RuntimeException> failureListener = failure -> {};
  private Instant frozenAt;
  private Duration ahead = Duration.ZERO;
  private long scheduled;
  private boolean closed;

  private TaskClock(Clock base, boolean realTime) {
    this.base = base;
    this.realTime = realTime;
    this.frozenAt = base.instant().truncatedTo(ChronoUnit.SECONDS);
    this.thread = realTime ? new Thread(this::runWhenDue, "LocalPeeker clock") : null;
  }

  /** Creates a clock that moves only by {@link #advance}, from the base clock's whole second. */
  public static TaskClock manual(Clock base) {
    return new TaskClock(base, false);
  }

  /** Creates a clock that goes on by itself, and its daemon thread. */
  public static TaskClock realTime(Clock base) {
    TaskClock clock = new TaskClock(base, true);
    Thread thread = clock.thread;
    if (thread != null) {
      thread.setDaemon(true);
      thread.start();
    }
    return clock;
  }

  /** Returns the lock under which due work runs. */
  public ReentrantLock lock() {
    return lock;
  }

  public boolean isRealTime() {
    return realTime;
  }

  /** Returns the time of the base clock, which {@link #advance} does not move. */
  public Instant baseTime() {
    return base.instant();
  }

  /** Returns the time of the account. */
  public Instant now() {
    lock.lock();
    try {
      return realTime ? base.instant().plus(ahead) : frozenAt;
    } finally {
      lock.unlock();
    }
  }

  /** Schedules work, which runs under the lock; work of one time runs in the order scheduled. */
  public Task schedule(Instant at, Runnable work) {
    lock.lock();
    try {
      Task task = new Task(this, at, scheduled++, work);
      tasks.add(task);
      changed.signalAll();
      return task;
    } finally {
      lock.unlock();
    }
  }

  void cancel(Task task) {
    lock.lock();
    try {
      tasks.remove(task);
    } finally {
      lock.unlock();
    }
  }

  /** Adds a listener that is called, without the lock, before, between and after the steps. */
  public void onStep(Runnable listener) {
    stepListeners.add(listener);
  }

  /** Sets the listener of failures in real time; {@link #advance} throws them. */
  public void onFailure(Consumer<RuntimeException> listener) {
    failureListener = listener;
  }

  /** Moves the time forward and runs all work that is due until then, in the order of time. */
  public void advance(Duration by) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("advance must not be called by work that the clock runs");
    }
    advancing.lock();
    try {
      Instant target = now().plus(by);
      do {
        stepListeners.forEach(Runnable::run);
      } while (runNext(target));
      moveTo(target);
      stepListeners.forEach(Runnable::run);
    } finally {
      advancing.unlock();
    }
  }

  private boolean runNext(Instant limit) {
    lock.lock();
    try {
      Task next = tasks.peek();
      if (next == null || next.at().isAfter(limit)) {
        return false;
      }
      tasks.remove();
      moveTo(next.at());
      next.run();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Moves the time to a later one; an earlier one has no effect. */
  private void moveTo(Instant time) {
    lock.lock();
    try {
      Duration step = Duration.between(now(), time);
      if (!step.isNegative()) {
        frozenAt = time;
        ahead = ahead.plus(step);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void runWhenDue() {
    lock.lock();
    try {
      while (!closed) {
        if (!runNextOrReport()) {
          changed.await(untilNext().toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Runs the next task that is due. A failure must not end the thread. */
  private boolean runNextOrReport() {
    try {
      return runNext(now());
    } catch (RuntimeException failure) {
      failureListener.accept(failure);
      return true;
    }
  }

  private Duration untilNext() {
    Task next = tasks.peek();
    Duration delay = next == null ? LONGEST_SLEEP : Duration.between(now(), next.at());
    return delay.compareTo(LONGEST_SLEEP) < 0 ? delay : LONGEST_SLEEP;
  }

  /** Ends the thread. Work that is not due yet never runs. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      tasks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
