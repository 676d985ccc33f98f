package ai.peeker.partner.examples;

import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import java.util.List;
import java.util.stream.IntStream;

/** The orders of the examples: the two kinds, and how each is built. */
final class SampleOrders {
  private SampleOrders() {}

  /**
   * Returns an order that needs 12 domains: 20 Google inboxes, two on each domain, and two
   * Microsoft domains with 50 inboxes each.
   */
  static CustomOrder custom(int domains) {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(20, GoogleDensity.TWO)
        .microsoft(2, MicrosoftDensity.FIFTY)
        .sequencer(smartlead())
        .domains(names("acme-mail", domains))
        .persona("Sam", "Lee")
        .forwardingUrl("https://acme.com")
        .build();
  }

  /** Returns an order of a saved bundle. */
  static BundleOrder bundle(Bundle bundle, int domains) {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle(bundle) // knows how many domains it needs
        .sequencer(smartlead())
        .domains(names("bundle-mail", domains))
        .persona("Sam", "Lee")
        .persona("Alex", "Rivera")
        .build();
  }

  /** Returns an order of a bundle by its id; the server counts the domains. */
  static BundleOrder bundle(String id, String... domains) {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle(id)
        .sequencer(smartlead())
        .domains(domains)
        .persona("Sam", "Lee")
        .build();
  }

  /** Returns an order of two Google inboxes on one domain. */
  static CustomOrder single(String domain) {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(2, GoogleDensity.TWO)
        .sequencer(smartlead())
        .domains(domain)
        .persona("Sam", "Lee")
        .build();
  }

  private static Sequencer smartlead() {
    return Smartlead.client(366903, "smartlead-login@example.com", Secret.of("secret-password"));
  }

  static List<String> names(String stem, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> stem + "-" + i + ".com").toList();
  }
}
