package ai.peeker.partner.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs blocking calls at the same time and watches the platform threads meanwhile. It starts no
 * thread itself.
 */
final class ConcurrentCalls {
  private static final int SAMPLE_MILLIS = 5;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicInteger failures = new AtomicInteger();
  private final int threadsAtStart;
  private int largestSample;
  private Map<String, Integer> largestByName = Map.of();

  /** Starts to watch: the threads that run already are not counted. */
  ConcurrentCalls() {
    threads.resetPeakThreadCount();
    threadsAtStart = threads.getThreadCount();
  }

  /**
   * Runs one round of calls and waits for all of them.
   *
   * @param executor runs each call in a separate thread
   * @param calls the number of calls
   * @param call one blocking call
   */
  void run(ExecutorService executor, int calls, Runnable call) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      executor.execute(() -> runOne(start, done, call));
    }
    start.countDown();
    while (!done.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      sample();
    }
  }

  private void runOne(CountDownLatch start, CountDownLatch done, Runnable call) {
    try {
      start.await();
      call.run();
    } catch (InterruptedException | RuntimeException e) {
      if (failures.getAndIncrement() == 0) {
        System.err.println("The first call that failed: " + e);
      }
    } finally {
      done.countDown();
    }
  }

  private void sample() {
    if (threads.getThreadCount() > largestSample) {
      Map<String, Integer> byName = liveByName();
      largestSample = byName.values().stream().mapToInt(Integer::intValue).sum();
      largestByName = byName;
    }
  }

  /** Returns the number of live platform threads of each name; digits in a name become "#". */
  private static Map<String, Integer> liveByName() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] live = new Thread[2 * root.activeCount() + 16];
    int count = root.enumerate(live);
    Map<String, Integer> byName = new TreeMap<>();
    Stream.of(live)
        .limit(count)
        .forEach(thread -> byName.merge(thread.getName().replaceAll("\\d+", "#"), 1, Integer::sum));
    return byName;
  }

  /** Returns the largest number of platform threads at one time, beyond those at the start. */
  int peakThreads() {
    return threads.getPeakThreadCount() - threadsAtStart;
  }

  /** Returns the platform threads of the largest sample by name, including those of the JDK. */
  Map<String, Integer> threadsByName() {
    return largestByName;
  }

  /** Returns the number of calls that failed. */
  int failures() {
    return failures.get();
  }
}
