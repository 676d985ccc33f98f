package ai.peeker.partner.testing;

import static ai.peeker.partner.testing.ErrorWay.Kind.REQUEST;
import static ai.peeker.partner.testing.ErrorWay.Kind.SCRIPT;
import static ai.peeker.partner.testing.ErrorWay.Kind.STATE;

import ai.peeker.partner.contract.Operation;
import ai.peeker.partner.model.PermissionPreset;
import ai.peeker.partner.testing.ErrorWay.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways to the documented errors, by hand. */
final class ErrorWays {
  private static final String READ_KEY = "pk_test_read";

  private static final Map<String, ErrorWay> WAYS = new LinkedHashMap<>();

  static {
    for (String list : List.of("/users", "/bundles", "/domains", "/orders", "/swaps")) {
      invalid("GET " + list, "`per_page=0`", "per_page", list + "?per_page=0", "");
    }
    invalid("GET /orders/pending", "`per_page=0`", "per_page", "/orders/pending?per_page=0", "");
    invalid("GET /domains/import", "no `domains`", "domains", "/domains/import", "");
    invalid("POST /users", "`{}`", "email", "/users", "{}");
    invalid("PATCH /users/{id}", "a blank email", "email", "/users/usr_1", "{\"email\":\" \"}");
    invalid("POST /bundles", "`{}`", "name", "/bundles", "{}");
    invalid(
        "PATCH /bundles/{id}",
        "4 inboxes per domain",
        "google_inboxes_per_domain",
        "/bundles/bun_123",
        "{\"google_inboxes_per_domain\":4}");
    for (String path :
        List.of("/domains/availability", "/domains/import", "/domains/import/jobs")) {
      invalid("POST " + path, "no domain", "domains", path, "{\"domains\":[]}");
    }
    invalid(
        "POST /domains/forwarding",
        "no domain",
        "domains",
        "/domains/forwarding",
        "{\"domains\":[],\"forwarding_url\":\"https://acme.com\"}");
    invalid(
        "POST /orders",
        "no `user`",
        "user",
        "/orders",
        Fixtures.bundleOrder().without(List.of("user")).toString());
    invalid(
        "POST /orders/{id}/cancel",
        "no domain",
        "domains",
        "/orders/ord_1/cancel",
        "{\"domains\":[]}");
    invalid(
        "POST /swaps",
        "an unknown `type`",
        "type",
        "/swaps",
        "{\"type\":\"free\",\"domain_id\":\"dom_1\",\"replacement_domain\":\"new.com\"}");
    invalid(
        "POST /swaps/user_names",
        "no persona",
        "personas",
        "/swaps/user_names",
        "{\"domain_id\":\"dom_1\",\"personas\":[]}");
    RejectedOrders.ways().forEach((code, way) -> put("POST /orders", 400, code, way));
    put("POST /orders", 404, "not_found", noRecordOfAnOrder());
    put(
        "POST /domains/import",
        429,
        "rate_limited (cloudflare_account_capacity)",
        new ErrorWay(
            SCRIPT,
            "`faults().on(\"POST\", \"/domains/import\").next(1).importCapacity()`",
            "",
            scene -> {
              scene.peeker.faults().on("POST", "/domains/import").next(1).importCapacity();
              return scene.post("/domains/import", "{\"domains\":[\"acme-mail.com\"]}");
            }));
    notFound("GET /domains/import", "domains never imported", "/domains/import?domains=a.com", "");
    notFound(
        "POST /domains/forwarding",
        "an unknown domain",
        "/domains/forwarding",
        "{\"domains\":[\"dom_unknown\"],\"forwarding_url\":\"https://acme.com\"}");
    notFound(
        "POST /swaps",
        "an unknown domain",
        "/swaps",
        "{\"type\":\"standard\",\"domain_id\":\"dom_unknown\",\"replacement_domain\":\"new.com\"}");
    notFound(
        "POST /swaps/user_names",
        "an unknown domain",
        "/swaps/user_names",
        "{\"domain_id\":\"dom_unknown\",\"personas\":[{\"first_name\":\"Sam\","
            + "\"last_name\":\"Lee\",\"profile_picture_url\":null}]}");
  }

  private ErrorWays() {}

  /** Returns the errors that have a way of their own, as {@link DocumentedError#toString}. */
  static List<String> own() {
    return List.copyOf(WAYS.keySet());
  }

  /** Returns the way to an error: its own, or that of its code. */
  static ErrorWay of(DocumentedError error) {
    ErrorWay own = WAYS.get(error.toString());
    return own == null ? byCode(error) : own;
  }

  private static ErrorWay byCode(DocumentedError error) {
    Request request = request(error.operation());
    return switch (error.code()) {
      case "unauthorized" ->
          new ErrorWay(
              REQUEST, "an unknown API key", "", scene -> request.send(scene, "pk_test_unknown"));
      case "forbidden" ->
          new ErrorWay(
              REQUEST,
              "a key with `PermissionPreset.READ`",
              "",
              scene -> request.send(scene, READ_KEY));
      case "not_found" -> new ErrorWay(REQUEST, "an unknown id", "", request::send);
      case "rate_limited" ->
          new ErrorWay(STATE, "`builder().rateLimited()`, 601 requests", "", request::send);
      case "internal_error" ->
          new ErrorWay(
              SCRIPT,
              "`faults().next(1).fail(500)`",
              "",
              scene -> {
                scene.peeker.faults().next(1).fail(500);
                return request.send(scene);
              });
      default -> throw new AssertionError("No way to " + error + " is known");
    };
  }

  /** Returns a request of the operation: an id that does not exist, the first documented body. */
  private static Request request(Operation operation) {
    String body =
        operation
            .examples()
            .filter(example -> example.name().startsWith(operation.id() + " request"))
            .findFirst()
            .map(example -> example.json())
            .orElse("");
    return new Request(operation.method(), operation.path().replace("{id}", "unknown"), body);
  }

  private static ErrorWay noRecordOfAnOrder() {
    return new ErrorWay(
        SCRIPT,
        "`faults().next(1).fail(404)`; the API documents 400 for a bad order: so is an unknown user or bundle",
        "",
        scene -> {
          scene.peeker.faults().next(1).fail(404);
          return scene.client.order(Fixtures.bundleOrder());
        });
  }

  private static void invalid(
      String operation, String how, String field, String path, String body) {
    Request request = new Request(method(operation), path, body);
    put(operation, 400, "invalid_request", new ErrorWay(REQUEST, how, field, request::send));
  }

  private static void notFound(String operation, String how, String path, String body) {
    Request request = new Request(method(operation), path, body);
    put(operation, 404, "not_found", new ErrorWay(REQUEST, how, "", request::send));
  }

  private static String method(String operation) {
    return operation.substring(0, operation.indexOf(' '));
  }

  private static void put(String operation, int status, String code, ErrorWay way) {
    WAYS.put(operation + " " + status + " " + code, way);
  }

  /** Starts an instance with a second key, which may only read. */
  static Scene scene() {
    return Scene.start(builder -> builder.apiKey(READ_KEY, PermissionPreset.READ));
  }
}
