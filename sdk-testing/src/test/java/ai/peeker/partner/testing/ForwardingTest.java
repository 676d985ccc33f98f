package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.ForwardingJob;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {
  private static final String URL = "https://acme.com/inbox-redirect";

  private LocalPeeker peeker;
  private TestClient client;
  private Domain acme;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();
    client = new TestClient(peeker);
    acme = peeker.domains().add("acme-mail.com");
    peeker.domains().add("bad-acme.com");
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void job_started_isInProgressAsDocumented() throws Exception {
    TestResponse response = forward(URL, "acme-mail.com");

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.data().toString())
        .isEqualTo(
            "{\"id\":\"fwj_01TESTPEEKER000000000001\",\"status\":\"in_progress\","
                + "\"completed_count\":0,\"failed_count\":0,"
                + "\"forwarding_url\":\"https://acme.com/inbox-redirect\",\"completed\":[],"
                + "\"failed\":[],\"created_at\":\"2026-05-08T12:00:00Z\"}");
  }

  @Test
  void job_afterThreeMinutes_isCompletedAndReportedWithItsData() throws Exception {
    String id = id(forward(URL, "acme-mail.com"));
    try (EventReceiver events = EventReceiver.of(peeker)) {
      peeker.clock().advance(Duration.ofMinutes(3));

      JsonNode event = events.next();
      assertThat(event.path("type").asText()).isEqualTo("domain.forwarding_updated");
      assertThat(event.path("data").toString())
          .isEqualTo(
              "{\"id\":\""
                  + id
                  + "\",\"status\":\"completed\","
                  + "\"completed_count\":1,\"failed_count\":0,"
                  + "\"forwarding_url\":\"https://acme.com/inbox-redirect\","
                  + "\"completed\":[\"acme-mail.com\"],\"failed\":[],"
                  + "\"created_at\":\"2026-05-08T12:00:00Z\","
                  + "\"completed_at\":\"2026-05-08T12:03:00Z\"}");
      assertThat(client.get("/domains/forwarding/" + id).data()).isEqualTo(event.path("data"));
    }
  }

  @Test
  void job_justBeforeThreeMinutes_isInProgress() throws Exception {
    String id = id(forward(URL, "acme-mail.com"));
    peeker.clock().advance(Duration.ofMinutes(3).minusSeconds(1));

    assertThat(status(client.get("/domains/forwarding/" + id))).isEqualTo("in_progress");
  }

  @Test
  void domains_byIdAndByName_areMixedAndCountedOnce() throws Exception {
    JsonNode job = finished(forward(URL, acme.id(), "BAD-acme.com", "acme-mail.com"));

    assertThat(job.path("completed").toString()).isEqualTo("[\"acme-mail.com\",\"bad-acme.com\"]");
    assertThat(job.path("completed_count").asInt()).isEqualTo(2);
  }

  @Test
  void forwardedDomain_showsTheUrl() throws Exception {
    finished(forward(URL, "acme-mail.com"));

    assertThat(client.get("/domains").data().findValuesAsText("forwarding_url"))
        .containsExactly(URL);
  }

  @Test
  void domain_thatRedirectsThereAlready_isCompletedInTheResponse() throws Exception {
    finished(forward(URL, "acme-mail.com"));
    try (EventReceiver events = EventReceiver.of(peeker)) {
      TestResponse response = forward(URL, "acme-mail.com");

      assertThat(status(response)).isEqualTo("completed");
      assertThat(response.data().path("completed_at").asText()).isEqualTo("2026-05-08T12:03:00Z");
      assertThat(events.next().path("type").asText()).isEqualTo("domain.forwarding_updated");
    }
  }

  @Test
  void domain_thatRedirectsThereAlready_isListedWhileTheOthersAreInProgress() throws Exception {
    finished(forward(URL, "acme-mail.com"));

    JsonNode job = forward(URL, "bad-acme.com", "acme-mail.com").data();

    assertThat(job.path("status").asText()).isEqualTo("in_progress");
    assertThat(job.path("completed").toString()).isEqualTo("[\"acme-mail.com\"]");
  }

  @Test
  void job_withAFailedDomain_isAPartialSuccessAndReportedTwice() throws Exception {
    peeker.forwarding().setFailure("Bad-acme.com", ForwardingFailureReason.DNS_LOOKUP_FAILED);
    TestResponse started = forward(URL, "acme-mail.com", "bad-acme.com");
    try (EventReceiver events = EventReceiver.of(peeker)) {
      JsonNode job = finished(started);

      assertThat(job.path("status").asText()).isEqualTo("partial_success");
      assertThat(job.path("completed").toString()).isEqualTo("[\"acme-mail.com\"]");
      assertThat(job.path("failed").toString())
          .isEqualTo("[{\"domain\":\"bad-acme.com\",\"reason\":\"dns_lookup_failed\"}]");
      assertThat(events.nextTypes(2))
          .containsExactly("domain.forwarding_failed", "domain.forwarding_updated");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://acme.com", "acme.com", "https://", "http://a b", "javascript:0"})
  void job_toAnInvalidTarget_fails(String url) throws Exception {
    TestResponse started = forward(url, "acme-mail.com");
    try (EventReceiver events = EventReceiver.of(peeker)) {
      JsonNode job = finished(started);

      assertThat(job.path("status").asText()).isEqualTo("failed");
      assertThat(job.at("/failed/0/reason").asText()).isEqualTo("invalid_target");
      assertThat(events.next().path("type").asText()).isEqualTo("domain.forwarding_failed");
    }
    assertThat(client.get("/domains").data().findValuesAsText("forwarding_url")).isEmpty();
  }

  @Test
  void domain_whoseImportIsNotCompleted_failsByItsDns() throws Exception {
    client.post("/domains/import", "{\"domains\": [\"team-acme.com\"]}");

    JsonNode job = finished(forward(URL, "team-acme.com"));

    assertThat(job.at("/failed/0/reason").asText()).isEqualTo("dns_lookup_failed");
  }

  @Test
  void fail_failsEveryDomainOfTheJob() throws Exception {
    String id = id(forward(URL, "acme-mail.com", "bad-acme.com"));

    peeker.forwarding().fail(id, ForwardingFailureReason.TARGET_UNREACHABLE);

    JsonNode job = client.get("/domains/forwarding/" + id).data();
    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.path("failed").findValuesAsText("reason"))
        .containsExactly("target_unreachable", "target_unreachable");
  }

  @Test
  void complete_finishesTheJobNow() throws Exception {
    String id = id(forward(URL, "acme-mail.com"));

    peeker.forwarding().complete(id);

    assertThat(status(client.get("/domains/forwarding/" + id))).isEqualTo("completed");
    assertThatIllegalStateException()
        .isThrownBy(() -> peeker.forwarding().complete(id))
        .withMessage("The forwarding job " + id + " is finished already");
  }

  @Test
  void complete_unknownJob_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.forwarding().complete("fwj_unknown"))
        .withMessage("No forwarding job fwj_unknown in this account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dom_unknown", "unknown.com"})
  void domain_unknown_isNotFound(String domain) throws Exception {
    assertThat(forward(URL, "acme-mail.com", domain).errorSummary()).isEqualTo("404 not_found");
    assertThat(peeker.forwarding().all()).isEmpty();
  }

  @Test
  void job_unknown_isNotFound() throws Exception {
    assertThat(client.get("/domains/forwarding/fwj_unknown").errorSummary())
        .isEqualTo("404 not_found");
  }

  @Test
  void domains_twentyFive_areAcceptedAndNotMore() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      names.add(peeker.domains().add("domain-" + i + ".com").id());
    }

    assertThat(forward(URL, names.toArray(new String[0])).status()).isEqualTo(202);
    names.add("acme-mail.com");
    assertThat(forward(URL, names.toArray(new String[0])).errorSummary())
        .isEqualTo("400 invalid_request domains");
  }

  @Test
  void all_returnsTheJobsNewestFirst() throws Exception {
    String first = id(forward(URL, "acme-mail.com"));
    String second = id(forward(URL, "bad-acme.com"));

    assertThat(peeker.forwarding().all())
        .extracting(ForwardingJob::id)
        .containsExactly(second, first);
    assertThat(peeker.forwarding()).hasToString("LocalForwarding[2 jobs]");
  }

  private TestResponse forward(String url, String... domains) throws Exception {
    return client.post(
        "/domains/forwarding",
        "{\"domains\": [\"%s\"], \"forwarding_url\": \"%s\"}"
            .formatted(String.join("\", \"", domains), url));
  }

  private JsonNode finished(TestResponse started) throws Exception {
    peeker.clock().advance(Duration.ofMinutes(3));
    return client.get("/domains/forwarding/" + id(started)).data();
  }

  private static String id(TestResponse response) {
    return response.data().path("id").asText();
  }

  private static String status(TestResponse response) {
    return response.data().path("status").asText();
  }
}
