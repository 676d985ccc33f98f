package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A saved bundle. It is all Google with two inboxes a domain, the one split that reaches every
 * number of domains: a domain then sends 20 × 2 mails on each of 22 days a month.
 */
record Bundle(String id, int requiredDomains, Instant createdAt) {
  private static final int INBOXES_PER_DOMAIN = 2;
  private static final long MONTHLY_VOLUME_PER_DOMAIN = 20 * INBOXES_PER_DOMAIN * 22;

  Bundle {
    check(id, requiredDomains);
  }

  static void check(String id, int requiredDomains) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(
          "The bundle id is blank; pass the id that orders will name, such as bun_123");
    }
    if (requiredDomains < 1) {
      throw new IllegalArgumentException(
          "Bundle " + id + " requires " + requiredDomains + " domains; pass 1 or more");
    }
  }

  ObjectNode json() {
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
    return json.put("created_at", Json.moment(createdAt));
  }
}
