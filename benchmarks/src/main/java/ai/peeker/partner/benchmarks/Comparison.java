package ai.peeker.partner.benchmarks;

import java.util.List;

/**
 * A row of the report: the SDK as times another competitor.
 *
 * @param work the work, as the report names it
 * @param sdk the SDK at it
 * @param against the name of the competitor
 * @param competitor the competitor at it
 * @param goals the goals; empty if the row is for information
 */
record Comparison(String work, Trial sdk, String against, Trial competitor, List<Goal> goals) {
  /**
   * The bound of a ratio.
   *
   * @param metric of which quantity
   * @param bound the bound
   * @param atLeast whether more is better
   */
  record Goal(Metric metric, double bound, boolean atLeast) {
    static Goal atMost(Metric metric, double bound) {
      return new Goal(metric, bound, false);
    }

    static Goal atLeast(Metric metric, double bound) {
      return new Goal(metric, bound, true);
    }

    boolean isReached(double ratio) {
      return atLeast ? ratio >= bound : ratio <= bound;
    }
  }
}
