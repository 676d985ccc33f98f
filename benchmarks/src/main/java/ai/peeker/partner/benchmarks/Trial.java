package ai.peeker.partner.benchmarks;

import java.io.IOException;
import java.util.Map;

/** One competitor at one kind of work, to be measured once in each round. */
interface Trial {
  /** Returns the name, which no other trial has. */
  String name();

  /** Measures once, in a JVM of its own. */
  Map<Metric, Double> run() throws IOException, InterruptedException;
}
