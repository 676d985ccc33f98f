package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.call.PendingOrder;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A transport that also places orders. If the outcome of one is unknown, or its response cannot be
 * read, the exception is an {@link ai.peeker.partner.error.OrderOutcomeUnknownException}.
 */
public interface OrderTransport extends ApiTransport {
  /**
   * Places an order.
   *
   * @param resumed the order that the call sends, perhaps again; null for a new one
   */
  <T> ApiResponse<T> place(ApiCall<T> call, @Nullable PendingOrder resumed);

  /** Asynchronous variant of {@link #place}. */
  <T> CompletableFuture<ApiResponse<T>> placeAsync(ApiCall<T> call, @Nullable PendingOrder resumed);
}
