package ai.peeker.partner.testing;

import ai.peeker.partner.model.OrderDetails;
import ai.peeker.partner.model.OrderDetailsCosts;
import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.testing.internal.order.Order;
import ai.peeker.partner.testing.internal.order.OrderModels;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order accepted by a {@link LocalPeeker}, as it was at one time: later changes do not show. It
 * does not contain the sequencer's login.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class LocalOrder {
  private final OrderDetails details;
  private final List<String> domains;

  LocalOrder(Order order, OffsetDateTime now) {
    details = OrderModels.details(order, now);
    domains = order.names();
  }

  /**
   * Returns the order id.
   *
   * @return the id, {@code ord_…}
   */
  public String id() {
    return details.id();
  }

  /**
   * Returns the id of the user who owns the order.
   *
   * @return the id, {@code usr_…}
   */
  public String userId() {
    return Objects.requireNonNull(details.userId());
  }

  /**
   * Returns the user's email.
   *
   * @return the email, or null if the order has a user id whose email is unknown
   */
  public @Nullable String email() {
    return details.email();
  }

  /**
   * Returns the id of the bundle.
   *
   * @return the id, or null for a custom order
   */
  public @Nullable String bundleId() {
    return details.bundleId();
  }

  /**
   * Returns the status.
   *
   * @return the status
   */
  public OrderStatus status() {
    return details.status();
  }

  /**
   * Returns the domain names, spelled and sorted as submitted, with the replacements of swaps.
   *
   * @return the names; unmodifiable
   */
  public List<String> domains() {
    return domains;
  }

  /**
   * Returns the personas whose names the inboxes carry.
   *
   * @return the personas as submitted; unmodifiable
   */
  public List<OrderPersona> personas() {
    return Objects.requireNonNull(details.personas());
  }

  /**
   * Returns the costs with their line items.
   *
   * @return the costs
   */
  public OrderDetailsCosts costs() {
    return Objects.requireNonNull(details.costs());
  }

  /**
   * Returns the time at which the order was accepted.
   *
   * @return the time, with second precision
   */
  public Instant createdAt() {
    return Objects.requireNonNull(details.createdAt()).toInstant();
  }

  /** Returns a string for logging, without the email and the domain names. */
  @Override
  public String toString() {
    return "LocalOrder["
        + id()
        + ", "
        + userId()
        + ", "
        + status().value()
        + ", "
        + domains().size()
        + " domains]";
  }
}
