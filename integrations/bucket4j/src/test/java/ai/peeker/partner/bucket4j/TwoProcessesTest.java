package ai.peeker.partner.bucket4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes take permits from one Redis as fast as they can. This one plays the server, with
 * 120 requests in any 2 seconds: it counts by one clock, at a random moment of each exchange. The
 * long form: {@code -Dtwo.processes.seconds=30}.
 */
@Timeout(120)
class TwoProcessesTest {
  private static final Duration RUN = Duration.ofSeconds(Long.getLong("two.processes.seconds", 4));
  // half of the longest one: the rest is for a busy machine
  private static final long EXCHANGE = Greedy.LONGEST_EXCHANGE.toNanos() / 2;

  @TempDir private Path folder;

  private final List<Process> processes = new ArrayList<>();
  private RedisServer server;
  private RedisClient redis;

  @BeforeEach
  void start() throws IOException {
    boolean isPossible = "x".getBytes(Charset.defaultCharset()).length == 1;
    assumeTrue(isPossible, "no process can be started in " + Charset.defaultCharset());
    server = RedisServer.start(folder);
    redis = RedisClient.create(server.url());
  }

  @AfterEach
  void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
    if (redis != null) {
      redis.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void requests_ofTwoProcesses_neverExceedTheLimit() throws Exception {
    Bucket4jRateLimiter here = Greedy.limiter(redis, "live").build();
    here.acquire(RUN).get(10, TimeUnit.SECONDS).release(); // the bucket is full when they start
    List<Running> both = run("live", 2);

    List<List<Long>> permits = permits(both, RUN);

    List<Long> counted = counted(permits);
    double grantable = 108 / 2.5 * RUN.toSeconds(); // refilled in 2.5 s: 120 less the capacity
    System.out.printf(
        "two processes: %d and %d permits, %.0f %% of the bucket's, at most %d in any 2 s%n",
        permits.get(0).size(),
        permits.get(1).size(),
        100 * counted.size() / grantable,
        most(counted));
    assertThat(most(counted)).isBetween(40, Greedy.LIMIT);
    assertThat((double) counted.size()).isGreaterThan(0.5 * grantable);
    assertThat(permits).allSatisfy(own -> assertThat(own.size()).isGreaterThan(counted.size() / 6));
  }

  @Test
  void naiveSetting_exceedsTheLimit_soTheCountIsRight() throws Exception {
    Greedy.naive(redis, "naive").acquire(RUN).get(10, TimeUnit.SECONDS).release();

    List<Long> counted = counted(permits(run("naive", 1), Greedy.WINDOW));

    System.out.printf("naive setting: at most %d in any 2 s%n", most(counted));
    assertThat(most(counted)).isGreaterThan(Greedy.LIMIT);
  }

  @Test
  void pause_ofOneProcess_holdsTheOther() throws Exception {
    Bucket4jRateLimiter here = Greedy.limiter(redis, "live").build();
    here.acquire(RUN).get(10, TimeUnit.SECONDS).release();
    Running there = run("live", 1).get(0);
    there.start();
    there.awaitPermits(20);

    here.pause(Duration.ofSeconds(2));
    long from = System.nanoTime() + TimeUnit.SECONDS.toNanos(1); // the pause has arrived by then
    long to = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    int before = there.count();
    there.awaitPermits(before + 40); // it goes on afterwards

    assertThat(there.times()).noneMatch(time -> time > from && time < to);
  }

  /** Starts processes, which wait for a line. */
  private List<Running> run(String key, int count) throws IOException {
    List<Running> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(run(key));
    }
    for (Running running : all) {
      String line = running.output.readLine();
      assertThat(line).as(Files.readString(running.errors)).isEqualTo("ready");
    }
    return all;
  }

  private Running run(String key) throws IOException {
    Path errors = Files.createTempFile(folder, "program", ".err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Greedy.class.getName(),
                server.url(),
                key)
            .redirectError(errors.toFile())
            .start();
    processes.add(process);
    return new Running(process, process.inputReader(StandardCharsets.UTF_8), errors);
  }

  /** Lets the processes run; returns the times of their permits. */
  private static List<List<Long>> permits(List<Running> all, Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    all.forEach(Running::start);
    while (end - System.nanoTime() > 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    return all.stream().map(Running::end).toList();
  }

  private static List<Long> counted(List<List<Long>> permits) {
    Random random = new Random(14);
    return permits.stream()
        .flatMap(List::stream)
        .map(permit -> permit + (long) (random.nextDouble() * EXCHANGE))
        .sorted()
        .toList();
  }

  /** Returns the most times in a closed window. */
  private static int most(List<Long> times) {
    return (int)
        Stream.iterate(0, i -> i < times.size(), i -> i + 1)
            .mapToLong(
                first ->
                    times.stream()
                        .skip(first)
                        .takeWhile(time -> time - times.get(first) <= Greedy.WINDOW.toNanos())
                        .count())
            .max()
            .orElse(0);
  }

  /** A process whose permits are read. */
  private static final class Running {
    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private final List<Long> times = new ArrayList<>(); // guarded by itself
    private final CompletableFuture<?> reading = new CompletableFuture<>();

    Running(Process process, BufferedReader output, Path errors) {
      this.process = process;
      this.output = output;
      this.errors = errors;
    }

    void start() {
      Thread reader = new Thread(this::read, "reader");
      reader.setDaemon(true);
      reader.start();
      try {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void read() {
      try {
        while (output.readLine() != null) {
          synchronized (times) {
            times.add(System.nanoTime());
            times.notifyAll();
          }
        }
      } catch (IOException e) {
        // it is killed
      } finally {
        reading.complete(null);
      }
    }

    void awaitPermits(int count) throws InterruptedException {
      synchronized (times) {
        while (times.size() < count) {
          times.wait();
        }
      }
    }

    int count() {
      return times().size();
    }

    List<Long> times() {
      synchronized (times) {
        return List.copyOf(times);
      }
    }

    List<Long> end() {
      process.destroyForcibly();
      reading.join();
      return times();
    }
  }
}
