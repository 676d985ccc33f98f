package ai.peeker.partner.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One variant of {@link VirtualThreads}, in a separate process. */
final class VirtualThreadsRun {
  private VirtualThreadsRun() {}

  /**
   * Prints {@code name=value} lines.
   *
   * @param arguments {@code sdk} or {@code okhttp}, the server's port, the number of calls at a
   *     time, the number of rounds, and {@code jfr} to count pinned threads
   * @throws Exception if the run fails
   */
  public static void main(String[] arguments) throws Exception {
    boolean sdk = arguments[0].equals("sdk");
    int calls = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    String baseUrl = LoopbackServer.baseUrl(Integer.parseInt(arguments[1]));
    try (Competitors competitors = new Competitors(baseUrl);
        PinnedThreads pinned = arguments.length > 4 ? new PinnedThreads() : null) {
      run(calls, rounds, sdk ? competitors::sdk : competitors::handWritten, pinned);
    }
  }

  private static void run(int calls, int rounds, Runnable call, @Nullable PinnedThreads pinned)
      throws Exception {
    ExecutorService virtual = newVirtualThreadPerTaskExecutor();
    ConcurrentCalls run = new ConcurrentCalls();
    run.run(virtual, calls, call);
    Instant warm = Instant.now();
    for (int i = 1; i < rounds; i++) {
      run.run(virtual, calls, call);
    }
    Duration round = Duration.between(warm, Instant.now()).dividedBy(rounds - 1L);
    virtual.shutdown();
    print(run, round);
    if (pinned != null) {
      pinned.print(warm);
    }
  }

  /** By reflection: the benchmarks are compiled for Java 17. */
  private static ExecutorService newVirtualThreadPerTaskExecutor()
      throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static void print(ConcurrentCalls run, Duration round) throws IOException {
    System.out.println("failures=" + run.failures());
    System.out.println("threads=" + run.peakThreads());
    System.out.println("names=" + run.threadsByName());
    System.out.println("rss=" + peakRssKibibytes());
    System.out.println("round=" + round.toMillis());
  }

  /** Returns the kernel's "high water mark" of the memory that is resident. */
  private static long peakRssKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
