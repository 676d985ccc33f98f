package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.ColdStart.Archive;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the SDK against its competitors in one run and prints the tables of docs/performance.md.
 *
 * <p>Usage: {@code PerformanceReport [short|long [folder of a JDK 25 or newer]]}. The short form
 * takes some 5 minutes, the long one three quarters of an hour.
 */
public final class PerformanceReport {
  private static final int MEGA = 1024 * 1024;

  private final boolean isLong;
  private final List<Path> newer = new ArrayList<>();
  private final Rounds rounds = new Rounds();
  private final String loadBefore = load();

  private PerformanceReport(String[] arguments) {
    this.isLong = arguments.length > 0 && arguments[0].equals("long");
    if (arguments.length > 1) {
      newer.add(Path.of(arguments[1]));
    }
  }

  /**
   * Measures and prints; progress goes to the standard error.
   *
   * @param arguments "short" or "long", and the folder of a newer JDK
   * @throws Exception if there is no server, or the thread is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    new PerformanceReport(arguments).run();
  }

  private void run() throws IOException, InterruptedException {
    try (ColdStart start = new ColdStart()) {
      List<Comparison> cold = cold(start);
      measure(cold, isLong ? 10 : 4);
      List<Comparison> warm = Comparisons.warm(isLong);
      measure(warm, isLong ? 3 : 1);
      List<Comparison> all = new ArrayList<>(warm);
      all.addAll(cold);
      print(new ReportTable(rounds, all));
    }
  }

  private List<Comparison> cold(ColdStart start) {
    Path current = Path.of(System.getProperty("java.home"));
    List<Comparison> cold = new ArrayList<>(comparisons(start, current, Archive.NONE));
    cold.addAll(comparisons(start, current, Archive.CDS));
    for (Path jdk : newer) {
      cold.addAll(comparisons(start, jdk, Archive.AOT));
    }
    return cold;
  }

  private List<Comparison> comparisons(ColdStart start, Path jdk, Archive archive) {
    return Comparisons.cold(start, jdk, archive, isLong);
  }

  private void measure(List<Comparison> comparisons, int count) throws InterruptedException {
    Map<String, Trial> trials = new LinkedHashMap<>();
    for (Comparison comparison : comparisons) {
      trials.putIfAbsent(comparison.sdk().name(), comparison.sdk());
      trials.putIfAbsent(comparison.competitor().name(), comparison.competitor());
    }
    rounds.run(trials.values(), count, System.err::println);
  }

  private void print(ReportTable table) {
    System.out.printf(
        Locale.ROOT,
        "%s, JDK %s on %s, %d processors, %,d MB of memory; load %s before and %s after; %s form%n%n",
        LocalDate.now(ZoneOffset.UTC),
        System.getProperty("java.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        memory() / MEGA,
        loadBefore,
        load(),
        isLong ? "long" : "short");
    System.out.println(table.ratios());
    System.out.println();
    System.out.println(table.figures());
    rounds.failures().forEach(failure -> System.out.println("\n" + failure));
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  private static String load() {
    double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", average);
  }
}
