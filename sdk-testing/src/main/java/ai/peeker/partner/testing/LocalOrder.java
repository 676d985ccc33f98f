package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that a {@link LocalPeeker} accepted and holds. Login credentials are not kept.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class LocalOrder {
  // Invented; the one receipt that the order page shows comes to this per domain.
  private static final long CENTS_PER_DOMAIN = 3_400;

  private final String id;
  private final String userId;
  private final @Nullable String email;
  private final @Nullable String bundleId;
  private final String status;
  private final List<String> domains;
  private final Instant createdAt;

  LocalOrder(
      String id,
      String userId,
      @Nullable String email,
      @Nullable String bundleId,
      String status,
      List<String> domains,
      Instant createdAt) {
    this.id = id;
    this.userId = userId;
    this.email = email;
    this.bundleId = bundleId;
    this.status = status;
    this.domains = List.copyOf(domains);
    this.createdAt = createdAt;
  }

  /**
   * The order id, {@code ord_…}.
   *
   * @return the order id, {@code ord_…}
   */
  public String id() {
    return id;
  }

  /**
   * The customer's id, {@code usr_…}.
   *
   * @return the customer's id, {@code usr_…}
   */
  public String userId() {
    return userId;
  }

  /**
   * The customer's e-mail, or null if the order named an id this instance has no e-mail for.
   *
   * @return the customer's e-mail, or null if the order named an id this instance has no e-mail for
   */
  public @Nullable String email() {
    return email;
  }

  /**
   * The bundle ordered, or null for a custom order.
   *
   * @return the bundle ordered, or null for a custom order
   */
  public @Nullable String bundleId() {
    return bundleId;
  }

  /**
   * The status as the API spells it; {@code in_progress} once accepted.
   *
   * @return the status as the API spells it; {@code in_progress} once accepted
   */
  public String status() {
    return status;
  }

  /**
   * The domain names as submitted, in the order submitted.
   *
   * @return the domain names as submitted, in the order submitted
   */
  public List<String> domains() {
    return domains;
  }

  /**
   * When the order was accepted, with second precision.
   *
   * @return when the order was accepted, with second precision
   */
  public Instant createdAt() {
    return createdAt;
  }

  /** The receipt as the API writes it. There is no billing here, hence no renewal date. */
  ObjectNode summary() {
    ObjectNode summary = Json.object();
    summary.put("id", id).put("user_id", userId).put("email", email).put("bundle_id", bundleId);
    summary.put("status", status).put("domain_count", domains.size());
    summary
        .putObject("costs")
        .put("total_cents", CENTS_PER_DOMAIN * domains.size())
        .put("currency", "usd");
    return summary.putNull("renews_at").put("created_at", Json.moment(createdAt));
  }

  /** For people. */
  @Override
  public String toString() {
    return "LocalOrder[" + id + ", " + userId + ", " + status + ", " + domains.size() + " domains]";
  }
}
