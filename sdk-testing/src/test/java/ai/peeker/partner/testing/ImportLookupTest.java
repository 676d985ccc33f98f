package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.DomainImport;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how imports are found again, listed and rejected. */
class ImportLookupTest {
  private static final String TWO = "{\"domains\": [\"team-acme.com\", \"mail-acme.com\"]}";

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
  void find_byTheDomainsInAnyOrder_returnsTheNewestJob() throws Exception {
    client.post("/domains/import/jobs", TWO);
    JsonNode newest = client.post("/domains/import", TWO).data();

    assertThat(client.get("/domains/import?domains=mail-acme.com,TEAM-acme.com").data())
        .isEqualTo(newest);
    assertThat(client.get("/domains/import?domains=team-acme.com%2Cmail-acme.com").data())
        .isEqualTo(newest);
  }

  @Test
  void find_byOtherDomains_isNotFound() throws Exception {
    client.post("/domains/import", TWO);

    assertThat(client.get("/domains/import?domains=team-acme.com").errorSummary())
        .isEqualTo("404 not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/domains/import", "/domains/import?domains="})
  void find_withoutDomains_isInvalid(String path) throws Exception {
    assertThat(client.get(path).errorSummary()).isEqualTo("400 invalid_request domains");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/domains/import/imp_unknown", "/domains/import/jobs/imp_unknown"})
  void job_unknown_isNotFound(String path) throws Exception {
    assertThat(client.get(path).errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void importCapacity_ofTheSynchronousImport_letsImportsBeQueued() throws Exception {
    peeker.faults().on("POST", "/domains/import").next(1).importCapacity();

    assertThat(client.post("/domains/import/jobs", TWO).status()).isEqualTo(202);
    TestResponse rejected = client.post("/domains/import", TWO);
    assertThat(rejected.errorSummary()).isEqualTo("429 rate_limited");
    assertThat(rejected.error().at("/details/reason").asText())
        .isEqualTo("cloudflare_account_capacity");
    assertThat(client.post("/domains/import", TWO).status()).isEqualTo(200);
  }

  @Test
  void all_returnsTheJobsNewestFirst() throws Exception {
    String first = id(client.post("/domains/import", TWO));
    String second = id(client.post("/domains/import/jobs", TWO));

    assertThat(peeker.imports().all()).extracting(DomainImport::id).containsExactly(second, first);
    assertThat(peeker.imports()).hasToString("LocalImports[2 jobs]");
  }

  private static String id(TestResponse response) {
    return response.data().path("id").asText();
  }
}
