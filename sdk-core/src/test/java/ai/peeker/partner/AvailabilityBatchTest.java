package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.UnavailableReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The availability of any number of domains. */
@Timeout(60)
class AvailabilityBatchTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final HandTime time = new HandTime();
  private final PeekerClient client = Clients.builder(server).time(time).build();

  private BatchResult<DomainAvailability> check(List<String> names) {
    return client.domains().checkAvailability(names);
  }

  private static List<String> domains(BatchResult<DomainAvailability> result) {
    return result.results().stream().map(DomainAvailability::domain).toList();
  }

  @Test
  void check_of1203Domains_takes25CallsAndKeepsTheOrder() {
    server.answerAlways(DomainServer::available);
    List<String> names = DomainServer.names(1_203);

    BatchResult<DomainAvailability> result = check(names);

    assertThat(domains(result)).isEqualTo(names);
    assertThat(result.isComplete()).isTrue();
    assertThat(DomainServer.sizes(server)).hasSize(25).endsWith(50, 3);
  }

  @Test
  void check_async_hasTheSameResult() throws Exception {
    server.answerAlways(DomainServer::available);
    List<String> names = DomainServer.names(120);

    BatchResult<DomainAvailability> result =
        client.domains().checkAvailabilityAsync(names).get(20, TimeUnit.SECONDS);

    assertThat(domains(result)).isEqualTo(names);
  }

  @Test
  void check_ofOneDomainInSeveralSpellings_asksOnceAsFirstGiven() {
    server.answerAlways(DomainServer::available);

    BatchResult<DomainAvailability> result =
        check(List.of("Acme.com", "other.com", "acme.COM", "bücher.de", "xn--bcher-kva.de"));

    assertThat(DomainServer.domains(server.requests().get(0)))
        .containsExactly("Acme.com", "other.com", "bücher.de");
    assertThat(result.results()).hasSize(3);
  }

  @Test
  void check_answeredInAnotherOrderAndCase_keepsTheOrderOfTheDomains() {
    server.answer(
        request ->
            DomainServer.rows(
                List.of(
                    DomainServer.available("xn--bcher-kva.de"),
                    DomainServer.unavailable("b.com", "taken"),
                    DomainServer.available("a.com"))));

    BatchResult<DomainAvailability> result = check(List.of("A.com", "b.com", "bücher.de"));

    assertThat(domains(result)).containsExactly("a.com", "b.com", "xn--bcher-kva.de");
  }

  @Test
  void check_ofANameThatTheServerSpellsAnew_keepsItsRow() {
    server.answer(
        request ->
            DomainServer.rows(
                List.of(
                    DomainServer.available("b.com"), DomainServer.unavailable("a", "invalid"))));

    BatchResult<DomainAvailability> result = check(List.of("http://a", "b.com"));

    assertThat(domains(result)).containsExactly("a", "b.com");
  }

  @Test
  void check_withAFailedCall_losesOnlyItsDomains() {
    server.answerAlways(
        request ->
            DomainServer.domains(request).contains("domain-0060.com")
                ? DomainServer.error(400, "invalid_request")
                : DomainServer.available(request));
    List<String> names = DomainServer.names(130);

    BatchResult<DomainAvailability> result = check(names);

    assertThat(result.failures().keySet()).containsExactlyElementsOf(names.subList(50, 100));
    assertThat(result.failures().values())
        .allMatch(InvalidRequestException.class::isInstance)
        .containsOnly(result.failures().get("domain-0050.com"));
    assertThat(domains(result)).hasSize(80).startsWith("domain-0000.com").endsWith(names.get(129));
    assertThat(result.isComplete()).isFalse();
    assertThatThrownBy(result::orThrow).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void check_withoutARowForADomain_failsForThatDomain() {
    server.answer(request -> DomainServer.rows(List.of(DomainServer.available("a.com"))));

    BatchResult<DomainAvailability> result = check(List.of("a.com", "b.com"));

    assertThat(domains(result)).containsExactly("a.com");
    assertThat(result.failures().get("b.com"))
        .isInstanceOf(UnreadableResponseException.class)
        .hasMessageContaining("b.com");
  }

  @Test
  void check_withUnreadableRows_losesOnlyThose() {
    server.answerUnchecked(
        200,
        "{\"data\":{\"domains\":[null,"
            + DomainServer.available("a.com")
            + ",{\"domain\":5,\"available\":true},{},"
            + DomainServer.available("c.com")
            + "]}}");

    BatchResult<DomainAvailability> result = check(List.of("a.com", "b.com", "c.com", "d.com"));

    assertThat(domains(result)).containsExactly("a.com", "c.com");
    assertThat(result.failures()).containsOnlyKeys("b.com", "d.com");
  }

  @Test
  void check_withAnInvalidKey_stopsAfterTheCallsInProgress() {
    server.answerAlways(request -> DomainServer.error(401, "unauthorized"));
    List<String> names = DomainServer.names(5_000);

    BatchResult<DomainAvailability> result = check(names);

    assertThat(result.failures().keySet()).containsExactlyElementsOf(names);
    assertThat(result.failures().values()).allMatch(UnauthorizedException.class::isInstance);
    assertThat(server.requests().size()).isBetween(1, 8);
  }

  @Test
  void check_ofAStaleRow_asksOnceMoreAfterTwoSeconds() {
    server
        .answer(
            request ->
                DomainServer.rows(
                    List.of(
                        DomainServer.unavailable("a.com", "stale"),
                        DomainServer.available("b.com"),
                        DomainServer.unavailable("c.com", "stale"))))
        .answer(
            request ->
                DomainServer.rows(
                    List.of(
                        DomainServer.available("a.com"),
                        DomainServer.unavailable("c.com", "stale"))));

    BatchResult<DomainAvailability> result = check(List.of("a.com", "b.com", "c.com"));

    assertThat(DomainServer.domains(server.requests().get(1))).containsExactly("a.com", "c.com");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2));
    assertThat(result.results())
        .extracting(DomainAvailability::available)
        .containsExactly(true, true, false);
    assertThat(result.results().get(2).reason()).isEqualTo(UnavailableReason.STALE);
  }

  @Test
  void check_ofAStaleRowThatFails_keepsTheRow() {
    server
        .answer(request -> DomainServer.rows(List.of(DomainServer.unavailable("a.com", "stale"))))
        .answer(request -> DomainServer.error(403, "forbidden"));

    BatchResult<DomainAvailability> result = check(List.of("a.com"));

    assertThat(result.results().get(0).reason()).isEqualTo(UnavailableReason.STALE);
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void check_ofNoDomains_sendsNothing() {
    assertThat(check(List.of()).orThrow()).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void check_ofNull_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(null))
        .withMessage("domains must not be null");
  }

  @Test
  void check_withANullDomain_isRejectedWithItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(Arrays.asList("a.com", null)))
        .withMessage("domains[1] must not be null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\ud800.com"})
  void check_withADomainThatCannotBeSent_sendsNothing(String name) {
    List<String> names = new ArrayList<>(Collections.nCopies(60, "a.com"));
    names.add(name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(names))
        .withMessageStartingWith("domains[60] must not ");
    assertThat(server.requests()).isEmpty();
  }
}
