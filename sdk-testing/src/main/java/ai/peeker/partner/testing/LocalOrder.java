package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order accepted by a {@link LocalPeeker}. It does not contain the sequencer's login.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class LocalOrder {
  // Invented, but equal to the costs per domain in the one documented example.
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
   * Returns the order id.
   *
   * @return the id, {@code ord_…}
   */
  public String id() {
    return id;
  }

  /**
   * Returns the id of the user who owns the order.
   *
   * @return the id, {@code usr_…}
   */
  public String userId() {
    return userId;
  }

  /**
   * Returns the user's email.
   *
   * @return the email, or null if the order has a user id whose email is unknown
   */
  public @Nullable String email() {
    return email;
  }

  /**
   * Returns the id of the bundle.
   *
   * @return the id, or null for a custom order
   */
  public @Nullable String bundleId() {
    return bundleId;
  }

  /**
   * Returns the status as the API spells it.
   *
   * @return always {@code in_progress}
   */
  public String status() {
    return status;
  }

  /**
   * Returns the domain names, spelled and sorted as submitted.
   *
   * @return the names; unmodifiable
   */
  public List<String> domains() {
    return domains;
  }

  /**
   * Returns the time at which the order was accepted.
   *
   * @return the time, with second precision
   */
  public Instant createdAt() {
    return createdAt;
  }

  /** Converts the order to the JSON of the API. The renewal date is null: nothing is billed. */
  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("id", id).put("user_id", userId).put("email", email).put("bundle_id", bundleId);
    json.put("status", status).put("domain_count", domains.size());
    json.putObject("costs")
        .put("total_cents", CENTS_PER_DOMAIN * domains.size())
        .put("currency", "usd");
    return json.putNull("renews_at").put("created_at", Json.timestamp(createdAt));
  }

  /** Returns a string for logging, without the email and the domain names. */
  @Override
  public String toString() {
    return "LocalOrder[" + id + ", " + userId + ", " + status + ", " + domains.size() + " domains]";
  }
}
