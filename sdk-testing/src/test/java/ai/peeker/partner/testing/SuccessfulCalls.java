package ai.peeker.partner.testing;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import ai.peeker.partner.testing.ErrorWay.Request;

/** One successful call of each operation, after the calls that it needs. */
final class SuccessfulCalls {
  private static final String USER = "usr_01HZX0C6Z3K4M5N6P7Q8R9S0"; // of the documented examples
  private static final String BUNDLE = "bun_123";

  private SuccessfulCalls() {}

  static TestResponse call(Operation operation, Scene scene) throws Exception {
    return new Request(operation.method(), path(operation, scene), body(operation, scene))
        .send(scene);
  }

  private static String path(Operation operation, Scene scene) throws Exception {
    String path = operation.path();
    if (path.equals("/domains/import") && operation.method().equals("GET")) {
      post("/domains/import", "importDomains request two_domains", scene);
      return path + "?domains=mail-acme.com,team-acme.com";
    }
    return path.contains("{id}") ? path.replace("{id}", id(path, scene)) : path;
  }

  private static String id(String path, Scene scene) throws Exception {
    return switch (path) {
      case "/users/{id}" -> USER;
      case "/bundles/{id}" -> BUNDLE;
      case "/domains/import/{id}" ->
          post("/domains/import", "importDomains request two_domains", scene);
      case "/domains/import/jobs/{id}" ->
          post("/domains/import/jobs", "queueDomainImport request three_domains", scene);
      case "/domains/forwarding/{id}" -> scene.post("/domains/forwarding", forwarding(scene)).id();
      case "/orders/{id}", "/orders/{id}/cancel" -> scene.completed(Scene.googleBody("a.com"));
      case "/swaps/{id}" -> {
        scene.completed(Scene.googleBody("a.com"));
        yield scene.swapId("standard", scene.domainId("a.com"), "new.com");
      }
      default -> throw new AssertionError("No record for " + path + " is known");
    };
  }

  private static String body(Operation operation, Scene scene) throws Exception {
    String requested = operation.method() + " " + operation.path();
    return switch (requested) {
      case "POST /domains/forwarding" -> forwarding(scene);
      case "POST /swaps" ->
          "{\"type\":\"standard\",\"domain_id\":\"%s\",\"replacement_domain\":\"new.com\"}"
              .formatted(completedDomain(scene));
      case "POST /swaps/user_names" ->
          "{\"domain_id\":\"%s\",\"personas\":%s}"
              .formatted(completedDomain(scene), Fixtures.customOrder().path("personas"));
      case "POST /orders/{id}/cancel" -> "";
      default ->
          operation
              .examples()
              .filter(example -> example.name().startsWith(operation.id() + " request"))
              .findFirst()
              .map(example -> example.json())
              .orElse("");
    };
  }

  private static String completedDomain(Scene scene) throws Exception {
    scene.completed(Scene.googleBody("a.com"));
    return scene.domainId("a.com");
  }

  private static String forwarding(Scene scene) {
    scene.peeker.domains().add("acme-mail.com");
    return "{\"domains\":[\"acme-mail.com\"],\"forwarding_url\":\"https://acme.com\"}";
  }

  private static String post(String path, String example, Scene scene) throws Exception {
    return scene.post(path, Contract.example(example).json()).id();
  }
}
