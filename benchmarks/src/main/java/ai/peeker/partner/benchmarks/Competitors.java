package ai.peeker.partner.benchmarks;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.benchmarks.HandWrittenClient.NewOrder;
import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.CustomOrder;

/**
 * The SDK and the hand-written client, against one server. Both write the body and read the
 * response with every call; the order itself is built once.
 */
final class Competitors implements AutoCloseable {
  private final PeekerClient sdk;
  private final PeekerClient sdkUnlimited;
  private final HandWrittenClient handWritten;
  private final CustomOrder sdkOrder = SampleOrder.forSdk();
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
  }

  /** Places an order through the SDK and its rate limiter. */
  OrderSummary sdk() {
    return sdk.orders().create(sdkOrder);
  }

  /** Places an order through the SDK without its rate limiter. */
  OrderSummary sdkUnlimited() {
    return sdkUnlimited.orders().create(sdkOrder);
  }

  /** Places an order without the SDK. */
  PlacedOrder handWritten() {
    return handWritten.create(handWrittenOrder);
  }

  @Override
  public void close() {
    sdk.close();
    sdkUnlimited.close();
    handWritten.close();
  }
}
