package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.DomainsNotSubmittableException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.model.BlockedDomain;
import ai.peeker.partner.model.OrderList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error responses that are very long or oddly written keep their meaning. */
@Timeout(60)
class OddErrorResponseTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final HandTime time = new HandTime();

  private PeekerClient client() {
    return Clients.builder(server).time(time).build();
  }

  private ApiException orderFailure(int status, String body) {
    server.answerUnchecked(CheckedServer.json(status, Map.of(), body));
    return Clients.orderFailure(ApiException.class, Clients.sendingOnce(server));
  }

  private static String error(String code, String details) {
    return "{\"error\":{\"code\":\""
        + code
        + "\",\"message\":\"No.\",\"details\":"
        + details
        + "}}";
  }

  private static String blockedRows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"domain\":\"taken-domain-" + i + ".com\",\"reason\":\"unavailable\"}")
        .collect(Collectors.joining(",", "{\"domains_not_submittable\":[", "]}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_038, 20_000})
  void errorBody_ofManyRows_hasThemAllInAShortMessage(int rows) {
    String body = error("domains_not_submittable", blockedRows(rows));
    assertThat(body).hasSizeGreaterThan(64 * 1024 - 10_000);

    DomainsNotSubmittableException e = (DomainsNotSubmittableException) orderFailure(400, body);

    assertThat(e.blockedDomains())
        .hasSize(rows)
        .last()
        .extracting(BlockedDomain::domain)
        .isEqualTo("taken-domain-" + (rows - 1) + ".com");
    assertThat(e.getMessage())
        .startsWith("HTTP 400 domains_not_submittable: No. Details: {domains_not_submittable=[")
        .endsWith("…. Replace the named domains.")
        .hasSizeLessThan(3_000);
    assertThat(e.rawBody()).hasSizeLessThanOrEqualTo(64 * 1024).startsWith(body.substring(0, 1000));
  }

  @Test
  void errorBody_largerThanFourMebibytes_isReadInPart() {
    ApiException e = orderFailure(400, error("domains_not_submittable", blockedRows(100_000)));

    assertThat(e.code().value()).isEqualTo("http_400");
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e.getMessage()).contains("4194304 bytes").hasSizeLessThan(500);
  }

  @Test
  void errorBody_withALongMessage_isShownInPart() {
    ApiException e = orderFailure(400, error("x", "{}").replace("No.", "no ".repeat(50_000)));

    assertThat(e.getMessage()).hasSizeLessThan(2_100);
    assertThat(e.apiMessage()).hasSizeGreaterThan(60_000);
  }

  @Test
  void errorBody_withACharacterThatIsNotUtf8_keepsItsCode() {
    byte[] latin1 =
        error("domain_count_mismatch", "{\"required_count\":4}")
            .replace("No.", "schlie\u00dfen")
            .getBytes(StandardCharsets.ISO_8859_1);
    server.answerUnchecked(
        new MockResponse.Builder().code(400).body(new Buffer().write(latin1)).build());

    ApiException e = Clients.orderFailure(ApiException.class, Clients.sendingOnce(server));

    assertThat(((DomainCountMismatchException) e).requiredCount()).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0", "4e0", "4.000", "0.4E1", "40e-1"})
  void counts_writtenAsAnyInteger_areRead(String four) {
    DomainCountMismatchException e =
        (DomainCountMismatchException)
            orderFailure(400, error("domain_count_mismatch", "{\"required_count\":" + four + "}"));

    assertThat(e.requiredCount()).hasValue(4);
  }

  @ParameterizedTest
  @CsvSource({"3000000000, 3000000000", "9223372036854775807.0, 9223372036854775807", "-0.0, 0"})
  void counts_upTo64Bits_areRead(String json, long expected) {
    DomainsNotSubmittableException e =
        (DomainsNotSubmittableException)
            orderFailure(
                400, error("domains_not_submittable", "{\"required_replacements\":" + json + "}"));

    assertThat(e.requiredReplacements()).hasValue(expected);
  }

  @Test
  void counts_writtenAsStrings_stayInTheDetails() {
    DomainCountMismatchException e =
        (DomainCountMismatchException)
            orderFailure(400, error("domain_count_mismatch", "{\"required_count\":\"4\"}"));

    assertThat(e.requiredCount()).isEmpty();
    assertThat(e.details()).containsEntry("required_count", "4");
  }

  @Test
  void blockedDomain_withAnOddReason_keepsItsName() {
    String rows = "[{\"domain\":\"a.com\",\"reason\":7},{\"domain\":\"b.com\",\"reason\":null}]";

    DomainsNotSubmittableException e =
        (DomainsNotSubmittableException)
            orderFailure(
                400,
                error("domains_not_submittable", "{\"domains_not_submittable\":" + rows + "}"));

    assertThat(e.blockedDomains())
        .extracting(BlockedDomain::domain)
        .containsExactly("a.com", "b.com");
    assertThat(e.blockedDomains()).extracting(BlockedDomain::reason).containsOnlyNulls();
  }

  private static MockResponse unavailable(String... retryAfter) {
    MockResponse.Builder response = new MockResponse.Builder().code(503);
    for (String value : retryAfter) {
      response.addHeaderLenient("Retry-After", value);
    }
    return response.build();
  }

  @Test
  void retryAfter_thatIsNotAscii_isThatOfA503() {
    server.answerUnchecked(unavailable("sp\u00e4ter"));
    PeekerClient client = Clients.builder(server).retryPolicy(RetryPolicy.none()).build();

    ServerException e = catchThrowableOfType(ServerException.class, () -> client.account().me());

    assertThat(e.status()).hasValue(503);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"'90|2', 90000", "'2|90', 90000", "'sp\u00e4ter|2.5', 2500", "2.5, 2500"})
  void retryAfter_ofA503_isAFloor(String headers, long millis) {
    server.answerUnchecked(unavailable(headers.split("\\|")));
    server.answer(200, Samples.page("new_order"));
    PeekerClient client =
        Clients.builder(server).time(time).timeout(Duration.ofMinutes(10)).build();

    var placed = client.orders().create(Samples.bundleOrder());

    assertThat(placed.id()).isNotEmpty();
    assertThat(time.sleeps()).hasSize(1);
    assertThat(time.sleeps().get(0)).isGreaterThanOrEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void success_withAHundredThousandWrongEntries_isReadWithoutThem() {
    String body =
        "{\"data\":[" + "7,".repeat(100_000) + "7],\"links\":{\"first\":\"\"},\"meta\":{}}";
    server.answerUnchecked(CheckedServer.json(200, Map.of(), body));

    OrderList page = client().orders().listWithResponse().body();

    assertThat(page.data()).isEmpty();
    assertThat(page.links().first()).isEmpty();
    assertThat(page.problems()).hasSize(100);
    assertThat(page.problems().get(0)).hasToString("data[0] must be an object, not a number");
  }

  @Test
  void success_withALongNameOfAWrongProperty_failsWithABoundedMessage() {
    String body = "{\"data\":{\"" + "n".repeat(100_000) + "\":1}}";
    server.answerUnchecked(CheckedServer.json(200, Map.of(), body));

    UnreadableResponseException e =
        catchThrowableOfType(
            UnreadableResponseException.class, () -> client().bundles().get("bun_1"));

    assertThat(e.getMessage()).hasSizeLessThan(10_000);
  }
}
