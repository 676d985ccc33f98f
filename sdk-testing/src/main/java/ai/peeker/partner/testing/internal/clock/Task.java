package ai.peeker.partner.testing.internal.clock;

import java.time.Instant;
import java.util.Comparator;

/** Work that is scheduled on a {@link TaskClock}. */
public final class Task implements Comparable<Task> {
  private static final Comparator<Task> ORDER =
      Comparator.comparing(Task::at).thenComparing(task -> task.number);

  private final TaskClock clock;
  private final Instant at;
  private final long number;
  private final Runnable work;

  Task(TaskClock clock, Instant at, long number, Runnable work) {
    this.clock = clock;
    this.at = at;
    this.number = number;
    this.work = work;
  }

  /** Returns the time at which the work is due. */
  public Instant at() {
    return at;
  }

  /** Removes the work from the clock; has no effect once it has run. */
  public void cancel() {
    clock.cancel(this);
  }

  void run() {
    work.run();
  }

  @Override
  public int compareTo(Task other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
