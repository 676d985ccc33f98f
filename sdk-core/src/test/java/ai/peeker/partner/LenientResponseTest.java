package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ImportDomainsRequest;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.OrderDetails;
import ai.peeker.partner.model.OrderList;
import ai.peeker.partner.model.OrderSummary;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A property that cannot be read costs the caller that property, and nothing else. */
class LenientResponseTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();
  private static final String ROW =
      RECEIPT.substring(RECEIPT.indexOf(':') + 1, RECEIPT.length() - 1);

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  private PeekerClient client;

  private PeekerClient client() {
    client = Clients.of(server);
    return client;
  }

  @AfterEach
  void close() {
    client.close();
  }

  private OrderSummary created(String body) {
    server.answerUnchecked(CheckedServer.json(200, Map.of(), body));
    return client().orders().create(Samples.bundleOrder());
  }

  @Test
  void date_unreadable_isReportedAndOnlyMissedWhenAsked() {
    OrderSummary order = created(RECEIPT.replace("2026-05-08T12:00:00Z", "yesterday"));

    assertThat(order.id()).isEqualTo("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(order.problems()).hasSize(1);
    assertThat(order.problems().get(0).path()).isEqualTo("created_at");
    assertThat(order.problems().get(0).json()).isEqualTo("yesterday");
    assertThatThrownBy(order::createdAt)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "OrderSummary: created_at must be a date-time such as 2026-05-08T12:00:00Z, not a"
                + " string of length 9");
    assertThat(order.toJson()).containsEntry("created_at", "yesterday");
  }

  @Test
  void number_unreadable_isReportedAndOnlyMissedWhenAsked() {
    OrderSummary order = created(RECEIPT.replace(":2,", ":\"two\","));

    assertThat(order.problems()).extracting(JsonProblem::path).containsExactly("domain_count");
    assertThatThrownBy(order::domainCount)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("OrderSummary: domain_count must be a number, not a string of length 3");
    assertThat(order.costs().totalCents()).isEqualTo(6800);
  }

  @Test
  void property_insideAnotherObject_isReportedByItsPath() {
    OrderSummary order = created(RECEIPT.replace(":6800", ":[6800]"));

    assertThat(order.problems()).extracting(JsonProblem::path).containsExactly("costs.total_cents");
    assertThat(order.costs().problems())
        .extracting(JsonProblem::path)
        .containsExactly("total_cents");
    assertThat(order.costs().currency()).isEqualTo("usd");
    assertThat(order.toJson().get("costs"))
        .isEqualTo(Map.of("total_cents", List.of(6800), "currency", "usd"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-08T12:00:00+0000,         2026-05-08T12:00:00Z",
    "2026-05-08T23:59:60Z,             2026-05-08T23:59:59Z",
    "2026-05-08T12:00:00.1234567891Z,  2026-05-08T12:00:00.123456789Z",
    "2026-05-08 12:00:00Z,             2026-05-08T12:00:00Z",
  })
  void date_inAnotherFormOfRfc3339_isRead(String form, OffsetDateTime expected) {
    OrderSummary order = created(RECEIPT.replace("2026-05-08T12:00:00Z", form));

    assertThat(order.createdAt()).isEqualTo(expected);
    assertThat(order.problems()).isEmpty();
  }

  @Test
  void amount_of64Bits_isRead() {
    OrderSummary order = created(RECEIPT.replace(":6800", ":3000000000"));

    assertThat(order.costs().totalCents()).isEqualTo(3_000_000_000L);
  }

  @Test
  void page_withAnOddRow_givesTheOtherRows() {
    String odd =
        ROW.replace("ord_01HZX0OR1A2B3C4D5E6F7G8H\"", "\",\"extra\":[7]")
            .replace("\"id\":\"\"", "\"id\":7");
    server.answerUnchecked(
        CheckedServer.json(
            200,
            Map.of(),
            "{\"data\":[" + ROW + "," + odd + "," + ROW + "],\"links\":{},\"meta\":{}}"));

    OrderList page = client().orders().listWithResponse().body();

    assertThat(page.data()).hasSize(2);
    assertThat(page.problems())
        .extracting(JsonProblem::path)
        .containsExactly("data[1].id", "data[1]");
    assertThat(page.problems().get(1).json())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("id", 7)
        .containsEntry("extra", List.of(7));
    assertThat((List<?>) page.toJson().get("data")).as("written back").hasSize(3);
  }

  @Test
  void import_withGroupsOfAnUnpublishedShape_isReadAndKeepsThem() {
    server.answerUnchecked(
        CheckedServer.json(
            200,
            Map.of(),
            "{\"data\":{\"id\":\"imp_1\",\"status\":\"completed\","
                + "\"nameserver_groups\":{\"helena.ns\":[\"a.com\"]}}}"));

    DomainImport found =
        client()
            .domains()
            .importDomains(ImportDomainsRequest.builder().domains(List.of("a.com")).build());

    assertThat(found.id()).isEqualTo("imp_1");
    assertThat(found.nameserverGroups()).isNull();
    assertThat(found.problems().get(0).json()).isEqualTo(Map.of("helena.ns", List.of("a.com")));
  }

  @Test
  void id_missing_makesTheReceiptUnreadable() {
    server.answerUnchecked(
        CheckedServer.json(200, Map.of(), RECEIPT.replace("\"id\":", "\"ident\":")));

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> client().orders().create(Samples.bundleOrder()));

    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(e).hasMessageContaining("data.id is missing");
  }

  @Test
  void json_ofASuccess_hasTheWholeBody() {
    server.answerUnchecked(
        CheckedServer.json(200, Map.of(), RECEIPT.replaceFirst("\\{", "{\"trace\":[1],")));

    assertThat(client().orders().createWithResponse(Samples.bundleOrder()).json())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("trace", "data")
        .containsEntry("trace", List.of(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"meta\":1,\"meta\":2", "\"meta\":1e99999999999", "\"meta\":[[1]"})
  void success_malformedBesideItsData_isUnreadable(String beside) {
    server.answerUnchecked(
        CheckedServer.json(200, Map.of(), RECEIPT.replaceFirst("\\{", "{" + beside + ",")));

    assertThatThrownBy(() -> client().orders().create(Samples.bundleOrder()))
        .isInstanceOf(OrderOutcomeUnknownException.class)
        .hasMessageContaining("it is not JSON");
  }

  @Test
  void importSearch_ofAListWithOneJob_returnsTheJob() {
    server.answerUnchecked(
        CheckedServer.json(
            200, Map.of(), "{\"data\":[{\"id\":\"imp_1\",\"status\":\"in_progress\"}]}"));

    assertThat(client().domains().findImport(List.of("a.com")).id()).isEqualTo("imp_1");
  }

  @Test
  void importSearch_ofAnEmptyList_saysThatThereIsNone() {
    server.answerUnchecked(CheckedServer.json(200, Map.of(), "{\"data\":[]}"));

    assertThatThrownBy(() -> client().domains().findImport(List.of("a.com")))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            none -> {
              assertThat(none.status()).hasValue(200);
              assertThat(none.rawBody()).isEqualTo("{\"data\":[]}");
              assertThat(none.attempts()).hasSize(1);
              assertThat(none).hasMessageContaining("empty list");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[]",
        "{\"data\":[]} x",
        "{\"data\":[],\"data\":{\"id\":\"imp_1\",\"status\":\"in_progress\"}}"
      })
  void importSearch_ofAnEmptyListInMalformedJson_doesNotSayThatThereIsNone(String body) {
    server.answerUnchecked(CheckedServer.json(200, Map.of(), body));

    assertThatThrownBy(() -> client().domains().findImport(List.of("a.com")))
        .isInstanceOf(UnreadableResponseException.class)
        .hasMessageContaining("it is not JSON");
  }

  @Test
  void readerOfTheCaller_thatFails_doesNotSayThatThereIsNone() {
    server.answerUnchecked(CheckedServer.json(200, Map.of(), "{\"data\":{}}"));
    ApiCall<Object> call =
        ApiCall.<Object>builder("me", "GET", "/me", RetrySafety.ALWAYS)
            .build(in -> List.of().iterator().next());

    assertThatThrownBy(() -> client().transport().send(call))
        .isInstanceOf(UnreadableResponseException.class);
  }

  @Test
  void domainsOfAnOrder_givenAsAList_areAtHandAmongItsProblems() {
    server.answerUnchecked(
        CheckedServer.json(
            200,
            Map.of(),
            "{\"data\":{\"id\":\"ord_1\",\"status\":\"active\",\"domains\":[\"a.com\",\"b.com\"]}}"));
    OrderDetails order = client().orders().get("ord_1");

    assertThat(order.problems())
        .filteredOn(problem -> problem.path().equals("domains"))
        .extracting(JsonProblem::json)
        .containsExactly(List.of("a.com", "b.com"));
    assertThat(order.toJson()).containsEntry("domains", List.of("a.com", "b.com"));
  }
}
