package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void bundle_ofTheDocumentedRequest_isTheDocumentedBundle() throws Exception {
    TestResponse response =
        client.post(
            "/bundles",
            "{\"name\": \"Starter — 25k emails/month\", \"monthly_sending_volume\": 25000}");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.data().toString())
        .isEqualTo(
            "{\"id\":\"bun_01TESTPEEKER000000000001\",\"name\":\"Starter — 25k emails/month\","
                + "\"monthly_sending_volume\":25000,\"google_percent\":null,"
                + "\"microsoft_percent\":null,\"send_on_weekends\":false,"
                + "\"google_inboxes_per_domain\":2,\"status\":\"active\","
                + "\"effective\":{\"google_percent\":50,\"microsoft_percent\":50},"
                + "\"required_domains\":{\"google\":15,\"microsoft\":4,\"total\":19},"
                + "\"created_at\":\"2026-05-08T12:00:00Z\"}");
  }

  /**
   * Google: volume × percent / (100 × days × 20 × inboxes), Microsoft: volume × percent / (100 ×
   * days × 150), both rounded up; 22 days, or 30 with weekends.
   */
  @ParameterizedTest
  @CsvSource({
    // 880 = 22 × 40: exactly one domain; one email more needs another.
    "880, 100, false, 2, 1, 0",
    "881, 100, false, 2, 2, 0",
    // 1200 = 30 × 40, 1320 = 22 × 60, 1800 = 30 × 60
    "1200, 100, true, 2, 1, 0",
    "1201, 100, true, 2, 2, 0",
    "1320, 100, false, 3, 1, 0",
    "1800, 100, true, 3, 1, 0",
    "1801, 100, true, 3, 2, 0",
    // 3300 = 22 × 150, 4500 = 30 × 150
    "3300, 0, false, 2, 0, 1",
    "3301, 0, false, 2, 0, 2",
    "4500, 0, true, 2, 0, 1",
    // 60000 × 0.8 / (30 × 60) = 26.67; 60000 × 0.2 / (30 × 150) = 2.67
    "60000, 80, true, 3, 27, 3",
    // 1 × 0.01 of an email is still a domain
    "1, 1, false, 2, 1, 1",
    // 88000 × 0.07 / 880 = 7 exactly (0.07 is not a binary fraction); 81840 / 3300 = 24.8
    "88000, 7, false, 2, 7, 25",
    // 330000 × 0.29 / 3300 = 29 exactly for Microsoft; 330000 × 0.71 / 880 = 266.25
    "330000, 71, false, 2, 267, 29"
  })
  void requiredDomains_areExact(
      long volume, int google, boolean weekends, int inboxes, int googleDomains, int microsoft)
      throws Exception {
    String body =
        """
        {"name": "B", "monthly_sending_volume": %d, "google_percent": %d, "microsoft_percent": %d,
         "send_on_weekends": %b, "google_inboxes_per_domain": %d}\
        """
            .formatted(volume, google, 100 - google, weekends, inboxes);

    JsonNode required = client.post("/bundles", body).data().path("required_domains");

    assertThat(required.toString())
        .isEqualTo(
            "{\"google\":%d,\"microsoft\":%d,\"total\":%d}"
                .formatted(googleDomains, microsoft, googleDomains + microsoft));
  }

  @Test
  void volume_ofALargestBundle_isCountedExactly() throws Exception {
    // 2,147,483,647 Google domains × 880 emails; one email more needs a domain too many.
    long largest = 2_147_483_647L * 880;

    assertThat(allGoogle(largest).data().at("/required_domains/total").asInt())
        .isEqualTo(2_147_483_647);
    assertThat(allGoogle(largest + 1).errorSummary())
        .isEqualTo("400 invalid_request monthly_sending_volume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775807", "9223372036854775808", "1e30", "1.5"})
  void volume_outOfRange_isInvalid(String volume) throws Exception {
    String body = "{\"name\": \"B\", \"monthly_sending_volume\": " + volume + "}";

    assertThat(client.post("/bundles", body).errorSummary())
        .isEqualTo("400 invalid_request monthly_sending_volume");
  }

  @Test
  void volume_writtenAsADecimal_isAnInteger() throws Exception {
    String body = "{\"name\": \"B\", \"monthly_sending_volume\": 25000.0}";

    assertThat(client.post("/bundles", body).data().path("monthly_sending_volume").toString())
        .isEqualTo("25000");
  }

  @ParameterizedTest
  @CsvSource({"60, 41", "60, null", "null, 40"})
  void percentages_withoutTheSum100_areInvalid(String google, String microsoft) throws Exception {
    assertThat(client.post("/bundles", split(google, microsoft)).errorSummary())
        .isEqualTo("400 invalid_request google_percent");
  }

  @Test
  void percentage_withoutTheOther_isInvalid() throws Exception {
    String body = "{\"name\": \"B\", \"monthly_sending_volume\": 1000, \"google_percent\": 60}";

    assertThat(client.post("/bundles", body).errorSummary()).startsWith("400 invalid_request");
  }

  @Test
  void percentages_set_areTheEffectiveSplit() throws Exception {
    JsonNode bundle = client.post("/bundles", split("80", "20")).data();

    assertThat(bundle.path("google_percent").asInt()).isEqualTo(80);
    assertThat(bundle.path("microsoft_percent").asInt()).isEqualTo(20);
    assertThat(bundle.path("effective").toString())
        .isEqualTo("{\"google_percent\":80,\"microsoft_percent\":20}");
  }

  @Test
  void patch_ofTheVolume_keepsTheRestAndCountsAgain() throws Exception {
    String id = id(client.post("/bundles", split("80", "20")).data());

    JsonNode bundle = client.patch("/bundles/" + id, "{\"monthly_sending_volume\": 8800}").data();

    // 8800 × 0.8 / 880 = 8; 8800 × 0.2 / 3300 = 0.53
    assertThat(bundle.path("required_domains").toString())
        .isEqualTo("{\"google\":8,\"microsoft\":1,\"total\":9}");
    assertThat(bundle.path("name").asText()).isEqualTo("B");
    assertThat(client.get("/bundles/" + id).data()).isEqualTo(bundle);
  }

  @Test
  void patch_bothPercentagesNull_returnsToTheRecommendedSplit() throws Exception {
    String id = id(client.post("/bundles", split("80", "20")).data());

    JsonNode bundle =
        client
            .patch("/bundles/" + id, "{\"google_percent\": null, \"microsoft_percent\": null}")
            .data();

    assertThat(bundle.get("google_percent").isNull()).isTrue();
    assertThat(bundle.at("/effective/google_percent").asInt()).isEqualTo(50);
  }

  @Test
  void delete_neverUsed_removesTheBundle() throws Exception {
    String id = id(client.post("/bundles", split("80", "20")).data());

    assertThat(client.delete("/bundles/" + id).data().toString())
        .isEqualTo("{\"id\":\"" + id + "\",\"status\":\"deleted\"}");
    assertThat(client.get("/bundles/" + id).errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void delete_usedByAnOrder_archivesTheBundle() throws Exception {
    client.order(Fixtures.bundleOrder());

    assertThat(client.delete("/bundles/bun_123").data().toString())
        .isEqualTo("{\"id\":\"bun_123\",\"status\":\"archived\"}");
    assertThat(client.get("/bundles/bun_123").data().path("status").asText()).isEqualTo("archived");
    assertThat(client.get("/bundles?status=archived").data()).hasSize(1);
    assertThat(client.get("/bundles?status=active").data()).isEmpty();
  }

  @Test
  void order_ofAnArchivedBundle_isInvalid() throws Exception {
    archiveTheDocumentedBundle();

    assertThat(client.order(Fixtures.bundleOrder("new.com")).errorSummary())
        .isEqualTo("400 invalid_request bundle_id");
  }

  @Test
  void patch_archivedBundle_isInvalid() throws Exception {
    archiveTheDocumentedBundle();

    assertThat(client.patch("/bundles/bun_123", "{\"name\": \"New\"}").errorSummary())
        .isEqualTo("400 invalid_request");
  }

  @Test
  void delete_archivedBundle_answersTheSame() throws Exception {
    archiveTheDocumentedBundle();

    assertThat(client.delete("/bundles/bun_123").data().path("status").asText())
        .isEqualTo("archived");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PATCH", "DELETE"})
  void bundle_unknown_isNotFound(String method) throws Exception {
    String body = method.equals("PATCH") ? "{}" : "";

    assertThat(
            client
                .send(method, "/bundles/bun_unknown", body, "Bearer " + peeker.apiKey())
                .errorSummary())
        .isEqualTo("404 not_found");
  }

  @Test
  void order_ofABundle_hasItsDomainsOfEachProvider() throws Exception {
    JsonNode bundle =
        client
            .post("/bundles", "{\"name\": \"Starter\", \"monthly_sending_volume\": 25000}")
            .data();
    String[] names = new String[19];
    Arrays.setAll(names, i -> "starter-" + i + ".com");
    client.order(Fixtures.bundleOrder(names).put("bundle_id", id(bundle)));

    List<String> providers = client.get("/domains").data().findValuesAsText("provider");

    assertThat(providers).hasSize(19).areExactly(4, new Condition<>("microsoft"::equals, "MS"));
  }

  private void archiveTheDocumentedBundle() throws Exception {
    client.order(Fixtures.bundleOrder());
    client.delete("/bundles/bun_123");
  }

  private TestResponse allGoogle(long volume) throws Exception {
    return client.post(
        "/bundles",
        """
        {"name": "B", "monthly_sending_volume": %d, "google_percent": 100, "microsoft_percent": 0}\
        """
            .formatted(volume));
  }

  private static String split(String google, String microsoft) {
    return """
    {"name": "B", "monthly_sending_volume": 1000, "google_percent": %s,
     "microsoft_percent": %s}\
    """
        .formatted(google, microsoft);
  }

  private static String id(JsonNode row) {
    return row.path("id").asText();
  }
}
