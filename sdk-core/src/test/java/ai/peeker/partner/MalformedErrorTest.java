package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.DomainNotUsableForProviderException;
import ai.peeker.partner.error.DomainsNotSubmittableException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.UnrecognizedApiException;
import ai.peeker.partner.model.BlockedDomain;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error responses that are not as the API documents them. */
class MalformedErrorTest extends ErrorResponseFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"text\"",
        "{\"required_count\":\"four\",\"submitted_count\":null,\"missing_count\":{}}",
        "{\"required_count\":[4],\"submitted_count\":true,\"missing_count\":1.5}",
        "{\"required_count\":1e999999999,\"submitted_count\":1e400,\"missing_count\":-1e-999}",
        "{\"required_count\":99999999999999999999,\"submitted_count\":-0.1}"
      })
  void details_malformed_countAsAbsent(String details) {
    DomainCountMismatchException e =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(5),
            () ->
                (DomainCountMismatchException)
                    failure(400, error("domain_count_mismatch", ",\"details\":" + details)));

    assertThat(e.requiredCount()).isEmpty();
    assertThat(e.submittedCount()).isEmpty();
    assertThat(e.missingCount()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"domains_not_submittable\":null}",
        "{\"domains_not_submittable\":{}}",
        "{\"domains_not_submittable\":[null,1,\"a\",[],{},{\"domain\":7}]}",
        "{\"required_replacements\":\"2\",\"domains_not_submittable\":\"taken.com\"}"
      })
  void detailsOfBlockedDomains_malformed_countAsAbsent(String details) {
    DomainsNotSubmittableException e =
        (DomainsNotSubmittableException)
            failure(400, error("domains_not_submittable", ",\"details\":" + details));

    assertThat(e.requiredReplacements()).isEmpty();
    assertThat(e.blockedDomains()).isEmpty();
  }

  @Test
  void detailsOfBlockedDomains_partlyMalformed_keepTheRest() {
    DomainsNotSubmittableException e =
        (DomainsNotSubmittableException)
            failure(
                400,
                error(
                    "domains_not_submittable",
                    ",\"details\":{\"domains_not_submittable\":[7,{\"domain\":\"a.com\","
                        + "\"reason\":\"on_fire\"}]}"));

    assertThat(e.blockedDomains()).extracting(BlockedDomain::domain).containsExactly("a.com");
    assertThat(e.blockedDomains().get(0).reason().value()).isEqualTo("on_fire");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"domain\":7,\"provider\":[],\"usable_for\":\"google\"}", "{}"})
  void detailsOfAnUnusableDomain_malformed_countAsAbsent(String details) {
    DomainNotUsableForProviderException e =
        (DomainNotUsableForProviderException)
            failure(400, error("domain_not_usable_for_provider", ",\"details\":" + details));

    assertThat(e.domain()).isNull();
    assertThat(e.provider()).isNull();
    assertThat(e.usableFor()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"domains\":\"a.com\"}", "{\"domains\":[7,null,{}]}", "{}"})
  void detailsOfDomainsInOrders_malformed_countAsAbsent(String details) {
    DomainAlreadyInActiveOrderException e =
        (DomainAlreadyInActiveOrderException)
            failure(400, error("domain_already_in_active_order", ",\"details\":" + details));

    assertThat(e.domains()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"reason\":7}", "{\"reason\":null}", "{\"reason\":{}}"})
  void detailsOfALimit_malformed_countAsAbsent(String details) {
    RateLimitedException e =
        (RateLimitedException) failure(429, error("rate_limited", ",\"details\":" + details));

    assertThat(e.reason()).isNull();
  }

  /** Bodies that are not the envelope, each with the exception that its status alone calls for. */
  @ParameterizedTest(name = "HTTP {0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | <html>Bad</html>             | UnrecognizedApiException     | http_400       |"
            + " REJECTED",
        "401 | ''                           | UnauthorizedException | unauthorized   | REJECTED",
        "403 | ''                           | ForbiddenException    | forbidden      | REJECTED",
        "404 | ''                           | NotFoundException     | not_found      | REJECTED",
        "404 | <html>No such page</html>    | NotFoundException     | not_found      | REJECTED",
        "404 | {\"message\":\"Not Found\"}  | NotFoundException     | not_found      | REJECTED",
        "409 | {\"error\":\"conflict\"}     | UnrecognizedApiException     | http_409       |"
            + " REJECTED",
        "418 | {\"error\":{\"code\":7}}     | UnrecognizedApiException     | http_418       |"
            + " REJECTED",
        "422 | {\"error\":{\"message\":1}}  | UnrecognizedApiException     | http_422       |"
            + " REJECTED",
        "429 | ''                           | RateLimitedException  | rate_limited   | REJECTED",
        "500 | ''                           | ServerException       | internal_error | UNKNOWN",
        "502 | <html>Bad Gateway</html>     | ServerException       | internal_error | UNKNOWN",
        "503 | {\"error\":                  | ServerException       | internal_error | UNKNOWN",
        "504 | null                         | ServerException       | internal_error | UNKNOWN",
        "302 | ''                           | UnrecognizedApiException     | http_302       |"
            + " UNKNOWN",
        "408 | ''                           | UnrecognizedApiException     | http_408       |"
            + " UNKNOWN",
        "499 | <html>Closed</html>          | UnrecognizedApiException     | http_499       |"
            + " UNKNOWN",
      })
  void response_withoutTheEnvelope_goesByItsStatus(
      int status, String body, String type, String code, Outcome outcome) {
    ApiException e = failure(status, body);

    assertThat(e.getClass().getSimpleName()).isEqualTo(type);
    assertThat(e.code().value()).isEqualTo(code);
    assertThat(e.outcome()).isEqualTo(outcome);
    assertThat(e.status()).hasValue(status);
    assertThat(e.requestId()).isEqualTo("req_7");
    assertThat(e.rawBody()).isEqualTo(body.isEmpty() ? null : body);
    assertThat(e)
        .hasMessageContaining("The response is not the error that the API documents")
        .hasMessageContaining(body.length() + " bytes")
        .hasNoCause();
  }

  @Test
  void response_withACodeThatIsEmpty_doesNotFail() {
    ApiException e = failure(400, error("", ""));

    assertThat(e).isExactlyInstanceOf(UnrecognizedApiException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void response_ofHundredThousandLevels_doesNotOverflow(String opening) {
    ApiException e = failure(400, opening.repeat(100_000));

    assertThat(e.code().value()).isEqualTo("http_400");
  }

  @Test
  void response_withoutAMessage_doesNotFail() {
    ApiException e = failure(400, "{\"error\":{\"code\":\"invalid_request\",\"field\":7}}");

    assertThat(e).isExactlyInstanceOf(InvalidRequestException.class);
    assertThat(e.apiMessage()).isNotEmpty();
    assertThat(e.field()).isNull();
    assertThat(e.details()).isEmpty();
  }

  @Test
  void response_inLatin1_doesNotFail() {
    server.answerUnchecked(
        new mockwebserver3.MockResponse.Builder()
            .code(400)
            .body(new okio.Buffer().write(new byte[] {'{', (byte) 0xe4, (byte) 0xff, '}'}))
            .build());

    ApiException e = failure();

    assertThat(e.code().value()).isEqualTo("http_400");
  }

  @Test
  void requestId_notSent_isNull() {
    server.answer(400, Samples.page("order_shape_conflict"));

    assertThat(failure().requestId()).isNull();
  }
}
