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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Measures orders per second of 64 callers that share a client. */
@State(Scope.Benchmark)
@Threads(64)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class CreateOrderThroughputBenchmark {
  private final LoopbackServer server = LoopbackServer.start();
  private final Competitors competitors = new Competitors(server.baseUrl());

  /** Uses the SDK, with its rate limiter. */
  @Benchmark
  public OrderSummary sdk() {
    return competitors.sdk();
  }

  /** Uses the SDK without its rate limiter. */
  @Benchmark
  public OrderSummary sdkUnlimited() {
    return competitors.sdkUnlimited();
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

  /** Closes the clients and the server; a pool that is too small shows in its connections. */
  @TearDown
  public void close() {
    System.err.println("[" + server.statistics() + "]"); // the report is on the standard output
    competitors.close();
    server.close();
  }
}
