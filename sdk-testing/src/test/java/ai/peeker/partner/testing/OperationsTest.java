package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void me_withTheKey_returnsTheTestEnvironment() throws Exception {
    TestResponse response = client.get("/me");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.data().path("api_key").path("environment").asText()).isEqualTo("test");
    assertThat(response.data().path("partner").path("id").asText()).startsWith("org_");
  }

  @Test
  void response_successOrError_hasItsRequestIdAndJsonType() throws Exception {
    List<TestResponse> responses =
        List.of(client.get("/me"), client.get("/nowhere"), client.send("GET", "/me", ""));

    assertThat(responses)
        .extracting(response -> response.headers().firstValue("Content-Type").orElseThrow())
        .containsOnly("application/json");
    assertThat(responses)
        .extracting(response -> response.headers().firstValue("Peeker-Request-Id").orElseThrow())
        .allMatch(id -> id.matches("req_[0-9A-HJKMNP-TV-Z]{26}"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/me/", "/orders/", "/orders/ord_1/more"})
  void path_notInTheContract_isNotFound(String path) throws Exception {
    assertThat(client.get(path).errorSummary()).isEqualTo("404 not_found");
  }

  @ParameterizedTest
  @CsvSource({"POST, /me, GET", "PUT, /orders/ord_unknown, GET"})
  void path_withAnotherMethod_isNotAllowedAndNamesTheMethods(
      String method, String path, String allowed) throws Exception {
    TestResponse response = client.send(method, path, "", "Bearer " + peeker.apiKey());

    assertThat(response.errorSummary()).isEqualTo("405 invalid_request");
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @CsvSource({"/orders/ord_unknown", "/bundles/bun_unknown"})
  void record_unknown_isNotFound(String path) throws Exception {
    assertThat(client.get(path).errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void path_outsideTheBasePath_isNotFound() throws Exception {
    String outside = "http://127.0.0.1:" + peeker.baseUrl().getPort() + "/me";

    assertThat(client.get(outside).errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void bundle_ofTheExamples_isThereWithTenDomains() throws Exception {
    JsonNode bundle = client.get("/bundles/bun_123").data();

    assertThat(bundle.path("required_domains").path("total").asInt()).isEqualTo(10);
    // 8800 mails over 22 days, 20 mails of each of 2 inboxes: 8800 / 22 / (20 * 2) = 10.
    assertThat(bundle.path("monthly_sending_volume").asInt()).isEqualTo(8800);
  }

  @Test
  void bundles_moreThanAPage_areReachedByNextLinks() throws Exception {
    peeker.addBundle("bun_2", 2);
    peeker.addBundle("bun_3", 3);

    TestResponse first = client.get("/bundles?status=active&per_page=2");
    TestResponse second = client.get(first.json().path("links").path("next").asText());

    assertThat(ids(first)).containsExactly("bun_123", "bun_2");
    assertThat(ids(second)).containsExactly("bun_3");
    assertThat(second.json().path("links").path("next").isNull()).isTrue();
    assertThat(second.json().path("links").path("first").asText())
        .isEqualTo(peeker.baseUrl() + "/bundles?status=active&per_page=2");
    assertThat(first.json().path("meta").toString())
        .isEqualTo("{\"path\":\"" + peeker.baseUrl() + "/bundles\",\"per_page\":2,\"returned\":2}");
  }

  @Test
  void bundles_archivedOnly_areNone() throws Exception {
    assertThat(ids(client.get("/bundles?status=archived"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "many", "", "1000"})
  void bundles_perPageOutOfRange_isInvalid(String perPage) throws Exception {
    assertThat(client.get("/bundles?per_page=" + perPage).errorSummary())
        .isEqualTo("400 invalid_request per_page");
  }

  @Test
  void bundles_madeUpPageToken_isInvalid() throws Exception {
    assertThat(client.get("/bundles?page_token=abc").errorSummary())
        .isEqualTo("400 invalid_request page_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?status=archived", "?status=active&per_page=2"})
  void bundles_pageTokenOfOtherFilters_isInvalid(String query) throws Exception {
    peeker.addBundle("bun_2", 2);
    peeker.addBundle("bun_3", 3);
    String next = client.get("/bundles?status=active&per_page=1").json().at("/links/next").asText();
    String token = next.substring(next.indexOf("page_token="));
    String url = "/bundles" + (query.isEmpty() ? "?" : query + "&") + token;

    String expected = query.contains("active") ? "200 " : "400 invalid_request page_token";
    assertThat(client.get(url).errorSummary()).isEqualTo(expected);
  }

  @Test
  void bundles_pageTokenOfAnotherList_isInvalid() throws Exception {
    peeker.addBundle("bun_2", 2);
    String next = client.get("/bundles?per_page=1").json().at("/links/next").asText();
    String token = next.substring(next.indexOf("page_token="));

    assertThat(client.get("/orders?" + token).errorSummary())
        .isEqualTo("400 invalid_request page_token");
  }

  @Test
  void bundles_brokenPercentEncoding_isInvalid() throws Exception {
    // java.net.URI rejects such a query.
    assertThat(RawHttp.get(peeker, "/bundles?status=%zz")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void orders_list_isNewestFirst() throws Exception {
    List<String> placed = placeThree();

    assertThat(ids(client.get("/orders")))
        .containsExactly(placed.get(2), placed.get(1), placed.get(0));
  }

  @Test
  void orders_addedWhilePaging_doNotMoveTheNextPage() throws Exception {
    List<String> placed = placeThree();
    TestResponse first = client.get("/orders?per_page=1");
    client.order(Fixtures.bundleOrder("d.com").put("bundle_id", "bun_one"));

    TestResponse second = client.get(first.json().path("links").path("next").asText());

    assertThat(ids(second)).containsExactly(placed.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "user_email=a@example.com, 1",
    "user_email=a%40example.com, 1",
    "user_email=A@example.com, 1",
    "user_id=usr_01HZX0C6Z3K4M5N6P7Q8R9S0, 1",
    "bundle_id=bun_one, 3",
    "bundle_id=bun_123, 0",
    "status=in_progress, 3",
    "status=completed, 0",
    "bundle_id=bun_one&user_id=usr_01HZX0C6Z3K4M5N6P7Q8R9S0, 1",
    "unknown=1, 3"
  })
  void orders_filtered_areThoseThatMatch(String query, int matches) throws Exception {
    placeThree();

    assertThat(ids(client.get("/orders?" + query))).hasSize(matches);
  }

  private List<String> placeThree() throws Exception {
    peeker.addBundle("bun_one", 1);
    List<String> placed = new ArrayList<>();
    for (String user : List.of("a@example.com", "usr_01HZX0C6Z3K4M5N6P7Q8R9S0", "c@example.com")) {
      TestResponse response =
          client.order(
              Fixtures.bundleOrder("placed-" + placed.size() + ".com")
                  .put("user", user)
                  .put("bundle_id", "bun_one"));
      placed.add(response.data().path("id").asText());
    }
    return placed;
  }

  private static List<String> ids(TestResponse response) {
    List<String> ids = new ArrayList<>();
    response.data().forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }
}
