package ai.peeker.partner.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the platform threads and the memory of 2,000 blocking calls from virtual threads,
 * through the SDK and through plain OkHttp. The server responds after 100 ms.
 *
 * <p>The server and each run are separate processes. Needs JDK 21 or newer, and Linux for the
 * memory. Usage: {@code VirtualThreads [milliseconds [repetitions [calls]]]}.
 */
public final class VirtualThreads {
  private static final int ROUNDS = 5;
  // so that the memory of a run does not depend on the memory of the machine
  private static final List<String> JVM = List.of("-Xms64m", "-Xmx512m", "-XX:+UseG1GC");
  private static final String MISSING = "?";

  private final PrintStream out = System.out;
  private final int delayMillis;
  private final int calls;

  private VirtualThreads(int delayMillis, int calls) {
    this.delayMillis = delayMillis;
    this.calls = calls;
  }

  /**
   * Measures and prints.
   *
   * @param arguments the delay of the server in milliseconds (100), the number of repetitions (3),
   *     the number of calls at a time (2000)
   * @throws Exception if a process fails
   */
  public static void main(String[] arguments) throws Exception {
    int delayMillis = argument(arguments, 0, 100);
    int repetitions = argument(arguments, 1, 3);
    VirtualThreads measurement = new VirtualThreads(delayMillis, argument(arguments, 2, 2_000));
    for (int i = 0; i < repetitions; i++) {
      measurement.compare();
    }
    measurement.countPinned("okhttp");
    measurement.countPinned("sdk");
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private void compare() throws IOException, InterruptedException {
    Map<String, String> okhttp = run("okhttp", List.of());
    Map<String, String> sdk = run("sdk", List.of());
    double ratio = Double.parseDouble(value(sdk, "rss")) / Double.parseDouble(value(okhttp, "rss"));
    out.printf("peak RSS of the SDK as times that of plain OkHttp: %.2f%n%n", ratio);
  }

  private void countPinned(String variant) throws IOException, InterruptedException {
    Map<String, String> result = run(variant, List.of("jfr"));
    out.printf(
        "  pinned %s times, after the first round %s times: %s%n",
        value(result, "pinned"), value(result, "pinnedLater"), value(result, "places"));
  }

  private Map<String, String> run(String variant, List<String> more)
      throws IOException, InterruptedException {
    Process server = start(LoopbackServer.class, List.of(Integer.toString(delayMillis)));
    try (BufferedReader served = server.inputReader(StandardCharsets.UTF_8)) {
      List<String> arguments = new ArrayList<>(List.of(variant, served.readLine()));
      arguments.addAll(List.of(Integer.toString(calls), Integer.toString(ROUNDS)));
      arguments.addAll(more);
      Map<String, String> result = output(start(VirtualThreadsRun.class, arguments));
      server.getOutputStream().write('\n');
      server.getOutputStream().flush();
      print(variant, result, served.readLine());
      return result;
    } finally {
      server.destroy();
    }
  }

  private void print(String variant, Map<String, String> result, String served) {
    out.printf(
        "%s: %d rounds of %d calls, %s ms each after the first, %s failed%n",
        variant, ROUNDS, calls, value(result, "round"), value(result, "failures"));
    out.printf("  server: %s%n", served);
    out.printf(
        "  platform threads beyond those at the start: %s, peak RSS %s KiB%n",
        value(result, "threads"), value(result, "rss"));
    out.printf("  all platform threads: %s%n", value(result, "names"));
  }

  private static String value(Map<String, String> result, String name) {
    return result.getOrDefault(name, MISSING);
  }

  private static Process start(Class<?> program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Map<String, String> output(Process process)
      throws IOException, InterruptedException {
    Map<String, String> values = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .forEach(line -> values.put(line.replaceAll("=.*", ""), line.replaceAll("^\\w+=", "")));
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("A run failed with status " + process.exitValue() + ".");
    }
    return values;
  }
}
