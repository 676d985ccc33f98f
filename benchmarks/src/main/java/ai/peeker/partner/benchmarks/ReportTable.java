package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.Comparison.Goal;
import ai.peeker.partner.benchmarks.Rounds.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes the ratios of all rounds as tables in Markdown. */
final class ReportTable {
  private final Rounds rounds;
  private final List<Comparison> comparisons;

  ReportTable(Rounds rounds, List<Comparison> comparisons) {
    this.rounds = rounds;
    this.comparisons = comparisons;
  }

  /** Returns the table of the SDK as times its competitors: the median, the least and the most. */
  String ratios() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Work", "Competitor", "time", "processor time", "allocation", "goal"));
    String last = "";
    for (Comparison comparison : comparisons) {
      rows.add(row(comparison, comparison.work().equals(last) ? "" : comparison.work()));
      last = comparison.work();
    }
    return table(rows);
  }

  private List<String> row(Comparison comparison, String work) {
    Ratio throughput = rounds.ratio(comparison, Metric.THROUGHPUT);
    return List.of(
        work,
        comparison.against(),
        throughput == null
            ? cell(rounds.ratio(comparison, Metric.TIME))
            : cell(throughput) + " orders per second",
        cell(rounds.ratio(comparison, Metric.CPU)),
        cell(rounds.ratio(comparison, Metric.ALLOCATION)),
        goals(comparison));
  }

  private static String cell(@Nullable Ratio ratio) {
    return ratio == null
        ? "–"
        : String.format(
            Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.least(), ratio.most());
  }

  private String goals(Comparison comparison) {
    StringJoiner goals = new StringJoiner("; ");
    for (Goal goal : comparison.goals()) {
      goals.add(goal(goal, rounds.ratio(comparison, goal.metric())));
    }
    return goals.toString();
  }

  private static String goal(Goal goal, @Nullable Ratio ratio) {
    String text = goal.metric().title() + (goal.atLeast() ? " ≥ " : " ≤ ") + goal.bound();
    if (ratio == null) {
      return text + ": not measured";
    }
    return goal.isReached(ratio.median()) ? text : "**" + text + ": missed**";
  }

  /** Returns the table of the median figures of each trial. */
  String figures() {
    Map<String, Trial> trials = new LinkedHashMap<>();
    for (Comparison comparison : comparisons) {
      trials.put(comparison.sdk().name(), comparison.sdk());
      trials.put(comparison.competitor().name(), comparison.competitor());
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("Trial"));
    for (Metric metric : Metric.values()) {
      head.add(metric.title());
    }
    rows.add(head);
    trials.values().forEach(trial -> rows.add(figures(trial)));
    return table(rows);
  }

  private List<String> figures(Trial trial) {
    Map<Metric, Double> medians = rounds.medians(trial);
    List<String> row = new ArrayList<>(List.of(trial.name()));
    for (Metric metric : Metric.values()) {
      Double median = medians.get(metric);
      row.add(median == null ? "–" : String.format(Locale.ROOT, "%,.1f", median));
    }
    return row;
  }

  private static String table(List<List<String>> rows) {
    StringJoiner table = new StringJoiner("\n");
    table.add(line(rows.get(0)));
    table.add("| --- ".repeat(rows.get(0).size()) + "|");
    rows.subList(1, rows.size()).forEach(row -> table.add(line(row)));
    return table.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
