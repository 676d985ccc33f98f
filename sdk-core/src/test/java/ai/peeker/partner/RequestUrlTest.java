package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.OrdersApi.ListOrdersParams;
import ai.peeker.partner.model.OrderStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of requests. */
class RequestUrlTest extends RequestFixture {
  @Test
  void commaInAListElement_isEncodedUnlikeTheDelimiter() {
    server.answerUnchecked(200, success("findDomainImport"));

    Clients.of(server).domains().findImport(List.of("a.com", "b,c.com"));

    assertThat(sent().path()).isEqualTo("/domains/import?domains=a.com,b%2Cc.com");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /partner/v1",
    "/, /partner/v1",
  })
  void baseUrl_withOrWithoutASlashAtItsEnd_leadsToTheSamePath(String end, String ignored) {
    server.answer(200, success("getMe"));

    Clients.builder(server).baseUrl(server.baseUrl() + end).build().account().me();

    assertThat(sent().path()).isEqualTo("/me");
  }

  static Stream<Arguments> oddIds() {
    return Stream.of(
        Arguments.of("usr_01HZX", "usr_01HZX"),
        Arguments.of("a/b", "a%2Fb"),
        Arguments.of("../me", "..%2Fme"),
        Arguments.of("a\\b", "a%5Cb"),
        Arguments.of("a b", "a%20b"),
        Arguments.of("a?b=c", "a%3Fb=c"),
        Arguments.of("a#b", "a%23b"),
        Arguments.of("a%2Fb", "a%252Fb"),
        Arguments.of("%2e%2e", "%252e%252e"),
        Arguments.of("m\u00fcller@example.com", "m%C3%BCller@example.com"),
        Arguments.of("a\nb", "a%0Ab"),
        Arguments.of("{id}", "%7Bid%7D"),
        Arguments.of("\ud83d\ude00", "%F0%9F%98%80"));
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void id_inAPath_isEscapedAndStaysOneSegment(String id, String expected) {
    server.answer(200, success("getUser"));

    Clients.of(server).users().get(id);

    assertThat(sent().path()).isEqualTo("/users/" + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void id_thatWouldLeadElsewhere_isRejectedBeforeSending(String id) {
    assertThatThrownBy(() -> Clients.of(server).users().get(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id")
        .hasMessageContaining(id.isBlank() ? "must not be blank" : "\"" + id + "\"");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void id_null_isRejectedBeforeSending() {
    assertThatThrownBy(() -> Clients.of(server).users().get(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("getUser: id must not be null");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void query_withOddValues_isEscaped() {
    server.answer(200, success("listOrders"));

    Clients.of(server)
        .orders()
        .list(
            ListOrdersParams.builder()
                .userEmail("a+b&c=d#e f@m\u00fcller.de")
                .status(OrderStatus.IN_PROGRESS)
                .perPage(100)
                .pageToken("eyJjdXJzb3IiOiJ4eXoifQ==/+%")
                .build());

    assertThat(sent().path())
        .isEqualTo(
            "/orders?user_email=a%2Bb%26c%3Dd%23e%20f%40m%C3%BCller.de&status=in_progress"
                + "&per_page=100&page_token=eyJjdXJzb3IiOiJ4eXoifQ%3D%3D%2F%2B%25");
  }

  @Test
  void query_withNothingSet_isNotThere() {
    server.answer(200, success("listOrders"));

    Clients.of(server).orders().list();

    assertThat(sent().path()).isEqualTo("/orders");
  }

  @Test
  void list_withoutParams_isRejectedInWords() {
    assertThatThrownBy(() -> Clients.of(server).orders().list((ListOrdersParams) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("listOrders: params must not be null.");
  }

  @Test
  void list_ofOrdersWithoutRenewsAt_readsItAsNull() {
    server.answerUnchecked(
        200,
        "{\"data\":[{\"id\":\"ord_1\",\"user_id\":\"usr_1\",\"email\":null,\"bundle_id\":null,"
            + "\"status\":\"in_progress\",\"domain_count\":1,"
            + "\"costs\":{\"total_cents\":1,\"currency\":\"usd\"},"
            + "\"created_at\":\"2026-05-08T12:00:00Z\"}],"
            + "\"links\":{\"first\":\"https://api.peeker.ai/partner/v1/orders\",\"next\":null}}");

    assertThat(Clients.of(server).orders().list().items().get(0).renewsAt()).isNull();
  }
}
