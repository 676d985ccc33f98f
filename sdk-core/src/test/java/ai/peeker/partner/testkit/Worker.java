package ai.peeker.partner.testkit;

import java.util.concurrent.Semaphore;

/**
 * A thread that takes turns with the thread of a test: it runs until it waits, and its waker waits
 * until it waits again.
 */
public final class Worker {
  private static final ThreadLocal<Worker> CURRENT = new ThreadLocal<>();

  private final Semaphore workerTurn = new Semaphore(0);
  private final Semaphore testTurn = new Semaphore(0);
  private final Thread thread;
  private long waits; // counts the waits, so that a late wake-up of an earlier one does nothing
  private boolean waiting;

  private Worker(Runnable task) {
    this.thread =
        new Thread(
            () -> {
              CURRENT.set(this);
              task.run();
              testTurn.release();
            },
            "worker");
    thread.setDaemon(true);
  }

  static Worker start(Runnable task) {
    Worker worker = new Worker(task);
    worker.thread.start();
    worker.testTurn.acquireUninterruptibly();
    return worker;
  }

  static Worker current() {
    Worker worker = CURRENT.get();
    if (worker == null) {
      throw new IllegalStateException("Only a worker may wait: start it with FakeTime.run(…)");
    }
    return worker;
  }

  /** Waits in this thread until it is woken up; the test goes on. */
  void park() throws InterruptedException {
    synchronized (this) {
      waiting = true;
    }
    testTurn.release();
    try {
      workerTurn.acquire();
    } finally {
      synchronized (this) {
        waiting = false;
        waits++;
      }
    }
  }

  /** Returns a task that wakes the worker up from its next wait, once, and waits for its turn. */
  Runnable wakeUp() {
    long wait;
    synchronized (this) {
      wait = waits;
    }
    return () -> {
      synchronized (this) {
        if (!waiting || waits != wait) {
          return;
        }
        waiting = false;
      }
      workerTurn.release();
      testTurn.acquireUninterruptibly();
    };
  }

  /** Interrupts the worker, and waits until it waits again or ends. */
  public void interrupt() {
    boolean parked;
    synchronized (this) {
      parked = waiting;
    }
    thread.interrupt();
    if (parked) {
      testTurn.acquireUninterruptibly();
    }
  }

  public Thread thread() {
    return thread;
  }
}
