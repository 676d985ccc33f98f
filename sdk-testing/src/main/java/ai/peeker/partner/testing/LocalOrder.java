package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.order.Order;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order accepted by a {@link LocalPeeker}. It does not contain the sequencer's login.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class LocalOrder {
  private final Order order;

  LocalOrder(Order order) {
    this.order = order;
  }

  /**
   * Returns the order id.
   *
   * @return the id, {@code ord_…}
   */
  public String id() {
    return order.id();
  }

  /**
   * Returns the id of the user who owns the order.
   *
   * @return the id, {@code usr_…}
   */
  public String userId() {
    return order.userId();
  }

  /**
   * Returns the user's email.
   *
   * @return the email, or null if the order has a user id whose email is unknown
   */
  public @Nullable String email() {
    return order.email();
  }

  /**
   * Returns the id of the bundle.
   *
   * @return the id, or null for a custom order
   */
  public @Nullable String bundleId() {
    return order.bundleId();
  }

  /**
   * Returns the status as the API spells it.
   *
   * @return always {@code in_progress}
   */
  public String status() {
    return order.status().value();
  }

  /**
   * Returns the domain names, spelled and sorted as submitted.
   *
   * @return the names; unmodifiable
   */
  public List<String> domains() {
    return order.domains();
  }

  /**
   * Returns the time at which the order was accepted.
   *
   * @return the time, with second precision
   */
  public Instant createdAt() {
    return order.createdAt().toInstant();
  }

  /** Returns a string for logging, without the email and the domain names. */
  @Override
  public String toString() {
    return "LocalOrder["
        + id()
        + ", "
        + userId()
        + ", "
        + status()
        + ", "
        + domains().size()
        + " domains]";
  }
}
