package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.PendingActionReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the links of a page lead to the pages of the same list. */
class PageLinksTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users?email=a%40acme.com",
        "/users?status=active",
        "/bundles?status=active",
        "/domains?category=connected",
        "/domains?status=active",
        "/domains?usable_for=google",
        "/domains?user_email=a%40acme.com",
        "/domains?user_id=usr_1",
        "/orders?bundle_id=bun_1",
        "/orders?status=completed",
        "/orders?user_email=a%40acme.com",
        "/orders?user_id=usr_1",
        "/orders/pending?domain_id=dom_1",
        "/orders/pending?order_id=ord_1",
        "/orders/pending?status=resolved",
        "/orders/pending?user=usr_1",
        "/swaps?domain_id=dom_1",
        "/swaps?order_id=ord_1",
        "/swaps?status=completed",
        "/swaps?user_id=usr_1"
      })
  void firstLink_ofEachFilter_keepsTheFilter(String path) throws Exception {
    assertThat(client.get(path).json().at("/links/first").asText())
        .isEqualTo(peeker.baseUrl() + path + "&per_page=25");
  }

  @Test
  void firstLink_withAnUnknownParameter_isWithoutIt() throws Exception {
    assertThat(client.get("/users?unknown=1").json().at("/links/first").asText())
        .isEqualTo(peeker.baseUrl() + "/users?per_page=25");
  }

  @Test
  void nextPage_ofDomainsForMicrosoft_isForMicrosoft() throws Exception {
    peeker.domains().add("first.com");
    peeker.domains().setGoogleOnly("google-only.com");
    peeker.domains().add("google-only.com");
    peeker.domains().add("third.com");
    TestResponse first = client.get("/domains?usable_for=microsoft&per_page=1");

    TestResponse second = client.get(first.json().at("/links/next").asText());

    assertThat(first.data().findValuesAsText("domain")).containsExactly("third.com");
    assertThat(second.data().findValuesAsText("domain")).containsExactly("first.com");
  }

  @Test
  void nextPage_ofTheOrdersOfAnEmail_hasOnlyThose() throws Exception {
    order("one.com", "alex@acme.com");
    order("two.com", "sam@acme.com");
    order("three.com", "alex@acme.com");
    TestResponse first = client.get("/orders?user_email=alex@acme.com&per_page=1");

    JsonNode rows = client.get(first.json().at("/links/next").asText()).data();

    assertThat(rows.findValuesAsText("email")).containsExactly("alex@acme.com");
  }

  @Test
  void nextPage_afterADeletedBundle_continuesWithTheFollowingOne() throws Exception {
    String deleted = bundle("Second");
    String following = bundle("Third");
    TestResponse first = client.get("/bundles?per_page=3");
    client.delete("/bundles/" + deleted);

    TestResponse second = client.get(first.json().at("/links/next").asText());

    assertThat(first.data().findValuesAsText("id")).endsWith(deleted);
    assertThat(second.data().findValuesAsText("id")).containsExactly(following);
    assertThat(client.get("/bundles").data().findValuesAsText("id")).doesNotContain(deleted);
  }

  @Test
  void nextPage_afterAResolvedAction_continuesWithTheFollowingOne() throws Exception {
    String order = client.order(bundleOrder("one.com", "alex@acme.com")).data().path("id").asText();
    String older = action(order);
    String resolved = action(order);
    TestResponse first = client.get("/orders/pending?per_page=1");
    peeker.orders().resolve(resolved);

    TestResponse second = client.get(first.json().at("/links/next").asText());

    assertThat(first.data().findValuesAsText("id")).containsExactly(resolved);
    assertThat(second.data().findValuesAsText("id")).containsExactly(older);
  }

  private String bundle(String name) throws Exception {
    String body = "{\"name\": \"" + name + "\", \"monthly_sending_volume\": 1000}";
    return client.post("/bundles", body).data().path("id").asText();
  }

  private String action(String order) {
    return peeker.orders().requireAction(order, PendingActionReason.UPDATE_NAMESERVERS).id();
  }

  private void order(String domain, String user) throws Exception {
    client.order(bundleOrder(domain, user));
  }

  private static ObjectNode bundleOrder(String domain, String user) {
    return Fixtures.bundleOrder(domain).put("bundle_id", "bun_one").put("user", user);
  }
}
