package ai.peeker.partner.ratelimit;

import java.util.List;

/** When requests were counted, in nanoseconds of one clock. */
final class Arrivals {
  private Arrivals() {}

  /** The most in any closed window, which both of its ends belong to. */
  static int mostIn(long window, List<Long> arrivals) {
    List<Long> sorted = arrivals.stream().sorted().toList();
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (sorted.get(last) - sorted.get(first) > window) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
