package ai.peeker.partner.order;

import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for what a saved bundle says.
 *
 * <pre>{@code
 * BundleOrder order =
 *     BundleOrder.builder()
 *         .user("client@example.com")
 *         .bundle(client.bundles().get("bun_123")) // or only its id; then the server alone can count the domains
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
    OrderParts.check(
        problems -> {
          OrderRules.nulls(request, problems);
          OrderRules.user(request.user(), problems);
          OrderRules.bundleId(request.bundleId(), problems);
          OrderRules.sequencer(request.sequencer(), problems);
          OrderRules.domains(request.domains(), problems);
          OrderRules.personas(request.personas(), problems);
          if (request.forwardingUrl() != null) {
            OrderRules.forwardingUrl(request.forwardingUrl(), problems);
          }
        });
    this.request = request;
    this.requiredDomains = requiredDomains;
  }

  /**
   * Begins an order.
   *
   * @return the first step
   */
  public static UserStep builder() {
    return user -> {
      OrderParts.check(problems -> OrderRules.user(user, problems));
      return new Start(user);
    };
  }

  static BundleOrder of(BundleOrderRequest request) {
    return new BundleOrder(request, null);
  }

  /**
   * This order with what a bundle says about the number of domains, so that it can be checked
   * before anything is sent.
   *
   * @param bundle the bundle that this order names; not null
   * @return a new order
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null or another bundle
   */
  public BundleOrder withBundle(Bundle bundle) {
    OrderRules.notNull("bundle", bundle);
    if (!bundle.id().equals(bundleId())) {
      throw new Problems()
          .add(
              "bundle_id",
              "is "
                  + bundleId()
                  + ", but the bundle given is "
                  + bundle.id()
                  + ". Give the bundle of this order.")
          .toException();
    }
    return new BundleOrder(request, requiredDomains(bundle));
  }

  private static @Nullable Integer requiredDomains(Bundle bundle) {
    return bundle.requiredDomains() == null ? null : bundle.requiredDomains().total();
  }

  /**
   * The bundle.
   *
   * @return its id
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

  /** For people; the login password is not shown. */
  @Override
  public String toString() {
    return request.toString();
  }

  /** Says who the customer is. */
  @FunctionalInterface
  public interface UserStep {
    /**
     * Sets the customer.
     *
     * @param user an id that begins with {@code usr_}, or an e-mail address, whose user is then
     *     found or created
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null, blank or neither of
     *     the two
     */
    BundleStep user(String user);
  }

  /** Says which bundle is ordered. */
  public interface BundleStep {
    /**
     * Orders a bundle whose number of domains is known, so that the SDK can count them before
     * anything is sent.
     *
     * @param bundle the bundle; not null
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null
     */
    OrderSteps.SequencerStep<BundleOrder> bundle(Bundle bundle);

    /**
     * Orders a bundle by its id. Only the server can count the domains then.
     *
     * @param bundleId the id; not blank
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null or blank
     */
    OrderSteps.SequencerStep<BundleOrder> bundle(String bundleId);
  }

  private static final class Start implements BundleStep {
    private final String user;

    Start(String user) {
      this.user = user;
    }

    @Override
    public OrderSteps.SequencerStep<BundleOrder> bundle(Bundle bundle) {
      OrderRules.notNull("bundle", bundle);
      return parts(bundle.id(), requiredDomains(bundle));
    }

    @Override
    public OrderSteps.SequencerStep<BundleOrder> bundle(String bundleId) {
      OrderParts.check(problems -> OrderRules.bundleId(bundleId, problems));
      return parts(bundleId, null);
    }

    private OrderParts<BundleOrder> parts(String bundleId, @Nullable Integer requiredDomains) {
      return new OrderParts<>(
          user, parts -> new BundleOrder(request(bundleId, parts), requiredDomains));
    }

    private static BundleOrderRequest request(String bundleId, OrderParts<BundleOrder> parts) {
      BundleOrderRequest.Builder request =
          BundleOrderRequest.builder()
              .user(parts.user())
              .bundleId(bundleId)
              .sequencer(parts.sequencer())
              .domains(parts.domains())
              .personas(parts.personas());
      String forwardingUrl = parts.forwardingUrl();
      return forwardingUrl == null ? request.build() : request.forwardingUrl(forwardingUrl).build();
    }
  }
}
