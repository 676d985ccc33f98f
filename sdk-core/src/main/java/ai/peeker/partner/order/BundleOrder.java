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

  private BundleOrder(BundleOrderRequest request, @Nullable Integer requiredDomains) {
    Violations.throwIfAny(
        violations -> {
          OrderValidator.rejectNulls(request, violations);
          OrderValidator.checkUser(request.user(), violations);
          OrderValidator.checkBundleId(request.bundleId(), violations);
          OrderValidator.checkSequencer(request.sequencer(), violations);
          OrderValidator.checkDomains(request.domains(), violations);
          OrderValidator.checkPersonas(request.personas(), violations);
          if (request.forwardingUrl() != null) {
            OrderValidator.checkForwardingUrl(request.forwardingUrl(), violations);
          }
        });
    this.request = request;
    this.requiredDomains = requiredDomains;
  }

  /**
   * Returns a builder of an order.
   *
   * @return the first step
   */
  public static UserStep builder() {
    return user -> {
      Violations.throwIfAny(violations -> OrderValidator.checkUser(user, violations));
      return new Builder(user);
    };
  }

  static BundleOrder of(BundleOrderRequest request) {
    return new BundleOrder(request, null);
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
      throw new Violations()
          .add(
              "bundle_id",
              "is "
                  + bundleId()
                  + ", but the bundle is "
                  + bundle.id()
                  + ". Pass the bundle of this order.")
          .toException();
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

  private static final class Builder implements BundleStep {
    private final String user;

    Builder(String user) {
      this.user = user;
    }

    @Override
    public OrderBuilder.SequencerStep<BundleOrder> bundle(Bundle bundle) {
      OrderValidator.requireNonNull("bundle", bundle);
      return shared(bundle.id(), requiredDomains(bundle));
    }

    @Override
    public OrderBuilder.SequencerStep<BundleOrder> bundle(String bundleId) {
      Violations.throwIfAny(violations -> OrderValidator.checkBundleId(bundleId, violations));
      return shared(bundleId, null);
    }

    private SharedOrderBuilder<BundleOrder> shared(
        String bundleId, @Nullable Integer requiredDomains) {
      return new SharedOrderBuilder<>(
          user, shared -> new BundleOrder(request(bundleId, shared), requiredDomains));
    }

    private static BundleOrderRequest request(
        String bundleId, SharedOrderBuilder<BundleOrder> shared) {
      BundleOrderRequest.Builder request =
          BundleOrderRequest.builder()
              .user(shared.user())
              .bundleId(bundleId)
              .sequencer(shared.sequencer())
              .domains(shared.domains())
              .personas(shared.personas());
      String forwardingUrl = shared.forwardingUrl();
      return forwardingUrl == null ? request.build() : request.forwardingUrl(forwardingUrl).build();
    }
  }
}
