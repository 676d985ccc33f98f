package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the full order. Prices are those of the documented full order. */
class OrderDetailsTest {
  private Scene scene;

  @BeforeEach
  void start() {
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void costs_ofTheDocumentedOrder_haveItsLineItems() throws Exception {
    String id = scene.place(Fixtures.customOrder());

    // 20 Google licenses for 2,000 and 2 Microsoft licenses for 1,800 cents as documented, and 12
    // registrations of the documented 33,000 / 10 cents: 2,000 + 1,800 + 39,600 = 43,400.
    assertThat(scene.order(id).path("costs"))
        .isEqualTo(
            Fixtures.parse(
                "{\"total_cents\":43400,\"currency\":\"usd\",\"line_items\":["
                    + "{\"type\":\"google_license\",\"quantity\":20,\"amount_cents\":2000},"
                    + "{\"type\":\"microsoft_license\",\"quantity\":2,\"amount_cents\":1800},"
                    + "{\"type\":\"domain_registration\",\"quantity\":12,"
                    + "\"amount_cents\":39600}]}"));
  }

  @Test
  void costs_ofOddGoogleLicenses_countLicensesAndNotDomains() throws Exception {
    ObjectNode body = Scene.googleBody("a.com", "b.com").put("google_licenses", 3);

    JsonNode items = scene.order(scene.place(body)).path("costs").path("line_items");

    // ceil(3 / 2) = 2 domains
    assertThat(items.path(0).path("quantity").asInt()).isEqualTo(3);
    assertThat(items.path(1).path("quantity").asInt()).isEqualTo(2);
  }

  @Test
  void costs_ofABundleWithBothProviders_countItsLicenses() throws Exception {
    String bundle =
        scene
            .post("/bundles", "{\"name\":\"Starter\",\"monthly_sending_volume\":25000}")
            .data()
            .path("id")
            .asText();
    String[] domains =
        IntStream.range(0, 19).mapToObj(i -> "d" + i + ".com").toArray(String[]::new);

    String id = scene.place(Fixtures.bundleOrder(domains).put("bundle_id", bundle));

    // The documented bundle: 15 Google domains with 2 inboxes each, and 4 Microsoft domains.
    // 30 × 100 + 4 × 900 + 19 × 3,300 = 69,300
    assertThat(scene.order(id).path("costs").path("total_cents").asInt()).isEqualTo(69_300);
    assertThat(scene.order(id).path("costs").path("line_items").findValuesAsText("quantity"))
        .containsExactly("30", "4", "19");
  }

  @Test
  void summary_hasTheTotalOfTheFullOrder() throws Exception {
    JsonNode placed = scene.client.order(Fixtures.customOrder()).data();

    assertThat(placed.path("costs").toString())
        .isEqualTo("{\"total_cents\":43400,\"currency\":\"usd\"}");
  }

  @Test
  void details_haveThePersonasAsSubmitted() throws Exception {
    String id = scene.place(Fixtures.customOrder());

    assertThat(scene.order(id).path("personas").toString())
        .isEqualTo("[{\"first_name\":\"Sam\",\"last_name\":\"Lee\",\"profile_picture_url\":null}]");
  }

  @Test
  void details_haveTheRegisteredDomainsAsSubmitted() throws Exception {
    String id = scene.google("B.com", "a.com");

    assertThat(scene.order(id).path("domains").toString())
        .isEqualTo("{\"registered\":[\"B.com\",\"a.com\"],\"imported\":[]}");
  }

  @Test
  void email_changedLater_isTheOneOfTheOrder() throws Exception {
    JsonNode placed =
        scene.client.order(Scene.googleBody("a.com").put("user", "a@acme.com")).data();
    scene.send("PATCH", "/users/" + placed.path("user_id").asText(), "{\"email\":\"b@acme.com\"}");

    assertThat(scene.get("/orders?user_email=b@acme.com").data().path(0).path("id"))
        .isEqualTo(placed.path("id"));
    assertThat(scene.get("/orders?user_email=a@acme.com").data()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // days after 2026-05-08T12:00:00Z, next renewal
    "0, 2026-06-08T12:00:00Z",
    "30, 2026-06-08T12:00:00Z",
    "31, 2026-07-08T12:00:00Z",
    "365, 2027-06-08T12:00:00Z"
  })
  void renewal_isTheNextMonthAfterNow(int days, String renewsAt) throws Exception {
    String id = scene.google("a.com");

    scene.advance(Duration.ofDays(days));

    assertThat(scene.order(id).path("renews_at").asText()).isEqualTo(renewsAt);
  }

  @Test
  void snapshot_hasDomainsPersonasAndCosts() throws Exception {
    LocalOrder order = scene.peeker.orders().get(scene.google("a.com"));

    assertThat(order.domains()).containsExactly("a.com");
    assertThat(order.personas()).extracting(persona -> persona.firstName()).containsExactly("Sam");
    // 2 × 100 + 3,300
    assertThat(order.costs().totalCents()).isEqualTo(3_500);
  }
}
