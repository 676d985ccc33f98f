package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.model.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainListTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).bundle("bun_one", 1).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void inventoryDomain_isTheDocumentedRowWithoutAnOrder() throws Exception {
    peeker.domains().add("spare-acme.com");

    assertThat(client.get("/domains").data().toString())
        .isEqualTo(
            "[{\"id\":\"dom_01TESTPEEKER000000000001\",\"domain\":\"spare-acme.com\","
                + "\"category\":\"inventory\",\"status\":\"available\","
                + "\"usable_for\":[\"google\",\"microsoft\"],"
                + "\"created_at\":\"2026-05-08T12:00:00Z\"}]");
  }

  @Test
  void orderedDomain_isConnectedWithTheLinksOfTheOrder() throws Exception {
    ObjectNode body = Fixtures.bundleOrder("acme-mail.com").put("bundle_id", "bun_one");
    JsonNode order = client.order(body.put("forwarding_url", "https://acme.com")).data();

    JsonNode row = client.get("/domains").data().path(0);

    assertThat(row.path("category").asText()).isEqualTo("connected");
    assertThat(row.path("status").asText()).isEqualTo("in_progress");
    assertThat(row.path("provider").asText()).isEqualTo("google");
    assertThat(row.path("order_id")).isEqualTo(order.path("id"));
    assertThat(row.path("user_id")).isEqualTo(order.path("user_id"));
    assertThat(row.path("forwarding_url").asText()).isEqualTo("https://acme.com");
  }

  @Test
  void orderedDomain_ofTheInventory_keepsItsId() throws Exception {
    Domain spare = peeker.domains().add("spare-acme.com");

    client.order(Fixtures.bundleOrder("Spare-Acme.com").put("bundle_id", "bun_one"));

    assertThat(client.get("/domains?category=connected").data().at("/0/id").asText())
        .isEqualTo(spare.id());
    assertThat(client.get("/domains?category=inventory").data()).isEmpty();
  }

  @Test
  void domains_list_isNewestFirst() throws Exception {
    peeker.domains().add("first.com");
    peeker.domains().add("second.com");

    assertThat(client.get("/domains").data().findValuesAsText("domain"))
        .containsExactly("second.com", "first.com");
  }

  @ParameterizedTest
  @CsvSource({
    "/domains, 3",
    "/domains?category=inventory, 2",
    "/domains?category=connected, 1",
    "/domains?status=available, 2",
    "/domains?status=active, 0",
    "/domains?user_id=usr_01HZX0C6Z3K4M5N6P7Q8R9S0, 1",
    "/domains?user_id=usr_other, 0",
    "/domains?user_email=CLIENT@example.com, 1",
    "/domains?user_email=nobody@example.com, 0",
    "/domains?usable_for=google, 3",
    "/domains?usable_for=microsoft, 2",
    "/domains?usable_for=microsoft&category=inventory, 1"
  })
  void domains_filtered_areThoseThatMatch(String path, int matches) throws Exception {
    peeker.domains().setGoogleOnly("google-only.com");
    peeker.domains().add("google-only.com");
    peeker.domains().add("spare-acme.com");
    client.order(Fixtures.bundleOrder("acme-mail.com").put("bundle_id", "bun_one"));

    assertThat(client.get(path).data()).hasSize(matches);
  }

  @ParameterizedTest
  @CsvSource({"category=other, category", "status=other, status", "usable_for=yahoo, usable_for"})
  void filter_withAnUnknownValue_isInvalid(String query, String field) throws Exception {
    assertThat(client.get("/domains?" + query).errorSummary())
        .isEqualTo("400 invalid_request " + field);
  }

  @Test
  void domains_moreThanAPage_areReachedByNextLinks() throws Exception {
    peeker.domains().add("first.com");
    peeker.domains().add("second.com");
    TestResponse first = client.get("/domains?usable_for=google&per_page=1");

    TestResponse second = client.get(first.json().at("/links/next").asText());

    assertThat(first.data().at("/0/domain").asText()).isEqualTo("second.com");
    assertThat(second.data().at("/0/domain").asText()).isEqualTo("first.com");
    assertThat(second.json().at("/links/next").isNull()).isTrue();
  }

  @Test
  void all_returnsTheDomainsOfTheList() throws Exception {
    peeker.domains().add("first.com");
    client.order(Fixtures.bundleOrder("acme-mail.com").put("bundle_id", "bun_one"));

    assertThat(peeker.domains().all())
        .extracting(Domain::domain)
        .containsExactly("acme-mail.com", "first.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.acme.com", "acme", "first.com", "FIRST.com"})
  void add_notARootDomainOrInUse_isRejected(String name) {
    peeker.domains().add("first.com");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.domains().add(name))
        .withMessageContaining("must be a root domain that the account does not have: " + name);
  }

  @Test
  void reset_forgetsTheDomainsAndTheirAvailability() throws Exception {
    peeker.domains().add("first.com");
    peeker.domains().setGoogleOnly("acme-mail.com");

    peeker.reset();

    assertThat(client.get("/domains").data()).isEmpty();
    assertThat(
            client
                .post("/domains/availability", "{\"domains\": [\"acme-mail.com\"]}")
                .data()
                .at("/domains/0/usable_for"))
        .hasSize(2);
  }

  @Test
  void toString_showsTheNumberOfDomains() {
    peeker.domains().add("first.com");

    assertThat(peeker.domains()).hasToString("LocalDomains[1 domains]");
  }
}
