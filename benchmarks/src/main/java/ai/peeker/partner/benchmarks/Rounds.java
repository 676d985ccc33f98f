package ai.peeker.partner.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures trials in rounds, in which all of them take turns: a ratio is of two figures of the same
 * round, so that a slow minute of the machine disturbs one ratio and not all.
 */
final class Rounds {
  private final Map<String, List<Map<Metric, Double>>> figures = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * A ratio of all rounds.
   *
   * @param median the median, the lower one of two
   * @param least the least
   * @param most the most
   */
  record Ratio(double median, double least, double most) {}

  /**
   * Measures all trials, each round in the opposite order of the one before. A trial that fails has
   * no figures of that round; the others go on.
   */
  void run(Collection<Trial> trials, int rounds, Consumer<String> progress)
      throws InterruptedException {
    List<Trial> order = new ArrayList<>(trials);
    for (int round = 1; round <= rounds; round++) {
      for (Trial trial : order) {
        progress.accept("round " + round + " of " + rounds + ": " + trial.name());
        add(trial, measure(trial, round, progress));
      }
      Collections.reverse(order);
    }
  }

  private Map<Metric, Double> measure(Trial trial, int round, Consumer<String> progress)
      throws InterruptedException {
    try {
      return trial.run();
    } catch (IOException | RuntimeException e) {
      failures.add(trial.name() + " failed in round " + round + ": " + innermost(e));
      progress.accept(failures.get(failures.size() - 1));
      return Map.of();
    }
  }

  /** Returns the reason; JMH keeps the failure of a benchmark as a suppressed one. */
  private static Throwable innermost(Throwable failure) {
    if (failure.getCause() != null) {
      return innermost(failure.getCause());
    }
    Throwable[] suppressed = failure.getSuppressed();
    return suppressed.length == 0 ? failure : innermost(suppressed[0]);
  }

  /** Returns a sentence for each trial that failed. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void add(Trial trial, Map<Metric, Double> measured) {
    figures.computeIfAbsent(trial.name(), name -> new ArrayList<>()).add(measured);
  }

  /** Returns the SDK's figure as times the competitor's; null if it was not measured. */
  @Nullable Ratio ratio(Comparison comparison, Metric metric) {
    List<Map<Metric, Double>> sdk = figures.getOrDefault(comparison.sdk().name(), List.of());
    List<Map<Metric, Double>> other =
        figures.getOrDefault(comparison.competitor().name(), List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(sdk.size(), other.size()); i++) {
      Double ours = sdk.get(i).get(metric);
      Double theirs = other.get(i).get(metric);
      if (ours != null && theirs != null) {
        ratios.add(ours / theirs);
      }
    }
    if (ratios.isEmpty() || ratios.stream().anyMatch(ratio -> ratio.isNaN())) {
      return null;
    }
    Collections.sort(ratios);
    int last = ratios.size() - 1;
    return new Ratio(ratios.get(last / 2), ratios.get(0), ratios.get(last));
  }

  private List<Double> values(Trial trial, Metric metric) {
    return figures.getOrDefault(trial.name(), List.of()).stream()
        .filter(measured -> measured.containsKey(metric))
        .map(measured -> measured.get(metric))
        .toList();
  }

  /** Returns the median of each figure of a trial. */
  Map<Metric, Double> medians(Trial trial) {
    Map<Metric, Double> medians = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      List<Double> values = values(trial, metric).stream().sorted().toList();
      if (!values.isEmpty()) {
        medians.put(metric, values.get((values.size() - 1) / 2));
      }
    }
    return medians;
  }
}
