package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.SequencerRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a well-formed order body that later checks need. It has no login.
 *
 * @param user an email or a user id
 * @param bundleId the bundle ordered, or null for a custom order
 * @param plan the licenses of a custom order, or null for a bundle order
 * @param route the route to the Smartlead client
 */
record OrderBody(
    String user,
    @Nullable String bundleId,
    @Nullable Plan plan,
    SequencerRoute route,
    List<Submitted> domains,
    List<OrderPersona> personas) {

  OrderBody {
    domains = List.copyOf(domains);
    personas = List.copyOf(personas);
  }

  /**
   * A submitted domain.
   *
   * @param name the name as submitted
   * @param forwardingUrl its forwarding URL or that of the order, or null
   */
  record Submitted(String name, @Nullable String forwardingUrl) {}

  List<String> names() {
    return domains.stream().map(Submitted::name).toList();
  }
}
