package ai.peeker.partner.testing.process;

import ai.peeker.partner.testing.LocalPeeker;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Starts and closes instances, eight at a time, each of which answers a call and sends a webhook.
 * Prints the names of the threads left and, on the next line, by how much the number of open files
 * has grown.
 */
final class ManyInstances {
  private ManyInstances() {}

  /** Takes the number of instances. */
  public static void main(String[] arguments) throws Exception {
    useOne();
    Set<Thread> threadsBefore = new HashSet<>(Thread.getAllStackTraces().keySet());
    long filesBefore = openFiles();
    useMany(Integer.parseInt(arguments[0]));
    System.out.println(threadsLeft(threadsBefore));
    System.out.println(openFiles() - filesBefore);
  }

  private static void useMany(int instances) throws Exception {
    ExecutorService eight = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      all.add(eight.submit(ManyInstances::useOne));
    }
    for (Future<?> one : all) {
      one.get();
    }
    eight.shutdown();
    eight.awaitTermination(10, TimeUnit.SECONDS);
  }

  private static void useOne() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.client().account().me();
      // its own server is a receiver that rejects the event
      peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + peeker.baseUrl().getPort()));
      peeker.webhooks().send("order.failed");
      peeker.clock().advance(Duration.ZERO);
    }
  }

  /** Threads that are ending get some time. */
  private static Set<String> threadsLeft(Set<Thread> before) throws InterruptedException {
    Set<String> left = new HashSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      // one thread of OkHttp serves all its clients in this JVM, and ends when it is idle
      if (!before.contains(thread) && !thread.getName().equals("OkHttp TaskRunner")) {
        thread.join(5_000);
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    return left;
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
