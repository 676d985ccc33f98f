package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A LocalPeeker at the time of the documented examples, and calls of it over plain HTTP. */
final class Scene implements AutoCloseable {
  final LocalPeeker peeker;
  final TestClient client;

  private Scene(LocalPeeker peeker) {
    this.peeker = peeker;
    this.client = new TestClient(peeker);
  }

  static Scene start() {
    return start(builder -> builder);
  }

  static Scene start(UnaryOperator<LocalPeeker.Builder> settings) {
    return new Scene(settings.apply(LocalPeeker.builder().clock(StartClock.fixed())).start());
  }

  /** Returns the body of an order with two Google inboxes on each domain. */
  static ObjectNode googleBody(String... domains) {
    ObjectNode body = custom(domains);
    body.remove(List.of("microsoft_licenses", "microsoft_inboxes_per_domain"));
    return body.put("google_licenses", 2 * domains.length).put("google_inboxes_per_domain", 2);
  }

  /** Returns the body of an order with 50 Microsoft inboxes on each domain. */
  static ObjectNode microsoftBody(String... domains) {
    ObjectNode body = custom(domains);
    body.remove(List.of("google_licenses", "google_inboxes_per_domain"));
    return body.put("microsoft_licenses", domains.length).put("microsoft_inboxes_per_domain", 50);
  }

  private static ObjectNode custom(String... domains) {
    ObjectNode body = Fixtures.customOrder();
    ArrayNode array = body.putArray("domains");
    List.of(domains).forEach(array::add);
    return body;
  }

  /** Places an order with two Google inboxes on each domain and returns its id. */
  String google(String... domains) throws Exception {
    return place(googleBody(domains));
  }

  /** Places an order with 50 Microsoft inboxes on each domain and returns its id. */
  String microsoft(String... domains) throws Exception {
    return place(microsoftBody(domains));
  }

  /** Places an order and returns its id. */
  String place(ObjectNode body) throws Exception {
    return client.order(body).data().path("id").asText();
  }

  /** Places an order that is completed, and returns its id. */
  String completed(ObjectNode body) throws Exception {
    String id = place(body);
    peeker.orders().complete(id);
    return id;
  }

  TestResponse get(String path) throws Exception {
    return client.get(path);
  }

  TestResponse post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  TestResponse send(String method, String path, String body) throws Exception {
    return client.send(method, path, body, "Bearer " + peeker.apiKey());
  }

  JsonNode order(String id) throws Exception {
    return get("/orders/" + id).data();
  }

  String orderStatus(String id) throws Exception {
    return order(id).path("status").asText();
  }

  /** Returns the row of a domain of the account. */
  JsonNode domain(String name) throws Exception {
    for (JsonNode row : get("/domains?per_page=100").data()) {
      if (row.path("domain").asText().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("No domain " + name);
  }

  String domainId(String name) throws Exception {
    return domain(name).path("id").asText();
  }

  TestResponse swap(String type, String domainId, String replacement) throws Exception {
    ObjectNode body = Fixtures.customOrder().removeAll();
    body.put("type", type).put("domain_id", domainId).put("replacement_domain", replacement);
    return post("/swaps", body.toString());
  }

  /** Creates a swap and returns its id. */
  String swapId(String type, String domainId, String replacement) throws Exception {
    return swap(type, domainId, replacement).data().path("id").asText();
  }

  String swapStatus(String id) throws Exception {
    return get("/swaps/" + id).data().path("status").asText();
  }

  /** Returns the elements of an array as strings. */
  List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  void advance(Duration by) {
    peeker.clock().advance(by);
  }

  @Override
  public void close() {
    peeker.close();
  }
}
