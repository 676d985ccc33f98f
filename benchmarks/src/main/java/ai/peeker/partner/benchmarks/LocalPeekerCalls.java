package ai.peeker.partner.benchmarks;

import ai.peeker.partner.model.Account;
import ai.peeker.partner.testing.LocalPeeker;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures what a test pays for LocalPeeker: a call over loopback, and an instance. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LocalPeekerCalls {
  private final LocalPeeker peeker = LocalPeeker.start();

  /** Calls an operation, which validates the request and the response. */
  @Benchmark
  public Account call() {
    return peeker.client().account().me();
  }

  /** Starts and closes an instance. */
  @Benchmark
  public URI startAndClose() {
    try (LocalPeeker other = LocalPeeker.start()) {
      return other.baseUrl();
    }
  }

  /** Resets the instance, as the JUnit support does before each test. */
  @Benchmark
  public void reset() {
    peeker.reset();
  }

  /** Closes the instance. */
  @TearDown
  public void close() {
    peeker.close();
  }
}
