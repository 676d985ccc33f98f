package ai.peeker.partner.benchmarks;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.benchmarks.HandWrittenClient.NewOrder;
import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.CustomOrder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The SDK and other clients, against one server. All but bare OkHttp write the body and read the
 * response with every call; the order itself is built once.
 */
final class Competitors implements AutoCloseable {
  private final PeekerClient sdk;
  private final PeekerClient sdkUnlimited;
  private final HandWrittenClient handWritten;
  private final StreamingClient streaming;
  private final StockNativeClient stockNative;
  private final StockOkHttpGsonClient stockOkHttpGson;
  private final OkHttpExchange bareOkHttp;
  private final byte[] body;
  private final CustomOrder sdkOrder = SdkOrders.order();
  private final NewOrder handWrittenOrder = SampleOrder.forHandWritten();

  Competitors(String baseUrl) {
    this.sdk =
        PeekerClient.builder()
            .apiKey(SampleOrder.API_KEY)
            .baseUrl(baseUrl)
            .rateLimit(Integer.MAX_VALUE) // uses the default limiter, but never waits
            .build();
    this.sdkUnlimited =
        PeekerClient.builder()
            .apiKey(SampleOrder.API_KEY)
            .baseUrl(baseUrl)
            .rateLimiter(RateLimiter.unlimited())
            .build();
    this.handWritten = new HandWrittenClient(baseUrl, SampleOrder.API_KEY);
    this.streaming = new StreamingClient(baseUrl, SampleOrder.API_KEY);
    this.stockNative = new StockNativeClient(baseUrl, SampleOrder.API_KEY);
    this.stockOkHttpGson = new StockOkHttpGsonClient(baseUrl, SampleOrder.API_KEY);
    this.bareOkHttp = new OkHttpExchange(baseUrl, SampleOrder.API_KEY);
    this.body = SdkOrders.write(sdkOrder);
  }

  /** Places an order through the SDK and its rate limiter. */
  OrderSummary sdk() {
    return sdk.orders().create(sdkOrder);
  }

  /** Places an order through the SDK without its rate limiter. */
  OrderSummary sdkUnlimited() {
    return sdkUnlimited.orders().create(sdkOrder);
  }

  /** Places an order with OkHttp and Jackson on records. */
  PlacedOrder handWritten() {
    return handWritten.create(handWrittenOrder);
  }

  /** Places an order with OkHttp and Jackson's streaming API. */
  PlacedOrder streaming() {
    return streaming.create(handWrittenOrder);
  }

  /** Places an order with a generated client on {@code java.net.http} and Jackson. */
  ai.peeker.partner.benchmarks.stock.jdk.model.OrderResponse stockNative() {
    return stockNative.create();
  }

  /** Places an order with a generated client on OkHttp and Gson. */
  ai.peeker.partner.benchmarks.stock.gson.model.OrderResponse stockOkHttpGson() {
    return stockOkHttpGson.create();
  }

  /**
   * Exchanges the same bytes, without writing or reading JSON: the limit of any client on OkHttp.
   */
  byte[] bareOkHttp() {
    try {
      return bareOkHttp.post(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sdk.close();
    sdkUnlimited.close();
    handWritten.close();
    streaming.close();
    stockOkHttpGson.close();
    bareOkHttp.close();
  }
}
