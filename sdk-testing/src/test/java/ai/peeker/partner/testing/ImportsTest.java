package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportsTest {
  private static final String TWO = "{\"domains\": [\"team-acme.com\", \"mail-acme.com\"]}";

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
  void import_synchronous_isInProgressWithNameservers() throws Exception {
    TestResponse response = client.post("/domains/import", TWO);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.data().toString())
        .isEqualTo(
            "{\"id\":\"imp_01TESTPEEKER000000000001\",\"status\":\"in_progress\","
                + "\"nameserver_groups\":[{\"nameservers\":[\"helena.ns.cloudflare.com\","
                + "\"idris.ns.cloudflare.com\"],\"domains\":[\"mail-acme.com\",\"team-acme.com\"]}],"
                + "\"created_at\":\"2026-05-08T12:00:00Z\"}");
  }

  @Test
  void import_afterFiveMinutes_isCompletedAndReported() throws Exception {
    String id = id(client.post("/domains/import", TWO));
    try (EventReceiver events = EventReceiver.of(peeker)) {
      peeker.clock().advance(Duration.ofMinutes(5));

      JsonNode event = events.next();
      assertThat(event.path("type").asText()).isEqualTo("domain_import.completed");
      assertThat(event.at("/data/id").asText()).isEqualTo(id);
      assertThat(event.at("/data/status").asText()).isEqualTo("completed");
      assertThat(client.get("/domains/import/" + id).data()).isEqualTo(event.path("data"));
    }
  }

  @Test
  void import_queued_hasItsNameserversAfterAMinuteAndIsCompletedFiveLater() throws Exception {
    TestResponse queued = client.post("/domains/import/jobs", TWO);
    String path = "/domains/import/jobs/" + id(queued);

    assertThat(queued.status()).isEqualTo(202);
    assertThat(queued.data().has("nameserver_groups")).isFalse();
    peeker.clock().advance(Duration.ofMinutes(1));
    assertThat(client.get(path).data().path("nameserver_groups")).hasSize(1);
    peeker.clock().advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(status(client.get(path))).isEqualTo("in_progress");
    peeker.clock().advance(Duration.ofSeconds(1));
    assertThat(status(client.get(path))).isEqualTo("completed");
  }

  @Test
  void import_queuedAgainWithTheSameSet_isTheSameJob() throws Exception {
    String id = id(client.post("/domains/import/jobs", TWO));
    String same = "{\"domains\": [\"MAIL-acme.com\", \"team-acme.com\", \"mail-acme.com\"]}";

    assertThat(id(client.post("/domains/import/jobs", same))).isEqualTo(id);
    assertThat(id(client.post("/domains/import/jobs", "{\"domains\": [\"mail-acme.com\"]}")))
        .isNotEqualTo(id);
  }

  @Test
  void import_synchronousWithTheSameSet_isAnotherJob() throws Exception {
    String id = id(client.post("/domains/import/jobs", TWO));

    assertThat(id(client.post("/domains/import", TWO))).isNotEqualTo(id);
  }

  @Test
  void domains_whileImported_areInTheInventoryInProgress() throws Exception {
    client.post("/domains/import", TWO);

    JsonNode rows = client.get("/domains?category=inventory").data();

    assertThat(rows.findValuesAsText("status")).containsExactly("in_progress", "in_progress");
  }

  @Test
  void order_ofADomainWhoseImportIsNotCompleted_isRejected() throws Exception {
    client.post("/domains/import", TWO);

    assertThat(order("team-acme.com").errorSummary()).isEqualTo("400 domain_not_imported domains");
  }

  @Test
  void order_ofAnImportedDomain_isAccepted() throws Exception {
    String id = id(client.post("/domains/import", TWO));
    peeker.imports().complete(id);

    assertThat(client.get("/domains?status=available").data()).hasSize(2);
    assertThat(order("team-acme.com").status()).isEqualTo(200);
  }

  @Test
  void domains_inTheAccountAlready_areCompletedInTheResponse() throws Exception {
    peeker.domains().add("team-acme.com");
    order("mail-acme.com");

    assertThat(status(client.post("/domains/import", TWO))).isEqualTo("completed");
    assertThat(client.get("/domains?category=connected").data()).hasSize(1);
  }

  @Test
  void names_notRootDomains_areFailedRows() throws Exception {
    String body = "{\"domains\": [\"team-acme.com\", \"www.acme.com\", \"acme\"]}";
    String id = id(client.post("/domains/import", body));
    peeker.clock().advance(Duration.ofMinutes(5));

    JsonNode job = client.get("/domains/import/" + id).data();

    assertThat(job.path("status").asText()).isEqualTo("completed");
    assertThat(job.path("failed").findValuesAsText("domain"))
        .containsExactly("acme", "www.acme.com");
    assertThat(job.at("/failed/0/reason").asText()).isEqualTo("invalid");
    assertThat(job.at("/nameserver_groups/0/domains").toString()).isEqualTo("[\"team-acme.com\"]");
    assertThat(client.get("/domains").data()).hasSize(1);
  }

  @Test
  void import_withoutARootDomain_fails() throws Exception {
    try (EventReceiver events = EventReceiver.of(peeker)) {
      TestResponse response = client.post("/domains/import", "{\"domains\": [\"www.acme.com\"]}");

      assertThat(status(response)).isEqualTo("failed");
      assertThat(events.next().path("type").asText()).isEqualTo("domain_import.failed");
    }
  }

  @Test
  void nameservers_ofManyDomains_areGroupedByTen() throws Exception {
    JsonNode groups = importMany("/domains/import", 25).data().path("nameserver_groups");

    assertThat(groups).hasSize(3);
    assertThat(groups.at("/0/domains")).hasSize(10);
    assertThat(groups.at("/2/domains")).hasSize(5);
    assertThat(groups.at("/1/nameservers")).isNotEqualTo(groups.at("/0/nameservers"));
  }

  @ParameterizedTest
  @CsvSource({"/domains/import, 25, 200", "/domains/import/jobs, 500, 202"})
  void import_ofTheDocumentedMaximum_isAcceptedAndNotMore(String path, int max, int status)
      throws Exception {
    assertThat(importMany(path, max).status()).isEqualTo(status);
    assertThat(importMany(path, max + 1).errorSummary()).isEqualTo("400 invalid_request domains");
  }

  @Test
  void requireAction_reportsTheJobAndItsDomains() throws Exception {
    String id = id(client.post("/domains/import", TWO));
    try (EventReceiver events = EventReceiver.of(peeker)) {
      peeker.imports().requireAction(id);

      assertThat(events.nextTypes(3))
          .containsExactly(
              "domain.action_required", "domain.action_required", "domain_import.action_required");
    }
    assertThat(status(client.get("/domains/import/" + id))).isEqualTo("action_required");
    assertThat(client.get("/domains?status=action_required").data()).hasSize(2);
    assertThat(order("team-acme.com").errorSummary()).isEqualTo("400 domain_not_imported domains");
  }

  @Test
  void import_thatRequiresAction_waitsUntilItIsCompletedByHand() throws Exception {
    String path = "/domains/import/" + id(client.post("/domains/import", TWO));
    String id = path.substring(path.lastIndexOf('/') + 1);
    peeker.imports().requireAction(id);
    peeker.clock().advance(Duration.ofDays(1));

    assertThat(status(client.get(path))).isEqualTo("action_required");
    peeker.imports().complete(id);
    assertThat(status(client.get(path))).isEqualTo("completed");
    assertThat(client.get("/domains?status=available").data()).hasSize(2);
  }

  @Test
  void fail_reportsTheJobAndFailsItsDomains() throws Exception {
    String id = id(client.post("/domains/import/jobs", TWO));
    try (EventReceiver events = EventReceiver.of(peeker)) {
      peeker.imports().fail(id);

      assertThat(events.next().path("type").asText()).isEqualTo("domain_import.failed");
    }
    peeker.clock().advance(Duration.ofHours(1));
    assertThat(status(client.get("/domains/import/jobs/" + id))).isEqualTo("failed");
    assertThat(client.get("/domains?status=failed").data()).hasSize(2);
  }

  @Test
  void failedDomain_importedAgain_canBeOrdered() throws Exception {
    peeker.imports().fail(id(client.post("/domains/import", TWO)));

    client.post("/domains/import", TWO);
    peeker.clock().advance(Duration.ofMinutes(5));

    assertThat(order("team-acme.com").status()).isEqualTo(200);
  }

  @Test
  void job_completed_cannotBeMovedAgain() throws Exception {
    String id = id(client.post("/domains/import", TWO));
    peeker.imports().complete(id);

    assertThatIllegalStateException()
        .isThrownBy(() -> peeker.imports().fail(id))
        .withMessage("The import " + id + " is completed already");
  }

  @Test
  void job_unknown_cannotBeMoved() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.imports().complete("imp_unknown"))
        .withMessage("No import imp_unknown in this account");
  }

  private TestResponse importMany(String path, int count) throws Exception {
    String names =
        IntStream.range(0, count)
            .mapToObj(i -> "\"domain-" + (100 + i) + ".com\"")
            .collect(Collectors.joining(","));
    return client.post(path, "{\"domains\": [" + names + "]}");
  }

  private TestResponse order(String domain) throws Exception {
    return client.order(Fixtures.bundleOrder(domain).put("bundle_id", "bun_one"));
  }

  private static String id(TestResponse response) {
    return response.data().path("id").asText();
  }

  private static String status(TestResponse response) {
    return response.data().path("status").asText();
  }
}
