package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import ai.peeker.partner.model.OrderSummary;
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

/**
 * Measures the time and, with {@code -prof gc}, the allocation of one order for one caller: the SDK
 * against the same exchange written by hand and against generated clients. Sampled, to read the
 * median.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class CreateOrderBenchmark {
  private final LoopbackServer server = LoopbackServer.start();
  private final Competitors competitors = new Competitors(server.baseUrl());

  /** Uses the SDK, with its rate limiter. */
  @Benchmark
  public OrderSummary sdk() {
    return competitors.sdk();
  }

  /** Uses OkHttp and Jackson on records. */
  @Benchmark
  public PlacedOrder handWritten() {
    return competitors.handWritten();
  }

  /** Uses OkHttp and Jackson's streaming API. */
  @Benchmark
  public PlacedOrder streaming() {
    return competitors.streaming();
  }

  /** Uses the stock client on {@code java.net.http} and Jackson. */
  @Benchmark
  public Object stockNative() {
    return competitors.stockNative();
  }

  /** Uses the stock client on OkHttp and Gson. */
  @Benchmark
  public Object stockOkHttpGson() {
    return competitors.stockOkHttpGson();
  }

  /** Uses OkHttp alone, with bytes that are already there. */
  @Benchmark
  public byte[] bareOkHttp() {
    return competitors.bareOkHttp();
  }

  /** Closes the clients and the server. */
  @TearDown
  public void close() {
    competitors.close();
    server.close();
  }
}
