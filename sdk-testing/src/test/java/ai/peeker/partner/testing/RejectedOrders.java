package ai.peeker.partner.testing;

import static ai.peeker.partner.testing.ErrorWay.Kind.CONTROL;
import static ai.peeker.partner.testing.ErrorWay.Kind.REQUEST;
import static ai.peeker.partner.testing.ErrorWay.Kind.STATE;

import ai.peeker.partner.testing.ErrorWay.Kind;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ways to the error codes of a rejected order. */
final class RejectedOrders {
  private final Map<String, ErrorWay> ways = new LinkedHashMap<>();

  private RejectedOrders() {}

  /** Returns the ways by error code. */
  static Map<String, ErrorWay> ways() {
    RejectedOrders orders = new RejectedOrders();
    orders.addShapes();
    orders.addDomains();
    orders.addSequencers();
    return orders.ways;
  }

  private void addShapes() {
    add(
        "domain_count_mismatch",
        REQUEST,
        "1 domain, but `bun_123` needs 10",
        "domains",
        scene -> scene.client.order(Fixtures.bundleOrder("a.com")));
    add(
        "order_shape_conflict",
        REQUEST,
        "`bundle_id` with `google_licenses`",
        "",
        scene -> scene.client.order(Fixtures.bundleOrder().put("google_licenses", 2)));
  }

  private void addDomains() {
    add(
        "domain_already_in_active_order",
        STATE,
        "the domain is on another order in progress",
        "",
        scene -> {
          scene.google("a.com");
          return scene.client.order(Scene.googleBody("a.com").put("user", "other@acme.com"));
        });
    add(
        "domains_not_submittable",
        REQUEST,
        "`taken-domain.com`, or `domains().setUnavailable(…)`",
        "domains",
        scene -> scene.client.order(Scene.googleBody("taken-domain.com")));
    add(
        "domain_not_usable_for_provider",
        REQUEST,
        "Microsoft on `shared-domain.com`, or `domains().setGoogleOnly(…)`",
        "domains",
        scene -> scene.client.order(Scene.microsoftBody("shared-domain.com")));
    add(
        "domain_not_imported",
        STATE,
        "the import of the domain is not completed",
        "domains",
        scene -> {
          scene.post("/domains/import", "{\"domains\":[\"a.com\"]}");
          return scene.client.order(Scene.googleBody("a.com"));
        });
    add(
        "premium_domain_not_supported",
        STATE,
        "an imported domain is premium; one to be registered is `domains_not_submittable`",
        "domains",
        scene -> {
          scene.post("/domains/import", "{\"domains\":[\"premium-domain.com\"]}");
          scene.advance(Duration.ofMinutes(5));
          return scene.client.order(Scene.googleBody("premium-domain.com"));
        });
  }

  private void addSequencers() {
    add(
        "provider_not_supported",
        REQUEST,
        "a provider other than `smartlead`",
        "sequencer.provider",
        scene -> {
          ObjectNode order = Scene.googleBody("a.com");
          Fixtures.sequencer(order).put("provider", "other");
          return scene.client.order(order);
        });
    add(
        "smartlead_connection_required",
        CONTROL,
        "`smartlead().disconnect()`",
        "",
        scene -> {
          scene.peeker.smartlead().disconnect();
          return scene.client.order(Scene.googleBody("a.com"));
        });
    add(
        "smartlead_client_not_found",
        CONTROL,
        "`smartlead().removeClient(\"366903\")`",
        "sequencer.client_id",
        scene -> {
          scene.peeker.smartlead().removeClient("366903");
          return scene.client.order(Scene.googleBody("a.com"));
        });
  }

  private void add(String code, Kind kind, String how, String field, ErrorWay.Call call) {
    ways.put(code, new ErrorWay(kind, how, field, call));
  }
}
