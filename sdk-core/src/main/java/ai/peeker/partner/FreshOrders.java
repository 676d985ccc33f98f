package ai.peeker.partner;

import ai.peeker.partner.call.PendingOrder;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The pending orders that were prepared here and certainly never sent. Of every other one the
 * server may know already, whatever the next attempt brings.
 */
final class FreshOrders {
  // weak: an order that nobody holds any more will not be sent
  private final Set<PendingOrder> fresh =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  void add(PendingOrder pending) {
    fresh.add(pending);
  }

  /** Whether it is fresh; from now on it is not. */
  boolean remove(PendingOrder pending) {
    return fresh.remove(pending);
  }
}
