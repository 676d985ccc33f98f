package ai.peeker.partner.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark in one fork of JMH.
 *
 * @param benchmark the class
 * @param method the method
 * @param threads the number of callers
 * @param parameter the name and the value of its parameter, as "name=value"; may be empty
 * @param effort how long it runs
 */
record JmhTrial(Class<?> benchmark, String method, int threads, String parameter, Effort effort)
    implements Trial {
  private static final double MEDIAN = 50;

  // Callers that keep all processors busy would keep the compiler from its work for half a minute,
  // and the client with the most code for the longest.
  private static final String COMPILE_AT_ONCE = "-XX:-BackgroundCompilation";

  /** The numbers of iterations of one second. */
  record Effort(int warmups, int measurements) {}

  @Override
  public String name() {
    return benchmark.getSimpleName()
        + "."
        + method
        + (threads > 1 ? " of " + threads + " callers" : "")
        + (parameter.isEmpty() ? "" : " with " + parameter);
  }

  @Override
  public Map<Metric, Double> run() {
    var options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
            .threads(threads)
            .forks(1)
            .warmupIterations(effort.warmups())
            .measurementIterations(effort.measurements())
            .warmupTime(TimeValue.seconds(1))
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTime.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    if (threads > 1) {
      options.jvmArgsAppend(COMPILE_AT_ONCE);
    }
    if (!parameter.isEmpty()) {
      String[] parts = parameter.split("=", 2);
      options.param(parts[0], parts[1]);
    }
    try {
      return metrics(new Runner(options.build()).runSingle());
    } catch (RunnerException e) {
      throw new IllegalStateException(name() + " failed", e);
    }
  }

  private static Map<Metric, Double> metrics(RunResult result) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    Result<?> score = result.getPrimaryResult();
    Mode mode = result.getParams().getMode();
    if (mode == Mode.Throughput) {
      metrics.put(Metric.THROUGHPUT, score.getScore());
    } else if (mode == Mode.SampleTime) {
      metrics.put(Metric.TIME, score.getStatistics().getPercentile(MEDIAN));
    } else {
      metrics.put(Metric.TIME, score.getScore());
    }
    metrics.put(Metric.CPU, secondary(result, "cpu"));
    metrics.put(Metric.ALLOCATION, secondary(result, "gc.alloc.rate.norm"));
    return metrics;
  }

  /** Returns a profiler's figure; some versions of JMH mark its name with a dot. */
  private static double secondary(RunResult result, String name) {
    for (String key : result.getSecondaryResults().keySet()) {
      if (key.endsWith(name)) {
        return result.getSecondaryResults().get(key).getScore();
      }
    }
    throw new IllegalStateException("JMH reports no " + name);
  }
}
