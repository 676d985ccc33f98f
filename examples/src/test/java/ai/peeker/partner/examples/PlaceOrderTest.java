package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of PlaceOrder and its exit statuses. */
class PlaceOrderTest {
  private static final Map<String, String> NO_KEY = Map.of();

  @TempDir private Path folder;

  @Test
  void run_withoutKeyAndFile_placesTheBuiltInOrders() {
    Run run = Run.of(NO_KEY);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("LocalPeeker")
        .containsSubsequence(
            "rejected: This order needs 12 domains but has 11",
            "The custom order: This order needs 12 domains and has 12",
            "placed:",
            "the same order",
            "The bundle order: This order needs 10 domains and has 10",
            "placed:",
            "the same order");
    assertQuiet(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle_order.json", "existing_user_order.json", "custom_order.json"})
  void run_withADocumentedExample_placesIt(String example) {
    Run run = Run.of(NO_KEY, Run.file(example));

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsSubsequence("placed:", "the same order");
    assertQuiet(run);
  }

  @Test
  void run_withKey_callsTheBaseUrl() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      Run run = Run.against(peeker, Run.file("bundle_order.json"));

      assertThat(run.status()).isZero();
      assertThat(run.out()).contains(peeker.baseUrl().toString()).contains("the same order");
      assertThat(peeker.orders().all()).hasSize(1);
      assertThat(peeker.requests()).hasSize(2);
      assertQuiet(run);
    }
  }

  @Test
  void run_withTestKeyAndWithoutFile_placesTheBuiltInOrders() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      Run run = Run.against(peeker);

      assertThat(run.status()).isZero();
      assertThat(peeker.orders().all()).hasSize(2);
      assertQuiet(run);
    }
  }

  @Test
  void run_withTooFewDomains_is2AndSendsNothing() throws IOException {
    Path file = changed("custom_order.json", "\"domain-12.com\"", "\"domain-12.com\", \"x.com\"");
    try (LocalPeeker peeker = LocalPeeker.start()) {
      Run run = Run.against(peeker, file.toString());

      assertFailed(run, 2, "needs 12 domains but has 13");
      assertThat(peeker.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | The order cannot be read
          {                | The order cannot be read
          nonsense         | The order cannot be read
          {} {}            | The order cannot be read
          []               | order
          {}               | user
          {"bundle_id": 7} | bundle_id
          """)
  void run_withInvalidFile_is2AndSendsNothing(String content, String named) throws IOException {
    Path file = Files.writeString(folder.resolve("order.json"), content);
    try (LocalPeeker peeker = LocalPeeker.start()) {
      assertFailed(Run.against(peeker, file.toString()), 2, named);
      assertThat(peeker.requests()).isEmpty();
    }
  }

  @Test
  void run_withMissingFile_is2AndNamesIt() {
    assertFailed(Run.of(NO_KEY, "no-such-order.json"), 2, "no-such-order.json");
  }

  @Test
  void run_withFolder_is2AndNamesIt() {
    assertFailed(Run.of(NO_KEY, folder.toString()), 2, folder.toString());
  }

  @Test
  void run_withFileInLatin1_is2AndNamesIt() throws IOException {
    Path file = folder.resolve("latin.json");
    Files.write(file, "{\"user\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertFailed(Run.of(NO_KEY, file.toString()), 2, "latin.json");
  }

  @Test
  void run_withTwoFiles_is2() {
    assertFailed(Run.of(NO_KEY, "a.json", "b.json"), 2, "at most one file");
  }

  @Test
  void run_withLiveKeyAndWithoutFile_is2AndSendsNothing() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      Run run =
          Run.of(
              Map.of(
                  "PEEKER_API_KEY",
                  "pk_live_canary",
                  "PEEKER_BASE_URL",
                  peeker.baseUrl().toString()));

      assertFailed(run, 2, "live key");
      assertThat(run.output()).doesNotContain("pk_live_canary");
      assertThat(peeker.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "canary-key", "pk_live_canary key"})
  void run_withInvalidKey_is2(String key) {
    Run run = Run.of(Map.of("PEEKER_API_KEY", key), Run.file("bundle_order.json"));
    assertFailed(run, 2, "API key");
    assertThat(run.output()).doesNotContain("canary");
  }

  @Test
  void run_withBlockedDomain_is3() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.domains().setUnavailable("domain-03.com", UnavailableReason.PREMIUM);
      Run run = Run.against(peeker, Run.file("custom_order.json"));

      assertFailed(run, 3, "domains_not_submittable");
      assertThat(run.err()).contains("domain-03.com").contains("request id req_");
      assertThat(peeker.orders().all()).isEmpty();
    }
  }

  @Test
  void run_withDomainOfAnotherOrder_is3() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      assertThat(Run.against(peeker, Run.file("bundle_order.json")).status()).isZero();
      assertFailed(
          Run.against(peeker, Run.file("custom_order.json")), 3, "domain_already_in_active_order");
    }
  }

  @Test
  void run_withUnknownKey_is3() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      Run run =
          Run.of(
              Map.of(
                  "PEEKER_API_KEY",
                  "pk_test_canary",
                  "PEEKER_BASE_URL",
                  peeker.baseUrl().toString()),
              Run.file("custom_order.json"));
      assertFailed(run, 3, "unauthorized");
      assertThat(run.output()).doesNotContain("pk_test_canary");
    }
  }

  @Test
  void run_withLostResponse_sendsTheSameBytesAgainAndIs0() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.faults().next(1).dropResponse();
      Run run = Run.against(peeker, Run.file("custom_order.json"));

      assertThat(run.status()).as(run.output()).isZero();
      assertThat(peeker.requests())
          .extracting(ReceivedRequest::body)
          .hasSize(3)
          .containsOnly(peeker.requests().get(0).body());
      assertThat(peeker.orders().all()).hasSize(1);
    }
  }

  @Test
  void run_withUnreadableResponse_is4() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.faults().next(1).respond(200, "application/json", "{\"data\":{\"id\":7}}");

      assertFailed(Run.against(peeker, Run.file("custom_order.json")), 4, "The order was placed");
    }
  }

  @Test
  void run_withServerFailingBeyondTheTimeout_is4() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker
          .faults()
          .next(1)
          .respond(
              503,
              "application/json",
              "{\"error\":{\"code\":\"internal_error\",\"message\":\"down\","
                  + "\"details\":{\"retry_after_seconds\":3600}}}");

      assertFailed(Run.against(peeker, Run.file("custom_order.json")), 4, "HTTP 503");
    }
  }

  @Test
  void run_withoutServer_is2() {
    Map<String, String> environment;
    try (LocalPeeker peeker = LocalPeeker.start()) {
      environment = Run.environment(peeker);
    }
    assertFailed(Run.of(environment, Run.file("custom_order.json")), 2, "Nothing was sent");
  }

  @Test
  void run_rateLimitedBeyondTheTimeout_is3() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.faults().next(1).rateLimit(Duration.ofHours(1));
      assertFailed(Run.against(peeker, Run.file("custom_order.json")), 3, "rate_limited");
    }
  }

  private Path changed(String example, String from, String to) throws IOException {
    String json = Files.readString(Path.of(Run.file(example)));
    assertThat(json).contains(from);
    return Files.writeString(folder.resolve(example), json.replace(from, to));
  }

  private static void assertFailed(Run run, int status, String message) {
    assertThat(run.status()).as(run.output()).isEqualTo(status);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).as("one message").hasSize(1);
    assertQuiet(run);
  }

  private static void assertQuiet(Run run) {
    assertThat(run.output())
        .doesNotContain("secret-password")
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("Bearer");
  }
}
