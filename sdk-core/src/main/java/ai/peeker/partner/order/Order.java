package ai.peeker.partner.order;

import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.Persona;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * An order that is complete and well-formed: either a {@link BundleOrder} or a {@link CustomOrder},
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
 * <p>Implementations are immutable and safe for use by several threads. The API's page "Creating an
 * order" documents the body.
 */
public sealed interface Order permits BundleOrder, CustomOrder {
  /**
   * Creates an order from a request and validates it.
   *
   * <p>A property that the API does not document is rejected, because a misspelled one would
   * silently change the order. To send such a property deliberately, name it: {@code
   * Order.of(request, "coupon", "sequencer.region", "personas[].title")}.
   *
   * @param request the request, for instance one that was read from JSON; not null
   * @param additionalProperties the undocumented properties that the request may have; not null
   * @return a {@link BundleOrder} or a {@link CustomOrder}
   * @throws ai.peeker.partner.error.OrderShapeConflictException if it combines a bundle with
   *     licenses or densities
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null or invalid; the message
   *     lists all problems
   */
  static Order of(OrderRequest request, String... additionalProperties) {
    return OrderRequestReader.read(
        OrderValidator.requireNonNull("order", request),
        new HashSet<>(
            Arrays.asList(
                OrderValidator.requireNonNull("additionalProperties", additionalProperties))));
  }

  /**
   * Returns the order as it is sent.
   *
   * @return the request model; its {@code toString} hides the login password
   */
  OrderRequest toRequest();

  /**
   * Returns the user, who is your customer.
   *
   * @return a user id, which starts with {@code usr_}, or an e-mail address
   */
  String user();

  /**
   * Returns the domains, each by name or with a separate forwarding URL.
   *
   * @return unmodifiable, in insertion order
   */
  List<OrderDomain> domains();

  /**
   * Returns the personas, which are the people whose names the inboxes get.
   *
   * @return at most 10, unmodifiable, in insertion order
   */
  List<Persona> personas();

  /**
   * Compares the number of domains with the number that the plan needs. Nothing is sent.
   *
   * @return the count, with an explanation of the arithmetic
   */
  DomainCount domainCount();
}
