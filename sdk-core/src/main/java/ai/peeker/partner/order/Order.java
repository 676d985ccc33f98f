package ai.peeker.partner.order;

import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.Persona;
import java.util.List;

/**
 * An order that is complete and well-shaped: either a {@link BundleOrder} or a {@link CustomOrder},
 * never a mixture.
 *
 * <pre>{@code
 * Order order =
 *     CustomOrder.builder()
 *         .user("client@example.com")
 *         .google(20, GoogleDensity.TWO)
 *         .microsoft(2, MicrosoftDensity.FIFTY)
 *         .sequencer(Smartlead.client(366903, "login@example.com", password))
 *         .domains(twelveDomains)
 *         .persona("Sam", "Lee")
 *         .build();
 * }</pre>
 *
 * <p>Implementations are immutable and safe for use by several threads. What a body must look like
 * is documented on the API's page "Creating an order".
 */
public sealed interface Order permits BundleOrder, CustomOrder {
  /**
   * Checks a request and takes it as an order.
   *
   * @param request the request, for instance one that was read from JSON; not null
   * @return a {@link BundleOrder} or a {@link CustomOrder}
   * @throws ai.peeker.partner.error.OrderShapeConflictException if it combines a bundle with
   *     licences or densities
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null or anything else is wrong
   *     with it; the message lists all of it
   */
  static Order of(OrderRequest request) {
    OrderRequest present = OrderRules.notNull("order", request);
    OrderShape.refuseMixture(present.toJson());
    if (present instanceof BundleOrderRequest bundle) {
      return BundleOrder.of(bundle);
    }
    if (present instanceof CustomOrderRequest custom && !OrderShape.isOfABundle(custom.toJson())) {
      return CustomOrder.of(custom);
    }
    return of(OrderShape.read(present.toJson()));
  }

  /**
   * The order as it is sent.
   *
   * @return the request model; its {@code toString} hides the login password
   */
  OrderRequest toRequest();

  /**
   * The customer.
   *
   * @return an id that begins with {@code usr_}, or an e-mail address
   */
  String user();

  /**
   * The domains, by name alone or with their own forwarding address.
   *
   * @return unmodifiable, in the order given
   */
  List<OrderDomain> domains();

  /**
   * The people whose names the inboxes get.
   *
   * @return at most 10, unmodifiable, in the order given
   */
  List<Persona> personas();

  /**
   * Compares the number of domains with the number that the plan needs. Nothing is sent.
   *
   * @return the count, with the arithmetic spelled out
   */
  DomainCount domainCount();
}
