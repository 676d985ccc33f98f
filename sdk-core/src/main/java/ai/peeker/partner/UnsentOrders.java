package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.model.OrderSummary;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pending orders that this client prepared and certainly never sent, each with its call, so
 * that its body is not parsed again. The server may know every other pending order already,
 * whatever the result of the next attempt.
 */
final class UnsentOrders {
  // weak keys: an order that is no longer referenced will not be sent
  private final Map<PendingOrder, ApiCall<OrderSummary>> calls =
      Collections.synchronizedMap(new WeakHashMap<>());

  void add(PendingOrder pending, ApiCall<OrderSummary> call) {
    calls.put(pending, call);
  }

  /** Removes an order that is about to be sent, and returns its call; null if it is not in here. */
  @Nullable ApiCall<OrderSummary> remove(PendingOrder pending) {
    return calls.remove(pending);
  }
}
