package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code of the contract has its exception, with its details. */
class ErrorMappingTest extends ErrorResponseFixture {
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

  @Test
  void details_ofAnException_cannotBeChanged() {
    ApiException e = failure(400, error("invalid_request", ",\"details\":{\"a\":1}"));

    assertThat(catchThrowableOfType(RuntimeException.class, () -> e.details().clear()))
        .isInstanceOf(UnsupportedOperationException.class);
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
