package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.model.UnavailableReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvailabilityTest {
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
  void domains_ofTheDocumentedExample_haveItsRows() throws Exception {
    TestResponse response = check("acme-mail.com", "taken-domain.com");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.data().path("domains").toString())
        .isEqualTo(
            "[{\"domain\":\"acme-mail.com\",\"available\":true,\"price_cents\":1300,"
                + "\"renewal_price_cents\":1500,\"currency\":\"usd\","
                + "\"usable_for\":[\"google\",\"microsoft\"],\"premium\":false},"
                + "{\"domain\":\"taken-domain.com\",\"available\":false,\"premium\":false,"
                + "\"reason\":\"taken\"}]");
  }

  @Test
  void premiumDomain_ofTheExamples_isMarkedAndNotAvailable() throws Exception {
    JsonNode row = row("premium-domain.com");

    assertThat(row.path("available").asBoolean()).isFalse();
    assertThat(row.path("premium").asBoolean()).isTrue();
    assertThat(row.path("reason").asText()).isEqualTo("premium");
  }

  @Test
  void sharedDomain_ofTheExamples_isForGoogleOnly() throws Exception {
    assertThat(row("shared-domain.com").path("usable_for").toString()).isEqualTo("[\"google\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www.acme.com",
        "acme",
        "com",
        "co.uk",
        "a_b.com",
        "-a.com",
        "acme..com",
        "1.2.3.4",
        "https://acme.com",
        "acme.com/",
        "acme com.com"
      })
  void name_notARootDomain_isInvalid(String name) throws Exception {
    assertThat(row(name).path("reason").asText()).isEqualTo("invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.co.uk", "ACME-Mail.com", "münchen.de", "xn--mnchen-3ya.de", "a.io"})
  void name_ofARootDomain_isAvailableAndSpelledAsSent(String name) throws Exception {
    assertThat(row(name).path("available").asBoolean()).isTrue();
    assertThat(row(name).path("domain").asText()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"TAKEN, taken", "PREMIUM, premium", "INVALID, invalid", "ERRORED, errored"})
  void domain_madeUnavailable_hasTheReasonInAnyLetterCase(String reason, String value)
      throws Exception {
    peeker.domains().setUnavailable("Acme-Mail.com", UnavailableReason.of(value));

    assertThat(row("acme-mail.COM").path("reason").asText()).isEqualTo(value);
    assertThat(UnavailableReason.of(value).known().name()).isEqualTo(reason);
  }

  @Test
  void domain_madeAvailableAgain_isForBothProviders() throws Exception {
    peeker.domains().setAvailable("taken-domain.com");
    peeker.domains().setAvailable("shared-domain.com");

    assertThat(row("taken-domain.com").path("available").asBoolean()).isTrue();
    assertThat(row("shared-domain.com").path("usable_for")).hasSize(2);
  }

  @Test
  void domain_madeGoogleOnly_isNotForMicrosoft() throws Exception {
    peeker.domains().setGoogleOnly("acme-mail.com");

    assertThat(row("acme-mail.com").path("usable_for").toString()).isEqualTo("[\"google\"]");
  }

  @Test
  void domain_ofTheAccount_isTaken() throws Exception {
    peeker.domains().add("spare-acme.com");

    assertThat(row("spare-acme.com").path("reason").asText()).isEqualTo("taken");
  }

  @Test
  void result_withinFiveMinutes_isCached() throws Exception {
    row("acme-mail.com");
    peeker.domains().setUnavailable("acme-mail.com", UnavailableReason.TAKEN);
    peeker.clock().advance(Duration.ofMinutes(5).minusSeconds(1));

    assertThat(row("acme-mail.com").path("available").asBoolean()).isTrue();
  }

  @Test
  void result_afterFiveMinutes_isStaleOnceAndThenRefreshed() throws Exception {
    row("acme-mail.com");
    peeker.domains().setUnavailable("acme-mail.com", UnavailableReason.TAKEN);
    peeker.clock().advance(Duration.ofMinutes(5));

    JsonNode stale = row("acme-mail.com");

    assertThat(stale.path("available").asBoolean()).isFalse();
    assertThat(stale.path("reason").asText()).isEqualTo("stale");
    assertThat(row("acme-mail.com").path("reason").asText()).isEqualTo("taken");
  }

  @Test
  void result_cachedInAnotherLetterCase_isSpelledAsSent() throws Exception {
    row("acme-mail.com");

    assertThat(row("ACME-mail.com").path("domain").asText()).isEqualTo("ACME-mail.com");
  }

  @Test
  void domains_fifty_areAllAnsweredInOrder() throws Exception {
    JsonNode rows = checkMany(50).data().path("domains");

    assertThat(rows).hasSize(50);
    assertThat(rows.at("/0/domain").asText()).isEqualTo("domain-1.com");
    assertThat(rows.at("/49/domain").asText()).isEqualTo("domain-50.com");
  }

  @Test
  void domains_moreThanFifty_areInvalid() throws Exception {
    assertThat(checkMany(51).errorSummary()).isEqualTo("400 invalid_request domains");
  }

  @Test
  void domains_none_isInvalid() throws Exception {
    assertThat(client.post("/domains/availability", "{\"domains\": []}").errorSummary())
        .isEqualTo("400 invalid_request domains");
  }

  @Test
  void order_ofStaleDomains_looksAtTheStateOfTheMoment() throws Exception {
    peeker.addBundle("bun_one", 1);
    row("acme-mail.com");
    peeker.clock().advance(Duration.ofMinutes(5));

    assertThat(
            client
                .order(Fixtures.bundleOrder("acme-mail.com").put("bundle_id", "bun_one"))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "taken-domain.com, unavailable",
    "premium-domain.com, premium",
    "www.acme.com, unavailable",
    "errored-domain.com, unavailable"
  })
  void order_ofACandidateThatCannotBeBought_isNotSubmittable(String domain, String reason)
      throws Exception {
    peeker.addBundle("bun_one", 1);
    peeker.domains().setUnavailable("errored-domain.com", UnavailableReason.ERRORED);

    TestResponse response = client.order(Fixtures.bundleOrder(domain).put("bundle_id", "bun_one"));

    assertThat(response.errorSummary()).isEqualTo("400 domains_not_submittable domains");
    assertThat(response.error().path("details").toString())
        .isEqualTo(
            "{\"required_replacements\":1,\"domains_not_submittable\":[{\"domain\":\"%s\",\"reason\":\"%s\"}]}"
                .formatted(domain, reason));
  }

  @Test
  void setUnavailable_stale_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.domains().setUnavailable("a.com", UnavailableReason.STALE))
        .withMessageContaining("advance the clock by 5 minutes");
  }

  private JsonNode row(String name) throws Exception {
    return check(name).data().at("/domains/0");
  }

  private TestResponse check(String... names) throws Exception {
    return client.post(
        "/domains/availability", "{\"domains\": [\"" + String.join("\", \"", names) + "\"]}");
  }

  private TestResponse checkMany(int count) throws Exception {
    String names =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> "\"domain-" + i + ".com\"")
            .collect(Collectors.joining(", "));
    return client.post("/domains/availability", "{\"domains\": [" + names + "]}");
  }
}
