package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A saved bundle. It is all Google with two inboxes per domain, the only split that can reach any
 * number of domains: each domain then sends 20 × 2 emails on each of 22 days a month.
 */
public record SavedBundle(String id, int requiredDomains, Instant createdAt) {
  private static final int INBOXES_PER_DOMAIN = 2;
  private static final long MONTHLY_VOLUME_PER_DOMAIN = 20 * INBOXES_PER_DOMAIN * 22;

  public SavedBundle {
    validate(id, requiredDomains);
  }

  /** Throws if a bundle cannot have these values. */
  public static void validate(String id, int requiredDomains) {
    Arguments.requireNonBlank(id, "id");
    Arguments.requireAtLeast(requiredDomains, 1, "requiredDomains");
  }

  /** Converts the bundle to the JSON of the API. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("id", id)
        .put("name", "Local bundle of " + requiredDomains + " domains")
        .put("monthly_sending_volume", MONTHLY_VOLUME_PER_DOMAIN * requiredDomains)
        .put("google_percent", 100)
        .put("microsoft_percent", 0)
        .put("send_on_weekends", false)
        .put("google_inboxes_per_domain", INBOXES_PER_DOMAIN)
        .put("status", "active");
    json.putObject("effective").put("google_percent", 100).put("microsoft_percent", 0);
    json.putObject("required_domains")
        .put("google", requiredDomains)
        .put("microsoft", 0)
        .put("total", requiredDomains);
    return json.put("created_at", Json.timestamp(createdAt));
  }
}
