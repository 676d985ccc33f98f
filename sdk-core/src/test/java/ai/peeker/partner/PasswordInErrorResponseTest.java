package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.DomainNotUsableForProviderException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Smartlead;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login password that equals a part of an error response does not change its meaning. */
@Timeout(60)
class PasswordInErrorResponseTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private PeekerClient client() {
    return Clients.of(server);
  }

  private static String error(String code, String details) {
    return "{\"error\":{\"code\":\""
        + code
        + "\",\"message\":\"No.\",\"details\":"
        + details
        + "}}";
  }

  private static CustomOrder orderWithPassword(String password) {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(2, GoogleDensity.TWO)
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of(password)))
        .domains("a.com")
        .persona("Sam", "Lee")
        .build();
  }

  /** Each password occurs in the response, as a name, a code, a value or a part of one. */
  @ParameterizedTest
  @ValueSource(strings = {"domain", "domain_count_mismatch", "required_count", "count", "error"})
  void mismatch_withAPasswordThatOccursInIt_keepsItsMeaning(String password) {
    server.answerUnchecked(
        400, error("domain_count_mismatch", "{\"required_count\":4,\"missing_count\":2}"));

    DomainCountMismatchException e =
        catchThrowableOfType(
            DomainCountMismatchException.class,
            () -> client().orders().create(orderWithPassword(password)));

    assertThat(e.code()).isEqualTo(ErrorCode.DOMAIN_COUNT_MISMATCH);
    assertThat(e.requiredCount()).hasValue(4);
    assertThat(e.missingCount()).hasValue(2);
    assertThat(e.details()).containsOnlyKeys("required_count", "missing_count");
    assertThat(e).hasMessageStartingWith("HTTP 400 domain_count_mismatch: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain", "microsoft", "google", "shared-domain.com", "usable_for"})
  void unusableDomain_withAPasswordThatOccursInIt_keepsItsMeaning(String password) {
    server.answerUnchecked(400, Samples.page("domain_not_usable_for_provider"));

    DomainNotUsableForProviderException e =
        catchThrowableOfType(
            DomainNotUsableForProviderException.class,
            () -> client().orders().create(orderWithPassword(password)));

    assertThat(e.domain()).isEqualTo("shared-domain.com");
    assertThat(e.provider()).isEqualTo(MailProvider.MICROSOFT);
    assertThat(e.usableFor()).containsExactly(MailProvider.GOOGLE);
    assertThat(e.field()).isEqualTo("domains");
  }

  @Test
  void activeDomain_thatEqualsThePassword_isNamed() {
    server.answerUnchecked(400, Samples.page("domain_already_in_active_order"));

    DomainAlreadyInActiveOrderException e =
        catchThrowableOfType(
            DomainAlreadyInActiveOrderException.class,
            () -> client().orders().create(orderWithPassword("acme-mail.com")));

    assertThat(e.domains()).containsExactly("acme-mail.com");
    assertThat(e.getMessage()).doesNotContain("acme-mail.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"second", "retry_after_seconds", "rate_limited", "req_", "7777", "json"})
  void limit_withAPasswordThatOccursInIt_isWaitedFor(String password) {
    server.answerUnchecked(
        CheckedServer.json(
            429,
            Map.of("Retry-After", "7777", "Peeker-Request-Id", "req_7777"),
            error("rate_limited", "{\"retry_after_seconds\":8888}")));

    ApiException e =
        catchThrowableOfType(
            ApiException.class, () -> client().orders().create(orderWithPassword(password)));

    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(8888));
    assertThat(e.requestId()).isEqualTo("req_7777");
  }

  @Test
  void success_withAContentTypeThatContainsThePassword_isApplied() {
    server.answerUnchecked(
        CheckedServer.json(200, Map.of("Content-Type", "application/json"), "{\"data\":7}"));

    UnreadableResponseException e =
        catchThrowableOfType(
            UnreadableResponseException.class,
            () -> {
              try {
                client().orders().create(orderWithPassword("json"));
              } catch (ai.peeker.partner.error.OrderOutcomeUnknownException thrown) {
                throw thrown.getCause();
              }
            });

    assertThat(e.getMessage()).doesNotContain("It is not JSON");
  }
}
