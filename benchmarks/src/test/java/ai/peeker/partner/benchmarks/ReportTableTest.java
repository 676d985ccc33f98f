package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.benchmarks.Comparison.Goal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks the ratios of a report, and its Markdown. */
class ReportTableTest {
  private static final double FAILS = -1;

  private final List<String> turns = new ArrayList<>();
  private final Rounds rounds = new Rounds();

  @Test
  void ratio_isTheMedianOfTheRatiosOfEachRound() throws Exception {
    Trial sdk = times("sdk", 10, 60, 30);
    Trial other = times("other", 20, 20, 20);
    measure(sdk, other, 3);

    assertThat(report(row(sdk, other, Goal.atMost(Metric.TIME, 1.5))).ratios())
        .isEqualTo(
            """
            | Work | Competitor | time | processor time | allocation | goal |
            | --- | --- | --- | --- | --- | --- |
            | create | other | 1.50 (0.50–3.00) | – | – | time ≤ 1.5 |""");
  }

  @Test
  void missedGoal_isMarked() throws Exception {
    Trial sdk = times("sdk", 31);
    Trial other = times("other", 20);
    measure(sdk, other, 1);

    assertThat(report(row(sdk, other, Goal.atMost(Metric.TIME, 1.5))).ratios())
        .contains("| **time ≤ 1.5: missed** |");
    assertThat(report(row(sdk, other, Goal.atLeast(Metric.TIME, 1.5))).ratios())
        .contains("| time ≥ 1.5 |");
    assertThat(report(row(sdk, other, Goal.atMost(Metric.CPU, 1))).ratios())
        .contains("| processor time ≤ 1.0: not measured |");
  }

  @Test
  void work_isNamedOnce() throws Exception {
    Trial sdk = times("sdk", 30);
    Trial other = times("other", 20);
    measure(sdk, other, 1);

    assertThat(report(row(sdk, other), row(sdk, other)).ratios().lines())
        .endsWith(
            "| create | other | 1.50 (1.50–1.50) | – | – |  |",
            "|  | other | 1.50 (1.50–1.50) | – | – |  |");
  }

  @Test
  void figures_areTheMedians() throws Exception {
    Trial sdk = times("sdk", 10, 1234.56, 2000);
    Trial other = times("other", 20, 20, 20);
    measure(sdk, other, 3);

    assertThat(report(row(sdk, other)).figures().lines())
        .endsWith("| sdk | 1,234.6 | – | – | – |", "| other | 20.0 | – | – | – |");
  }

  @Test
  void trials_takeTurns() throws Exception {
    measure(times("sdk", 1, 1), times("other", 1, 1), 2);

    assertThat(turns).containsExactly("sdk", "other", "other", "sdk");
  }

  @Test
  void trialThatFails_costsItsRoundAlone() throws Exception {
    Trial sdk = times("sdk", 10, 20, 30);
    Trial other = times("other", 20, FAILS, 20);
    measure(sdk, other, 3);

    assertThat(report(row(sdk, other)).ratios().lines())
        .endsWith("| create | other | 0.50 (0.50–1.50) | – | – |  |");
    assertThat(rounds.failures())
        .containsExactly("other failed in round 2: java.lang.IllegalStateException: no response");
  }

  private void measure(Trial sdk, Trial other, int count) throws Exception {
    rounds.run(List.of(sdk, other), count, progress -> {});
  }

  private ReportTable report(Comparison... rows) {
    return new ReportTable(rounds, List.of(rows));
  }

  private static Comparison row(Trial sdk, Trial other, Goal... goals) {
    return new Comparison("create", sdk, "other", other, List.of(goals));
  }

  /** Returns a trial that takes these times, one in each round. */
  private Trial times(String name, double... times) {
    return new Trial() {
      private int round;

      @Override
      public String name() {
        return name;
      }

      @Override
      public Map<Metric, Double> run() {
        turns.add(name);
        if (times[round] == FAILS) {
          round++;
          throw new IllegalStateException("no response");
        }
        return new EnumMap<>(Map.of(Metric.TIME, times[round++]));
      }
    };
  }
}
