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

/** The two kinds of order, in fluent Java. */
final class SampleOrders {
  private SampleOrders() {}

  /**
   * 20 Google inboxes, two on each domain, and two Microsoft domains of 50: that makes 10 + 2
   * domains.
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

  /** What the bundle says. Given the bundle itself, the order knows how many domains it needs. */
  static BundleOrder bundle(Bundle bundle, int domains) {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle(bundle)
        .sequencer(smartlead())
        .domains(names("bundle-mail", domains))
        .persona("Sam", "Lee")
        .persona("Alex", "Rivera")
        .build();
  }

  private static Sequencer smartlead() {
    return Smartlead.client(366903, "smartlead-login@example.com", Secret.of("secret-password"));
  }

  private static List<String> names(String stem, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> stem + "-" + i + ".com").toList();
  }
}
