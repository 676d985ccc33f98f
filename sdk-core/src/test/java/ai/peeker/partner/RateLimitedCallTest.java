package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.model.ImportDomainsRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.RateLimitReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that the server limits. */
class RateLimitedCallTest extends RetryFixture {
  private static final String DATE = "Fri, 08 May 2026 12:00:00 GMT";

  static Stream<Arguments> waits() {
    String twelve = ",\"details\":{\"retry_after_seconds\":12}";
    return Stream.of(
        wait("body", 12_000, twelve),
        wait("body, zero", 0, ",\"details\":{\"retry_after_seconds\":0}"),
        wait("body, fraction", 1_500, ",\"details\":{\"retry_after_seconds\":1.5}"),
        wait("body, fraction rounded up", 1, ",\"details\":{\"retry_after_seconds\":0.0001}"),
        wait("header, seconds", 7_000, "", "Retry-After", "7"),
        wait("header, seconds with white space", 7_000, "", "Retry-After", " 7 "),
        wait(
            "header, date against the server's own clock",
            30_000,
            "",
            "Retry-After",
            "Fri, 08 May 2026 13:00:30 GMT",
            "Date",
            "Fri, 08 May 2026 13:00:00 GMT"),
        wait(
            "header, date without Date", 9_000, "", "Retry-After", "Fri, 08 May 2026 12:00:09 GMT"),
        wait(
            "header, date with a Date that is none",
            9_000,
            "",
            "Retry-After",
            "Fri, 08 May 2026 12:00:09 GMT",
            "Date",
            "soon"),
        wait(
            "header, date gone by",
            5_000,
            "",
            "Retry-After",
            "Fri, 08 May 2026 11:00:00 GMT",
            "Date",
            DATE),
        wait("both, body larger", 12_000, twelve, "Retry-After", "7"),
        wait("both, header larger", 20_000, twelve, "Retry-After", "20"),
        wait("both, equal", 12_000, twelve, "Retry-After", "12"),
        wait("body good, header nonsense", 12_000, twelve, "Retry-After", "soon"),
        wait(
            "body nonsense, header good",
            7_000,
            ",\"details\":{\"retry_after_seconds\":-1}",
            "Retry-After",
            "7"),
        wait("neither", 5_000, ""),
        wait("details empty", 5_000, ",\"details\":{}"),
        wait("details a list", 5_000, ",\"details\":[12]"),
        wait("details null", 5_000, ",\"details\":null"),
        wait("negative", 5_000, ",\"details\":{\"retry_after_seconds\":-3}"),
        wait("text", 5_000, ",\"details\":{\"retry_after_seconds\":\"NaN\"}"),
        wait("null", 5_000, ",\"details\":{\"retry_after_seconds\":null}"),
        wait("object", 5_000, ",\"details\":{\"retry_after_seconds\":{}}"),
        wait("huge", 5_000, ",\"details\":{\"retry_after_seconds\":1e300}"),
        wait("astronomic", 5_000, ",\"details\":{\"retry_after_seconds\":1e999999999}"),
        wait("beyond any number", 5_000, ",\"details\":{\"retry_after_seconds\":1e99999999999}"),
        wait("header negative", 5_000, "", "Retry-After", "-7"),
        wait("header fraction", 1_500, "", "Retry-After", "1.5"),
        wait("header NaN", 5_000, "", "Retry-After", "NaN"),
        wait("header empty", 5_000, "", "Retry-After", ""),
        wait("header huge", 5_000, "", "Retry-After", "99999999999999999999"),
        wait("header beyond a year", 5_000, "", "Retry-After", "999999999"),
        wait("header date of no sense", 5_000, "", "Retry-After", "Fri, 99 May 2026 12:00:00 GMT"),
        wait(
            "header date far off",
            5_000,
            "",
            "Retry-After",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "Date",
            DATE));
  }

