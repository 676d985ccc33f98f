package ai.peeker.partner;

import ai.peeker.partner.api.BundlesApi;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderNotCountedException;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Order;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bundles of orders that know only the id, if the client is to count their domains. Keeps
 * what it read for some minutes; a bundle that was kept may accept an order, but never rejects one.
 */
final class BundleCounts {
  private static final long KEPT_NANOS = Duration.ofMinutes(5).toNanos();

  private record Kept(Bundle bundle, long readAt) {}

  private final BundlesApi bundles;
  private final TimeSource time;
  private final boolean counts;
  private final Map<String, Kept> keptById = new ConcurrentHashMap<>();

  BundleCounts(BundlesApi bundles, ClientSettings settings) {
    this.bundles = bundles;
    this.time = settings.get(ClientSettings.TIME);
    this.counts =
        settings.get(ClientSettings.CHECK_DOMAIN_COUNT)
            && settings.get(ClientSettings.COUNT_BUNDLE_DOMAINS);
  }

  /** Returns an order whose number of domains is known, if the client counts them. */
  Order counted(Order order) {
    BundleOrder uncounted = uncounted(order);
    if (uncounted == null) {
      return order;
    }
    Bundle bundle;
    try {
      bundle = bundles.get(uncounted.bundleId());
    } catch (CallException e) {
      throw failed(uncounted, e);
    }
    return uncounted.withBundle(keep(bundle));
  }

  /** Asynchronous variant of {@link #counted}. */
  CompletableFuture<Order> countedAsync(Order order) {
    BundleOrder uncounted = uncounted(order);
    return uncounted == null
        ? CompletableFuture.completedFuture(order)
        : AsyncSteps.then(
            bundles.getAsync(uncounted.bundleId()),
            bundle -> CompletableFuture.completedFuture(uncounted.withBundle(keep(bundle))),
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof CallException e ? failed(uncounted, e) : failure));
  }

  /** Returns an order whose bundle must be read; null if the order can be checked as it is. */
  private @Nullable BundleOrder uncounted(@Nullable Order order) {
    if (!counts || !(order instanceof BundleOrder bundleOrder)) {
      return null;
    }
    boolean isKnown = bundleOrder.domainCount().required().isPresent();
    return isKnown || isAcceptable(bundleOrder) ? null : bundleOrder;
  }

  private boolean isAcceptable(BundleOrder order) {
    Kept kept = keptById.get(order.bundleId());
    return kept != null
        && time.nanos() - kept.readAt < KEPT_NANOS
        && order.withBundle(kept.bundle).domainCount().isAcceptable();
  }

  private Bundle keep(Bundle bundle) {
    long now = time.nanos();
    keptById.values().removeIf(kept -> now - kept.readAt >= KEPT_NANOS);
    keptById.put(bundle.id(), new Kept(bundle, now));
    return bundle;
  }

  private static OrderNotCountedException failed(BundleOrder order, CallException cause) {
    return new OrderNotCountedException(order.bundleId(), cause);
  }
}
