package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on the orders held and on the time: replay, count, overlap, customers. */
class OrderPlacingTest {
  private final HandClock clock = new HandClock();
  private LocalPeeker peeker;
  private Caller caller;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(clock).bundle("bun_one", 1).start();
    caller = new Caller(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void bundleOrder_accepted_isHeldInProgress() throws Exception {
    Answer answer = caller.order(Bodies.bundleOrder());

    assertThat(peeker.orders())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.id()).isEqualTo(answer.data().path("id").asText());
              assertThat(order.id()).matches("ord_[0-9A-HJKMNP-TV-Z]{24}");
              assertThat(order.status()).isEqualTo("in_progress");
              assertThat(order.domains()).hasSize(10).startsWith("domain-01.com");
              assertThat(order.createdAt()).isEqualTo(HandClock.START);
            });
  }

  @Test
  void receipt_momentWithMillis_isWrittenInWholeSeconds() throws Exception {
    clock.move(Duration.ofMillis(1_999));

    assertThat(caller.order(Bodies.bundleOrder()).data().path("created_at").asText())
        .isEqualTo("2026-05-08T12:00:01Z");
  }

  @Test
  void sameBody_sentAgain_givesTheSameReceiptAndNoSecondOrder() throws Exception {
    Answer first = caller.order(Bodies.bundleOrder());
    clock.move(Duration.ofHours(24).minusMillis(1));
    Answer second = caller.order(Bodies.bundleOrder());

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(peeker.orders()).hasSize(1);
  }

  @Test
  void sameBody_after24Hours_overlapsWithItself() throws Exception {
    caller.order(Bodies.bundleOrder());
    clock.move(Duration.ofHours(24));

    assertThat(caller.order(Bodies.bundleOrder()).refusal())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void sameOrder_inOtherBytes_overlaps() throws Exception {
    caller.order(Bodies.bundleOrder().toString());

    assertThat(caller.order(Bodies.bundleOrder().toPrettyString()).refusal())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void refusedBody_sentAgainOnceItFits_isAccepted() throws Exception {
    ObjectNode body = Bodies.bundleOrder().put("bundle_id", "bun_later");
    caller.order(body);
    peeker.addBundle("bun_later", 10);

    assertThat(caller.order(body).status()).isEqualTo(200);
  }

  @Test
  void sameBody_bundleResizedMeanwhile_isStillTheSameOrder() throws Exception {
    Answer first = caller.order(Bodies.bundleOrder());
    peeker.addBundle("bun_123", 11);

    assertThat(caller.order(Bodies.bundleOrder()).text()).isEqualTo(first.text());
  }

  @Test
  void overlap_inAnyLetterCase_namesTheDomainsAsSubmitted() throws Exception {
    caller.order(Bodies.bundleOrder());
    ObjectNode other = Bodies.customOrder();
    Bodies.domains(other).removeAll();
    Stream.of("new-1.com", "Domain-10.COM", "domain-01.com", "new-2.com", "new-3.com")
        .forEach(Bodies.domains(other)::add);
    other.put("google_licenses", 5).put("microsoft_licenses", 2);

    Answer answer = caller.order(other);

    // ceil(5 / 2) + 2 = 5 domains
    assertThat(answer.refusal()).isEqualTo("400 domain_already_in_active_order");
    assertThat(answer.error().path("details").toString())
        .isEqualTo("{\"domains\":[\"Domain-10.COM\",\"domain-01.com\"]}");
    assertThat(peeker.orders()).hasSize(1);
  }

  @Test
  void overlap_ofADomainObject_isFound() throws Exception {
    caller.order(Bodies.bundleOrder());
    ObjectNode other = Bodies.bundleOrder().put("bundle_id", "bun_one");
    Bodies.domains(other).removeAll().addObject().put("domain", "domain-02.com");

    assertThat(caller.order(other).refusal()).isEqualTo("400 domain_already_in_active_order");
  }

  @ParameterizedTest
  @CsvSource({"9, 10, 9, 1", "11, 10, 11, 0", "0, 10, 0, 10"})
  void bundleOrder_wrongCount_tellsTheGap(int sent, int required, int submitted, int missing)
      throws Exception {
    String[] domains =
        IntStream.range(0, sent).mapToObj(i -> "d" + i + ".com").toArray(String[]::new);

    Answer answer = caller.order(Bodies.bundleOrder(domains));

    assertThat(answer.refusal()).isEqualTo("400 domain_count_mismatch domains");
    assertThat(answer.error().path("details")).isEqualTo(gap(required, submitted, missing));
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
  void customOrder_noDomains_tellsHowManyItNeeds(
      int google, int density, int microsoft, long needed) throws Exception {
    ObjectNode order =
        Bodies.customOrder()
            .put("google_licenses", google)
            .put("google_inboxes_per_domain", density)
            .put("microsoft_licenses", microsoft);
    Bodies.domains(order).removeAll();

    assertThat(caller.order(order).error().path("details")).isEqualTo(gap(needed, 0, needed));
  }

  @ParameterizedTest
  @CsvSource({"25", "50", "75", "99"})
  void customOrder_microsoftAlone_needsADomainEachAtAnyDensity(int density) throws Exception {
    ObjectNode order =
        Bodies.customOrder()
            .put("microsoft_licenses", 12)
            .put("microsoft_inboxes_per_domain", density);
    order.remove(List.of("google_licenses", "google_inboxes_per_domain"));

    assertThat(caller.order(order).status()).isEqualTo(200);
  }

  @Test
  void blockedDomains_inAnyLetterCase_areRefusedWithReasons() throws Exception {
    peeker.blockDomain("domain-03.com", "unavailable");
    peeker.blockDomain("DOMAIN-05.com", "premium");

    Answer answer = caller.order(Bodies.bundleOrder());

    assertThat(answer.refusal()).isEqualTo("400 domains_not_submittable domains");
    assertThat(answer.error().path("details").toString())
        .isEqualTo(
            "{\"required_replacements\":2,\"domains_not_submittable\":["
                + "{\"domain\":\"domain-03.com\",\"reason\":\"unavailable\"},"
                + "{\"domain\":\"domain-05.com\",\"reason\":\"premium\"}]}");
    assertThat(peeker.orders()).isEmpty();
  }

  @Test
  void checks_severalFail_countComesBeforeOverlapBeforeBlocked() throws Exception {
    caller.order(Bodies.bundleOrder());
    peeker.blockDomain("new.com", "unavailable");

    assertThat(caller.order(Bodies.bundleOrder("domain-01.com", "new.com")).refusal())
        .isEqualTo("400 domain_count_mismatch domains");
    peeker.addBundle("bun_two", 2);
    assertThat(
            caller
                .order(Bodies.bundleOrder("domain-01.com", "new.com").put("bundle_id", "bun_two"))
                .refusal())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void user_byEmailInAnyLetterCase_isTheSameCustomer() throws Exception {
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
  void user_byIdNeverSeen_hasNullEmail() throws Exception {
    JsonNode receipt = orderOne("usr_01HZX", "a.com").data();

    assertThat(receipt.path("user_id").asText()).isEqualTo("usr_01HZX");
    assertThat(receipt.path("email").isNull()).isTrue();
  }

  @Test
  void sameBody_sentConcurrently_isOneOrder() throws Exception {
    List<Answer> answers = concurrently(20, i -> Bodies.bundleOrder());

    assertThat(answers).extracting(Answer::text).containsOnly(answers.get(0).text());
    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(peeker.orders()).hasSize(1);
  }

  @Test
  void overlappingBodies_sentConcurrently_areOneOrder() throws Exception {
    List<Answer> answers =
        concurrently(
            20,
            i ->
                Bodies.bundleOrder("a.com")
                    .put("bundle_id", "bun_one")
                    .put("user", "user" + i + "@acme.com"));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .extracting(Answer::refusal)
        .containsOnly("400 domain_already_in_active_order");
    assertThat(peeker.orders()).hasSize(1);
  }

  private List<Answer> concurrently(int times, IntFunction<ObjectNode> body) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<Answer>> calls =
          IntStream.range(0, times)
              .<Callable<Answer>>mapToObj(i -> () -> caller.order(body.apply(i)))
              .toList();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdown();
    }
  }

  private Answer orderOne(String user, String domain) throws Exception {
    return caller.order(Bodies.bundleOrder(domain).put("bundle_id", "bun_one").put("user", user));
  }

  private static JsonNode gap(long required, long submitted, long missing) {
    return Bodies.parse(
        "{\"required_count\":%d,\"submitted_count\":%d,\"missing_count\":%d}"
            .formatted(required, submitted, missing));
  }
}
