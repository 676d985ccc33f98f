package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.DomainNotUsableForProviderException;
import ai.peeker.partner.error.DomainsNotSubmittableException;
import ai.peeker.partner.error.ForbiddenException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.error.OrderShapeConflictException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.error.UnrecognizedApiException;
import ai.peeker.partner.model.BlockedDomain;
import ai.peeker.partner.model.BlockedDomainReason;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.MailProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMappingTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private ApiException failure() {
    return Clients.orderFailure(ApiException.class, Clients.sendingOnce(server));
  }

  private ApiException failure(int status, String body) {
    server.answerUnchecked(CheckedServer.json(status, Map.of("Peeker-Request-Id", "req_7"), body));
    return failure();
  }

  private static String error(String code, String rest) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No.\"" + rest + "}}";
  }

  /** The 16 codes of the API's own page; the statuses are those that it or its guides document. */
  static Stream<Arguments> codes() {
    return Stream.of(
        code("BadRequest", "invalid_request", 400, InvalidRequestException.class),
        code("Unauthorized", "unauthorized", 401, UnauthorizedException.class),
        code("Forbidden", "forbidden", 403, ForbiddenException.class),
        code("NotFound", "not_found", 404, NotFoundException.class),
        code("RateLimited", "rate_limited", 429, RateLimitedException.class),
        code("OrderRejected", "provider_not_supported", 400, UnrecognizedApiException.class),
        code("OrderRejected", "smartlead_connection_required", 400, UnrecognizedApiException.class),
        code("OrderRejected", "smartlead_client_not_found", 400, UnrecognizedApiException.class),
        code("OrderRejected", "order_shape_conflict", 400, OrderShapeConflictException.class),
        code("OrderRejected", "domain_count_mismatch", 400, DomainCountMismatchException.class),
        code("OrderRejected", "domain_not_imported", 400, UnrecognizedApiException.class),
        code("OrderRejected", "domains_not_submittable", 400, DomainsNotSubmittableException.class),
        code("OrderRejected", "premium_domain_not_supported", 400, UnrecognizedApiException.class),
        code(
            "OrderRejected",
            "domain_not_usable_for_provider",
            400,
            DomainNotUsableForProviderException.class),
        code(
            "OrderRejected",
            "domain_already_in_active_order",
            400,
            DomainAlreadyInActiveOrderException.class),
        code("InternalError", "internal_error", 500, ServerException.class));
  }

  private static Arguments code(String response, String code, int status, Class<?> type) {
    return Arguments.of(response, code, status, type);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("codes")
  void response_withACodeOfTheContract_becomesItsType(
      String response, String code, int status, Class<?> type) {
    String body = Contract.example("response " + response + " " + code).json();
    server.answer(status, Map.of("Peeker-Request-Id", "req_7"), body);

    ApiException e = failure();

    assertThat(e).isExactlyInstanceOf(type);
    assertThat(e.code()).isEqualTo(ErrorCode.of(code));
    assertThat(e.code().value()).isEqualTo(code);
    assertThat(e.status()).hasValue(status);
    assertThat(e.outcome()).isEqualTo(status == 500 ? Outcome.UNKNOWN : Outcome.REJECTED);
    assertThat(e.requestId()).isEqualTo("req_7");
    assertThat(e.attempts()).hasSize(1);
    assertThat(e.apiMessage()).isEqualTo(Samples.tree(body).at("/error/message").asText());
    assertThat(Samples.tree(e.rawBody())).isEqualTo(Samples.tree(body));
    assertThat(e)
        .hasMessageStartingWith("HTTP " + status + " " + code)
        .hasMessageEndingWith("[request id req_7]");
  }

  @Test
  void table_above_hasEveryCodeOfTheContract() {
    Set<String> named = codes().map(each -> (String) each.get()[1]).collect(Collectors.toSet());
    Set<String> contract =
        Stream.of(ErrorCode.Known.values())
            .filter(each -> each != ErrorCode.Known.UNRECOGNIZED)
            .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(named).hasSize(16).isEqualTo(contract);
  }

  @Test
  void response_countMismatch_hasItsFigures() {
    server.answer(400, Samples.page("domain_count_mismatch"));

    DomainCountMismatchException e = (DomainCountMismatchException) failure();

    assertThat(e.requiredCount()).hasValue(4);
    assertThat(e.submittedCount()).hasValue(2);
    assertThat(e.missingCount()).hasValue(2);
    assertThat(e.field()).isEqualTo("domains");
    assertThat(e.status()).hasValue(400);
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e).hasMessageContaining("required_count=4");
  }

  @Test
  void response_notSubmittable_hasItsDomains() {
    server.answer(400, Samples.page("domains_not_submittable"));

    DomainsNotSubmittableException e = (DomainsNotSubmittableException) failure();

    assertThat(e.requiredReplacements()).hasValue(2);
    assertThat(e.blockedDomains())
        .extracting(BlockedDomain::domain)
        .containsExactly("taken-domain.com", "premium-domain.com");
    assertThat(e.blockedDomains())
        .extracting(BlockedDomain::reason)
        .containsExactly(BlockedDomainReason.UNAVAILABLE, BlockedDomainReason.PREMIUM);
  }

  @Test
  void response_notUsable_hasDomainAndProviders() {
    server.answer(400, Samples.page("domain_not_usable_for_provider"));

    DomainNotUsableForProviderException e = (DomainNotUsableForProviderException) failure();

    assertThat(e.domain()).isEqualTo("shared-domain.com");
    assertThat(e.provider()).isEqualTo(MailProvider.MICROSOFT);
    assertThat(e.usableFor()).containsExactly(MailProvider.GOOGLE);
  }

  @Test
  void response_alreadyInOrder_hasItsDomains() {
    server.answer(400, Samples.page("domain_already_in_active_order"));

    DomainAlreadyInActiveOrderException e = (DomainAlreadyInActiveOrderException) failure();

    assertThat(e.domains()).containsExactly("acme-mail.com");
    assertThat(e.field()).isNull();
  }

  @Test
  void response_withAnUnknownCode_keepsIt() {
    ApiException e = failure(409, error("order_on_hold", ",\"details\":{\"until\":\"noon\"}"));

    assertThat(e).isExactlyInstanceOf(UnrecognizedApiException.class);
    assertThat(e.code().value()).isEqualTo("order_on_hold");
    assertThat(e.code().known()).isEqualTo(ErrorCode.Known.UNRECOGNIZED);
    assertThat(e.details()).containsEntry("until", "noon");
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void response_withAnUnknownCodeAndAServerStatus_isAServerFailure() {
    ApiException e = failure(507, error("disk_full", ""));

    assertThat(e).isExactlyInstanceOf(ServerException.class);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void response_internalErrorWithAnyStatus_leavesTheOutcomeOpen() {
    ApiException e = failure(400, error("internal_error", ""));

    assertThat(e).isExactlyInstanceOf(ServerException.class);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

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

  @Test
  void details_ofAnException_cannotBeChanged() {
    ApiException e = failure(400, error("invalid_request", ",\"details\":{\"a\":1}"));

    assertThat(catchThrowableOfType(RuntimeException.class, () -> e.details().clear()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Bodies that are not the envelope, each with the exception that its status alone calls for. */
  @ParameterizedTest(name = "HTTP {0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | <html>Bad</html>             | UnrecognizedApiException     | http_400       | REJECTED",
        "401 | ''                           | UnauthorizedException | unauthorized   | REJECTED",
        "403 | ''                           | ForbiddenException    | forbidden      | REJECTED",
        "404 | ''                           | NotFoundException     | not_found      | REJECTED",
        "404 | <html>No such page</html>    | NotFoundException     | not_found      | REJECTED",
        "404 | {\"message\":\"Not Found\"}  | NotFoundException     | not_found      | REJECTED",
        "409 | {\"error\":\"conflict\"}     | UnrecognizedApiException     | http_409       | REJECTED",
        "418 | {\"error\":{\"code\":7}}     | UnrecognizedApiException     | http_418       | REJECTED",
        "422 | {\"error\":{\"message\":1}}  | UnrecognizedApiException     | http_422       | REJECTED",
        "429 | ''                           | RateLimitedException  | rate_limited   | REJECTED",
        "500 | ''                           | ServerException       | internal_error | UNKNOWN",
        "502 | <html>Bad Gateway</html>     | ServerException       | internal_error | UNKNOWN",
        "503 | {\"error\":                  | ServerException       | internal_error | UNKNOWN",
        "504 | null                         | ServerException       | internal_error | UNKNOWN",
        "302 | ''                           | UnrecognizedApiException     | http_302       | UNKNOWN",
        "408 | ''                           | UnrecognizedApiException     | http_408       | UNKNOWN",
        "499 | <html>Closed</html>          | UnrecognizedApiException     | http_499       | UNKNOWN",
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

  @Test
  void exceptionType_ofTheServersMismatch_isThatOfTheLocalOne() {
    server.answer(400, Samples.page("domain_count_mismatch"));

    assertThat(failure())
        .hasSameClassAs(
            catchThrowableOfType(
                ApiException.class,
                () -> Clients.of(server).orders().create(Samples.customOrder(11))));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void list_ofDomainsInAnException_isUnmodifiable() {
    server.answer(400, Samples.page("domain_already_in_active_order"));
    List<String> domains = ((DomainAlreadyInActiveOrderException) failure()).domains();

    assertThat(catchThrowableOfType(RuntimeException.class, domains::clear))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