  private static Arguments wait(String name, long millis, String details, String... headers) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      byName.put(headers[i], headers[i + 1]);
    }
    return Arguments.of(name, details, byName, Duration.ofMillis(millis));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void call_limited_waitsAsLongAsTheServerSays(
      String name, String details, Map<String, String> headers, Duration expected) {
    limited(details, headers);
    server.answer(200, RECEIPT);

    create(client());

    assertThat(time.sleeps()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 12000", "0.5, 12500", "0.999, 12999"})
  void call_limited_addsJitterToTheFloor(double random, long expectedMillis) {
    limited(",\"details\":{\"retry_after_seconds\":12}", Map.of());
    server.answer(200, RECEIPT);

    create(builder().time(time.random(random)).build());

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(expectedMillis));
  }

  @Test
  void call_limitedByAnErrorPage_waitsTheDefault() {
    server.answerUnchecked(
        new MockResponse.Builder().code(429).body("<html>slow down</html>").build());
    server.answer(200, RECEIPT);

    create(client());

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void call_limitedThreeTimes_succeedsAtTheFourth() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answer(429, Map.of("Peeker-Request-Id", "req_1"), busy);
    server.answer(429, Map.of("Peeker-Request-Id", "req_2"), busy);
    server.answer(429, busy);
    server.answer(200, Map.of("Peeker-Request-Id", "req_4"), RECEIPT);

    ApiResponse<OrderSummary> response = create(client());

    assertThat(response.body().id()).isEqualTo("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(response.requestId()).isEqualTo("req_4");
    assertThat(response.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
    assertThat(response.attempts())
        .extracting(each -> each.status().orElse(0))
        .containsExactly(429, 429, 429, 200);
    assertThat(response.attempts())
        .extracting(Attempt::requestId)
        .containsExactly("req_1", "req_2", null, "req_4");
    assertThat(response.attempts())
        .extracting(each -> each.waitedBefore().toSeconds())
        .containsExactly(0L, 12L, 12L, 12L);
    assertThat(response.attempts())
        .extracting(Attempt::startedAt)
        .containsExactly(
            HandTime.START,
            HandTime.START.plusSeconds(12),
            HandTime.START.plusSeconds(24),
            HandTime.START.plusSeconds(36));
  }

  @Test
  void call_limitedAgainAndAgain_givesUpAfterTheLastAttempt() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answerAlways(
        request -> CheckedServer.json(429, Map.of("Peeker-Request-Id", "req_9"), busy));

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(server.requests()).hasSize(4);
    assertThat(e.attempts()).hasSize(4);
    assertThat(time.sleeps()).hasSize(3);
    assertThat(e.requestId()).isEqualTo("req_9");
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e.status()).hasValue(429);
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(3 * 12 + 12));
    assertThat(e.reason()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void call_limitedAgainAndAgain_keepsToTheBoundOfThePolicy(int maxAttempts) {
    server.answerAlways(
        request -> CheckedServer.json(429, Map.of("Retry-After", "0"), limitedWithoutWait()));
    PeekerClient client =
        builder().retryPolicy(RetryPolicy.defaults().withMaxAttempts(maxAttempts)).build();

    var unused = catchThrowableOfType(RateLimitedException.class, () -> create(client));

    assertThat(server.requests()).hasSize(maxAttempts);
  }

  private static String limitedWithoutWait() {
    return "{\"error\":{\"code\":\"rate_limited\",\"message\":\"API rate limit exceeded\"}}";
  }

  @Test
  void call_limited_sendsTheSameBytesAgain() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answer(429, busy).answer(429, busy).answer(200, RECEIPT);

    create(client());

    assertThat(server.requests())
        .extracting(SentRequest::body)
        .hasSize(3)
        .containsOnly(server.requests().get(0).body());
  }

  @Test
  void importCall_withoutCapacity_isNotWaitedOut() {
    String busy = Contract.example("response ImportRateLimited cloudflare_account_capacity").json();
    server.answer(429, busy);
    ImportDomainsRequest request =
        ImportDomainsRequest.fromJson(Map.of("domains", List.of("acme-mail.com")));

    RateLimitedException e =
        catchThrowableOfType(
            RateLimitedException.class, () -> client().domains().importDomains(request));

    assertThat(e.reason()).isEqualTo(RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY);
    assertThat(e.retryAt()).isNull();
    assertThat(time.sleeps()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(e).hasMessageContaining("queueImport");
  }
}
