package ai.peeker.partner.order;

import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of a saved bundle.
 *
 * <pre>{@code
 * BundleOrder order =
 *     BundleOrder.builder()
 *         .user("client@example.com")
 *         .bundle(client.bundles().get("bun_123")) // or only its id: then only the server can count the domains
 *         .sequencer(Smartlead.client(366903, "login@example.com", password))
 *         .domains(tenDomains)
 *         .persona("Sam", "Lee")
 *         .build();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class BundleOrder implements Order {
  private final BundleOrderRequest request;
  private final @Nullable Integer requiredDomains;

  /** Creates an order of a request that was validated. */
  BundleOrder(BundleOrderRequest request, @Nullable Integer requiredDomains) {
    this.request = request;
    this.requiredDomains = requiredDomains;
  }

  /**
   * Returns a builder of an order.
   *
   * @return the first step
   */
  public static UserStep builder() {
    return user -> new Builder(OrderValidator.require("user", user, OrderValues::user));
  }

  /**
   * Returns this order with the number of domains that a bundle requires, so that the number can be
   * checked before anything is sent.
   *
   * @param bundle the bundle of this order; not null
   * @return a new order
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null or a different bundle
   */
  public BundleOrder withBundle(Bundle bundle) {
    OrderValidator.requireNonNull("bundle", bundle);
    if (!bundle.id().equals(bundleId())) {
      String ids = "is " + bundleId() + ", but the bundle is " + bundle.id();
      throw OrderValidator.rejected("bundle_id", ids + ". Pass the bundle of this order.");
    }
    return new BundleOrder(request, requiredDomains(bundle));
  }

  private static @Nullable Integer requiredDomains(Bundle bundle) {
    return bundle.requiredDomains() == null ? null : bundle.requiredDomains().total();
  }

  /**
   * Returns the id of the bundle.
   *
   * @return the id, such as {@code bun_123}
   */
  public String bundleId() {
    return request.bundleId();
  }

  @Override
  public BundleOrderRequest toRequest() {
    return request;
  }

  @Override
  public String user() {
    return request.user();
  }

  @Override
  public List<OrderDomain> domains() {
    return request.domains();
  }

  @Override
  public List<Persona> personas() {
    return request.personas();
  }

  @Override
  public DomainCount domainCount() {
    return DomainCount.ofBundle(bundleId(), requiredDomains, domains().size());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BundleOrder that && request.equals(that.request);
  }

  @Override
  public int hashCode() {
    return request.hashCode();
  }

  /** Returns a string for logging that never contains the login password. */
  @Override
  public String toString() {
    return request.toString();
  }

  /** Sets the user who places the order. */
  @FunctionalInterface
  public interface UserStep {
    /**
     * Sets the user, who is your customer.
     *
     * @param user a user id, which starts with {@code usr_}, or an e-mail address, whose user is
     *     found or created
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null, blank or neither of
     *     the two
     */
    BundleStep user(String user);
  }

  /** Sets the bundle. */
  public interface BundleStep {
    /**
     * Sets a bundle whose number of domains is known, so that the SDK can count them before
     * anything is sent.
     *
     * @param bundle the bundle; not null
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null
     */
    OrderBuilder.SequencerStep<BundleOrder> bundle(Bundle bundle);

    /**
     * Sets the bundle by its id. Then only the server can count the domains.
     *
     * @param bundleId the id; not blank
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null or blank
     */
    OrderBuilder.SequencerStep<BundleOrder> bundle(String bundleId);
  }

  private record Builder(String user) implements BundleStep {
    @Override
    public OrderBuilder.SequencerStep<BundleOrder> bundle(Bundle bundle) {
      OrderValidator.requireNonNull("bundle", bundle);
      return sequencerStep(bundle.id(), requiredDomains(bundle));
    }

    @Override
    public OrderBuilder.SequencerStep<BundleOrder> bundle(String bundleId) {
      return sequencerStep(bundleId, null);
    }

    private OrderBuilder.SequencerStep<BundleOrder> sequencerStep(
        String bundleId, @Nullable Integer requiredDomains) {
      OrderValidator.require("bundle_id", bundleId, OrderValues::string);
      return sequencer ->
          new SharedOrderBuilder<>(
              sequencer, parts -> new BundleOrder(request(bundleId, parts), requiredDomains));
    }

    private BundleOrderRequest request(String bundleId, SharedOrderBuilder<BundleOrder> parts) {
      BundleOrderRequest.Builder request =
          BundleOrderRequest.builder()
              .user(user)
              .bundleId(bundleId)
              .sequencer(parts.sequencer())
              .domains(parts.domains().toList())
              .personas(parts.personas());
      if (parts.forwardingUrl() != null) {
        request.forwardingUrl(parts.forwardingUrl());
      }
      return request.build();
    }
  }
}
