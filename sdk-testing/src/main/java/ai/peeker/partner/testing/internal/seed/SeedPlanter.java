package ai.peeker.partner.testing.internal.seed;

import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.domain.DomainTraits;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Creates the records of a seed through the operations of the API, so that their rules hold. */
final class SeedPlanter {
  private static final int FIRST_ERROR = 400;
  private static final List<String> SECTIONS = List.of("users", "bundles", "domains", "orders");
  private static final List<String> BUNDLE_BY_SIZE = List.of("id", "required_domains");

  private final LocalApi api;
  private final String basePath;
  private final SeedOrders orders;

  SeedPlanter(LocalApi api, String basePath) {
    this.api = api;
    this.basePath = basePath;
    this.orders = new SeedOrders(api, this);
  }

  void plant(JsonNode records) {
    records
        .fieldNames()
        .forEachRemaining(
            name ->
                SeedException.require(
                    SECTIONS.contains(name),
                    name,
                    "is unknown (expected one of " + SECTIONS + ")"));
    plantAll(records, "users", (user, path) -> post("/users", user, path));
    plantAll(records, "bundles", this::plantBundle);
    plantDomains(records.path("domains"));
    plantAll(records, "orders", orders::plant);
  }

  /** Creates one record. */
  @FunctionalInterface
  private interface Planter {
    void plant(ObjectNode record, String path);
  }

  private static void plantAll(JsonNode records, String section, Planter planter) {
    JsonNode rows = records.path(section);
    SeedException.require(
        rows.isMissingNode() || rows.isArray(), section, "must be an array of objects");
    for (int i = 0; i < rows.size(); i++) {
      String path = section + "[" + i + "]";
      SeedException.require(rows.get(i).isObject(), path, "must be an object");
      planter.plant(rows.get(i).deepCopy(), path);
    }
  }

  private void plantBundle(ObjectNode bundle, String path) {
    if (!bundle.has("required_domains")) {
      post("/bundles", bundle, path);
      return;
    }
    bundle
        .fieldNames()
        .forEachRemaining(
            name ->
                SeedException.require(
                    BUNDLE_BY_SIZE.contains(name),
                    path + "." + name,
                    "must be absent, because required_domains is given"));
    JsonNode domains = bundle.get("required_domains");
    SeedException.require(
        domains.isInt() && domains.asInt() > 0,
        path + ".required_domains",
        "must be an integer, 1 or more");
    String id = bundle.path("id").asText();
    SeedException.require(!id.isBlank(), path + ".id", "must not be blank");
    api.account().locked(() -> api.bundles().add(id, domains.asInt()));
  }

  private void plantDomains(JsonNode domains) {
    SeedException.require(
        domains.isMissingNode() || domains.isObject(),
        "domains",
        "must be an object whose property names are domains");
    for (Map.Entry<String, JsonNode> domain : domains.properties()) {
      String path = "domains['" + domain.getKey() + "']";
      try {
        api.account().locked(() -> plantDomain(domain.getKey(), domain.getValue().asText(), path));
      } catch (SeedException invalidState) {
        throw invalidState;
      } catch (IllegalArgumentException invalidName) {
        throw new SeedException(path, String.valueOf(invalidName.getMessage()));
      }
    }
  }

  private void plantDomain(String name, String state, String path) {
    switch (state) {
      case "imported" -> api.domains().records().add(name);
      case "google_only" -> api.domains().traits().setAvailable(name, DomainTraits.GOOGLE_ONLY);
      default -> {
        UnavailableReason reason = UnavailableReason.of(state);
        boolean known = reason.isKnown() && !reason.equals(UnavailableReason.STALE);
        SeedException.require(
            known, path, "is unknown: " + state + " (expected imported, google_only, taken, …)");
        api.domains().traits().setUnavailable(name, reason);
      }
    }
  }

  /** Calls an operation and returns the data of its response. */
  JsonNode post(String operation, JsonNode body, String path) {
    byte[] bytes = body.isEmpty() ? new byte[0] : Json.write(body).getBytes(StandardCharsets.UTF_8);
    LocalRequest request = LocalRequest.of("POST", basePath + operation, Map.of(), bytes);
    LocalResponse response = api.handleInternally(request);
    JsonNode json = Json.parse(response.body());
    if (response.status() >= FIRST_ERROR) {
      JsonNode error = json.path("error");
      String field = error.path("field").asText();
      throw new SeedException(
          field.isEmpty() ? path : path + "." + field, error.path("message").asText());
    }
    return json.path("data");
  }
}
