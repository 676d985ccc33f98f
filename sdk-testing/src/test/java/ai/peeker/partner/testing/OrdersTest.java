package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.UnavailableReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the checks that depend on earlier orders, on bundles and on the time. */
class OrdersTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).bundle("bun_one", 1).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void bundleOrder_accepted_isInProgress() throws Exception {
    TestResponse response = client.order(Fixtures.bundleOrder());

    assertThat(peeker.orders().all())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.id()).isEqualTo(response.data().path("id").asText());
              assertThat(order.id()).matches("ord_[0-9A-HJKMNP-TV-Z]{24}");
              assertThat(order.status()).isEqualTo(OrderStatus.IN_PROGRESS);
              assertThat(order.domains()).hasSize(10).startsWith("domain-01.com");
              assertThat(order.createdAt()).isEqualTo(StartClock.START);
            });
  }

  @Test
  void createdAt_withMillis_isWrittenInWholeSeconds() throws Exception {
    peeker.clock().advance(Duration.ofMillis(1_999));

    assertThat(client.order(Fixtures.bundleOrder()).data().path("created_at").asText())
        .isEqualTo("2026-05-08T12:00:01Z");
  }

  @Test
  void sameBody_sentAgain_returnsTheSameOrder() throws Exception {
    TestResponse first = client.order(Fixtures.bundleOrder());
    peeker.clock().advance(Duration.ofHours(24).minusMillis(1));
    TestResponse second = client.order(Fixtures.bundleOrder());

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.data().path("id")).isEqualTo(first.data().path("id"));
    assertThat(peeker.orders().all()).hasSize(1);
  }

  @Test
  void sameBody_after24Hours_overlapsWithItself() throws Exception {
    client.order(Fixtures.bundleOrder());
    peeker.clock().advance(Duration.ofHours(24));

    assertThat(client.order(Fixtures.bundleOrder()).errorSummary())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void sameBody_after24HoursWithItsDomainsFree_isANewOrder() throws Exception {
    TestResponse first = client.order(Fixtures.bundleOrder());
    peeker.orders().fail(first.data().path("id").asText());
    assertThat(client.order(Fixtures.bundleOrder()).data().path("status").asText())
        .isEqualTo("failed");
    peeker.clock().advance(Duration.ofHours(24));

    TestResponse second = client.order(Fixtures.bundleOrder());

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.data().path("id")).isNotEqualTo(first.data().path("id"));
  }

  @Test
  void sameOrder_inOtherBytes_overlaps() throws Exception {
    client.order(Fixtures.bundleOrder().toString());

    assertThat(client.order(Fixtures.bundleOrder().toPrettyString()).errorSummary())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void rejectedBody_sentAgainOnceItIsValid_isAccepted() throws Exception {
    ObjectNode body = Fixtures.bundleOrder().put("bundle_id", "bun_later");
    client.order(body);
    peeker.addBundle("bun_later", 10);

    assertThat(client.order(body).status()).isEqualTo(200);
  }

  @Test
  void sameBody_bundleResizedMeanwhile_isStillTheSameOrder() throws Exception {
    TestResponse first = client.order(Fixtures.bundleOrder());
    peeker.addBundle("bun_123", 11);

    assertThat(client.order(Fixtures.bundleOrder()).body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @CsvSource({"9, 10, 9, 1", "11, 10, 11, 0", "0, 10, 0, 10"})
  void bundleOrder_wrongCount_returnsTheMissingCount(
      int sent, int required, int submitted, int missing) throws Exception {
    String[] domains =
        IntStream.range(0, sent).mapToObj(i -> "d" + i + ".com").toArray(String[]::new);

    TestResponse response = client.order(Fixtures.bundleOrder(domains));

    assertThat(response.errorSummary()).isEqualTo("400 domain_count_mismatch domains");
    assertThat(response.error().path("details")).isEqualTo(gap(required, submitted, missing));
  }

  @ParameterizedTest
  @CsvSource({
    // google, density, microsoft, needed: microsoft + ceil(google / density)
    "20, 2, 2, 12",
    "21, 2, 2, 13",
    "1, 3, 0, 1",
    "3, 3, 0, 1",
    "4, 3, 0, 2",
    "0, 2, 5, 5",
    "2147483647, 2, 2147483647, 3221225471"
  })
  void customOrder_noDomains_returnsTheRequiredCount(
      int google, int density, int microsoft, long needed) throws Exception {
    ObjectNode order =
        Fixtures.customOrder()
            .put("google_licenses", google)
            .put("google_inboxes_per_domain", density)
            .put("microsoft_licenses", microsoft);
    removeUnusedProvider(order, google, "google");
    removeUnusedProvider(order, microsoft, "microsoft");
    Fixtures.domains(order).removeAll();

    assertThat(client.order(order).error().path("details")).isEqualTo(gap(needed, 0, needed));
  }

  @ParameterizedTest
  @CsvSource({"25", "50", "75", "99"})
  void customOrder_microsoftAlone_needsADomainEachAtAnyDensity(int density) throws Exception {
    ObjectNode order =
        Fixtures.customOrder()
            .put("microsoft_licenses", 12)
            .put("microsoft_inboxes_per_domain", density);
    order.remove(List.of("google_licenses", "google_inboxes_per_domain"));

    assertThat(client.order(order).status()).isEqualTo(200);
  }

  @Test
  void blockedDomains_inAnyLetterCase_areRejectedWithReasons() throws Exception {
    peeker.domains().setUnavailable("domain-03.com", UnavailableReason.TAKEN);
    peeker.domains().setUnavailable("DOMAIN-05.com", UnavailableReason.PREMIUM);

    TestResponse response = client.order(Fixtures.bundleOrder());

    assertThat(response.errorSummary()).isEqualTo("400 domains_not_submittable domains");
    assertThat(response.error().path("details").toString())
        .isEqualTo(
            "{\"required_replacements\":2,\"domains_not_submittable\":["
                + "{\"domain\":\"domain-03.com\",\"reason\":\"unavailable\"},"
                + "{\"domain\":\"domain-05.com\",\"reason\":\"premium\"}]}");
    assertThat(peeker.orders().all()).isEmpty();
  }

  @Test
  void checks_severalFail_countComesBeforeOverlapBeforeBlocked() throws Exception {
    client.order(Fixtures.bundleOrder());
    peeker.domains().setUnavailable("new.com", UnavailableReason.TAKEN);

    assertThat(client.order(Fixtures.bundleOrder("domain-01.com", "new.com")).errorSummary())
        .isEqualTo("400 domain_count_mismatch domains");
    peeker.addBundle("bun_two", 2);
    assertThat(
            client
                .order(Fixtures.bundleOrder("domain-01.com", "new.com").put("bundle_id", "bun_two"))
                .errorSummary())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void user_byEmailInAnyLetterCase_isTheSameUser() throws Exception {
    JsonNode first = orderOne("Alex@acme.com", "a.com").data();
    JsonNode second = orderOne("alex@ACME.com", "b.com").data();
    JsonNode other = orderOne("sam@acme.com", "c.com").data();

    assertThat(second.path("user_id")).isEqualTo(first.path("user_id"));
    assertThat(second.path("email").asText()).isEqualTo("Alex@acme.com");
    assertThat(first.path("user_id").asText()).matches("usr_[0-9A-HJKMNP-TV-Z]{24}");
    assertThat(other.path("user_id")).isNotEqualTo(first.path("user_id"));
  }

  @Test
  void user_byIdOfAnEarlierOrder_hasItsEmail() throws Exception {
    String id = orderOne("alex@acme.com", "a.com").data().path("user_id").asText();

    assertThat(orderOne(id, "b.com").data().path("email").asText()).isEqualTo("alex@acme.com");
  }

  @Test
  void user_unknownId_isInvalid() throws Exception {
    assertThat(orderOne("usr_01HZX", "a.com").errorSummary()).isEqualTo("400 invalid_request user");
  }

  @Test
  void sameBody_sentConcurrently_isOneOrder() throws Exception {
    List<TestResponse> responses = concurrently(20, i -> Fixtures.bundleOrder());

    assertThat(responses).extracting(TestResponse::body).containsOnly(responses.get(0).body());
    assertThat(responses).extracting(TestResponse::status).containsOnly(200);
    assertThat(peeker.orders().all()).hasSize(1);
  }

  @Test
  void overlappingBodies_sentConcurrently_areOneOrder() throws Exception {
    List<TestResponse> responses =
        concurrently(
            20,
            i ->
                Fixtures.bundleOrder("a.com")
                    .put("bundle_id", "bun_one")
                    .put("user", "user" + i + "@acme.com"));

    assertThat(responses).filteredOn(response -> response.status() == 200).hasSize(1);
    assertThat(responses)
        .filteredOn(response -> response.status() != 200)
        .extracting(TestResponse::errorSummary)
        .containsOnly("400 domain_already_in_active_order");
    assertThat(peeker.orders().all()).hasSize(1);
  }

  private List<TestResponse> concurrently(int times, IntFunction<ObjectNode> body)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<TestResponse>> calls =
          IntStream.range(0, times)
              .<Callable<TestResponse>>mapToObj(i -> () -> client.order(body.apply(i)))
              .toList();
      List<TestResponse> responses = new ArrayList<>();
      for (Future<TestResponse> response : threads.invokeAll(calls)) {
        responses.add(response.get());
      }
      return responses;
    } finally {
      threads.shutdown();
    }
  }

  /** Without licenses of a provider, an order has neither of its two fields. */
  private static void removeUnusedProvider(ObjectNode order, int licenses, String provider) {
    if (licenses == 0) {
      order.remove(List.of(provider + "_licenses", provider + "_inboxes_per_domain"));
    }
  }

  private TestResponse orderOne(String user, String domain) throws Exception {
    return client.order(Fixtures.bundleOrder(domain).put("bundle_id", "bun_one").put("user", user));
  }

  private static JsonNode gap(long required, long submitted, long missing) {
    return Fixtures.parse(
        "{\"required_count\":%d,\"submitted_count\":%d,\"missing_count\":%d}"
            .formatted(required, submitted, missing));
  }
}
