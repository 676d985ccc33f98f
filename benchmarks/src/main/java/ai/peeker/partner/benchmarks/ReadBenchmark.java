package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.Envelope;
import ai.peeker.partner.benchmarks.Records.DomainPage;
import ai.peeker.partner.benchmarks.Records.OrderPage;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures reading the bytes of a response into an object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadBenchmark {
  /** The kind of response. */
  public enum Document {
    /** One order. */
    RECEIPT,
    /** A page of 100 orders. */
    ORDERS,
    /** A page of 100 domains. */
    DOMAINS
  }

  @Param public Document document = Document.RECEIPT;

  private final ObjectMapper records = Records.mapper();
  private final StockNativeClient stockNative = new StockNativeClient("http://127.0.0.1", "");
  private final StockOkHttpGsonClient stockOkHttpGson =
      new StockOkHttpGsonClient("http://127.0.0.1", "");
  private byte[] json = {};

  /** Makes the response. */
  @Setup
  public void makeResponse() {
    json =
        switch (document) {
          case RECEIPT -> OrderResponse.JSON.getBytes(StandardCharsets.UTF_8);
          case ORDERS -> ResponsePages.orders();
          case DOMAINS -> ResponsePages.domains();
        };
  }

  /** The SDK's models. */
  @Benchmark
  public @Nullable Object sdk() throws IOException {
    return switch (document) {
      case RECEIPT -> SdkOrders.readReceipt(json);
      case ORDERS -> SdkOrders.readOrders(json);
      case DOMAINS -> SdkOrders.readDomains(json);
    };
  }

  /** Jackson on records. */
  @Benchmark
  public Object records() throws IOException {
    return switch (document) {
      case RECEIPT -> records.readValue(json, Envelope.class).data();
      case ORDERS -> records.readValue(json, OrderPage.class);
      case DOMAINS -> records.readValue(json, DomainPage.class);
    };
  }

  /** The models of the stock client for Jackson. */
  @Benchmark
  public Object stockNative() throws IOException {
    return switch (document) {
      case RECEIPT -> stockNative.readReceipt(json);
      case ORDERS -> stockNative.readOrders(json);
      case DOMAINS -> stockNative.readDomains(json);
    };
  }

  /** The models of the stock client for Gson. */
  @Benchmark
  public Object stockOkHttpGson() {
    return switch (document) {
      case RECEIPT -> stockOkHttpGson.readReceipt(json);
      case ORDERS -> stockOkHttpGson.readOrders(json);
      case DOMAINS -> stockOkHttpGson.readDomains(json);
    };
  }
}
