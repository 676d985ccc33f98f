package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seed files: the records that an instance starts with. */
class SeedTest {
  @TempDir private Path folder;

  private LocalPeeker start(String seed) throws IOException {
    Path file = Files.writeString(folder.resolve("seed.json"), seed.replace('\'', '"'));
    return LocalPeeker.builder().clock(StartClock.fixed()).seed(file).start();
  }

  private static String order(String domain, String status) {
    return """
    {'user': 'client@acme.com', 'google_licenses': 2, 'google_inboxes_per_domain': 2,
     'domains': ['%s'], 'status': '%s'}\
    """
        .formatted(domain, status);
  }

  @Test
  void usersAndBundles_areCreated() throws Exception {
    String seed =
        """
        {'users': [{'email': 'alex@acme.com', 'sequencer': {'provider': 'smartlead', 'client_id': null}}],
         'bundles': [{'id': 'bun_small', 'required_domains': 3},
                     {'name': 'Starter', 'monthly_sending_volume': 25000}]}
        """;
    try (LocalPeeker peeker = start(seed)) {
      TestClient client = new TestClient(peeker);

      assertThat(client.get("/users?email=alex@acme.com").data()).hasSize(1);
      assertThat(client.get("/bundles/bun_small").data().at("/required_domains/total").asInt())
          .isEqualTo(3);
      assertThat(client.get("/bundles").body()).contains("\"Starter\"");
    }
  }

  @Test
  void domains_haveTheirStates() throws Exception {
    String seed =
        "{'domains': {'team-acme.com': 'imported', 'acme.com': 'taken', 'ai-acme.com': 'premium',"
            + " 'mail-acme.com': 'google_only'}}";
    try (LocalPeeker peeker = start(seed)) {
      TestClient client = new TestClient(peeker);
      String names = "{\"domains\":[\"acme.com\",\"ai-acme.com\",\"mail-acme.com\"]}";
      JsonNode availability =
          client.send("POST", "/domains/availability", names, "Bearer " + peeker.apiKey()).data();

      assertThat(client.get("/domains?category=inventory").body()).contains("team-acme.com");
      assertThat(availability.toString())
          .contains("\"taken\"", "\"premium\"", "\"usable_for\":[\"google\"]");
    }
  }

  @Test
  void orders_haveTheirStatus() throws Exception {
    List<String> statuses =
        List.of("in_progress", "completed", "failed", "action_required", "cancel_scheduled");
    List<String> orders = new ArrayList<>();
    for (String status : statuses) {
      orders.add(order(status.replace('_', '-') + ".com", status));
    }
    try (LocalPeeker peeker = start("{'orders': " + orders + "}")) {
      assertThat(peeker.orders().all())
          .extracting(order -> order.status().value())
          .containsExactlyElementsOf(statuses);
    }
  }

  @Test
  void reset_restoresTheSeed() throws Exception {
    try (LocalPeeker peeker = start("{'orders': [" + order("acme.com", "in_progress") + "]}")) {
      String id = peeker.orders().all().get(0).id();
      peeker.orders().complete(id);
      peeker.reset();

      assertThat(peeker.orders().get(id).status().value()).isEqualTo("in_progress");
    }
  }

  @Test
  void eventsOfSeededRecords_areNotSent() throws Exception {
    Path file = folder.resolve("seed.json");
    Files.writeString(
        file, "{\"orders\": [" + order("acme.com", "completed").replace('\'', '"') + "]}");
    LocalPeeker.Builder builder =
        LocalPeeker.builder().webhook(URI.create("http://127.0.0.1:9/hooks"), "whsec_test");
    try (LocalPeeker peeker = builder.seed(file).start()) {
      assertThat(peeker.webhooks().deliveries())
          .extracting(Delivery::type)
          .contains("order.in_progress", "order.completed");
      assertThat(peeker.webhooks().deliveries()).allMatch(delivery -> delivery.attempt() == 0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'user': []}|$.user|expected one of [users, bundles, domains, orders]",
        "{'users': {}}|$.users|must be an array",
        "{'users': [{'email': 'a@b.c'}]}|$.users[0].sequencer|required",
        "{'bundles': [{'id': 'b', 'required_domains': 0}]}|$.bundles[0].required_domains|1 or more",
        "{'bundles': [{'id': 'b', 'required_domains': 1, 'name': 'B'}]}|$.bundles[0].name|absent",
        "{'domains': {'acme.com': 'gone'}}|$.domains['acme.com']|gone",
        "{'domains': {'localhost': 'imported'}}|$.domains['localhost']|localhost",
        "{'orders': [{'user': 'a@b.c', 'bundle_id': 'bun_123', 'domains':"
            + " []}]}|$.orders[0].domains|count",
        "{'orders': [7]}|$.orders[0]|must be an object"
      })
  void invalidRecord_isNamedByItsPath(String seed, String path, String problem) {
    assertThatThrownBy(() -> start(seed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The seed file is invalid at " + path + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void unknownStatus_isNamedByItsPath() {
    assertThatThrownBy(() -> start("{'orders': [" + order("acme.com", "lost") + "]}"))
        .hasMessageContaining("$.orders[0].status: is unknown: lost (expected in_progress, ");
  }

  @Test
  void brokenJson_isLocatedButNotQuoted() {
    assertThatThrownBy(() -> start("{\n'orders': canary}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not valid JSON at line 2, column ")
        .hasMessageNotContaining("canary");
  }

  @Test
  void missingFile_isNamed() {
    Path file = folder.resolve("none.json");

    assertThatThrownBy(() -> LocalPeeker.builder().seed(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }
}
