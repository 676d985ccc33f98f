package ai.peeker.partner;

import static ai.peeker.partner.PagingFixture.ids;
import static ai.peeker.partner.PagingFixture.idsTo;
import static ai.peeker.partner.PagingFixture.serveUsers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.Page;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.api.UsersApi.ListUsersParams;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.User;
import ai.peeker.partner.model.UserList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists page by page, as a whole and from a stored token. */
@Timeout(60)
class PagingTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final PeekerClient client = Clients.of(server);

  private List<String> paths() {
    return server.requests().stream().map(SentRequest::path).toList();
  }

  @Test
  void listAll_severalPages_returnsEveryRowInOrder() {
    serveUsers(server, 250, 100);

    assertThat(ids(client.users().listAll(query -> query.perPage(100)))).isEqualTo(idsTo(250));
    assertThat(paths())
        .containsExactly(
            "/users?per_page=100",
            "/users?per_page=100&page_token=101",
            "/users?per_page=100&page_token=201");
  }

  @Test
  void listAll_readTwice_startsAtTheFirstPageAgain() {
    serveUsers(server, 30, 25);
    PagedIterable<User> users = client.users().listAll();

    assertThat(ids(users)).isEqualTo(idsTo(30));
    assertThat(users).hasSize(30);
    assertThat(paths()).hasSize(4);
  }

  @Test
  void listAll_notRead_sendsNothing() {
    assertThat(client.users().listAll().iterator()).isNotNull();
    assertThat(client.users().listAll().pages().iterator()).isNotNull();
    assertThat(paths()).isEmpty();
  }

  @Test
  void stream_limited_requestsOnlyThePagesItNeeds() {
    serveUsers(server, 100, 10);

    assertThat(client.users().listAll().stream().limit(10).map(User::id)).hasSize(10);
    assertThat(paths()).hasSize(1);
  }

  @Test
  void iterator_afterTheLastRow_saysSo() {
    serveUsers(server, 1, 10);
    Iterator<User> rows = client.users().listAll().iterator();
    rows.next();

    assertThat(rows.hasNext()).isFalse();
    assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    Iterator<Page<User>> pages = client.users().listAll().pages().iterator();
    pages.next();
    assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void listAll_emptyPageInTheMiddle_goesOn() {
    server.answer(PagingFixture.page(PagingFixture.next(server.baseUrl(), "2"), rows(1)));
    server.answer(PagingFixture.page(PagingFixture.next(server.baseUrl(), "3"), rows()));
    server.answer(PagingFixture.page(null, rows(2)));

    assertThat(ids(client.users().listAll())).isEqualTo(idsTo(2));
  }

  private static Stream<String> rows(Integer... numbers) {
    return Stream.of(numbers).map(PagingFixture::row);
  }

  @Test
  void list_pageByPage_hasTheRowsAndTheResponse() {
    serveUsers(server, 3, 2);

    Page<User> first = client.users().list();

    assertThat(first.items()).extracting(User::id).containsExactly("usr_1", "usr_2");
    assertThat(first.hasNext()).isTrue();
    assertThat(first.nextToken()).isEqualTo("3");
    assertThat(first.response().status()).isEqualTo(200);
    assertThat(((UserList) first.response().body()).links().next()).contains("page_token=3");
    Page<User> second = first.nextPage();
    assertThat(second.items()).extracting(User::id).containsExactly("usr_3");
    assertThat(second.hasNext()).isFalse();
    assertThat(second.nextToken()).isNull();
    assertThatThrownBy(second::nextPage)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This is the last page; check hasNext() first.");
    assertThat(first).hasToString("Page[items=2, hasNext=true]");
  }

  @Test
  void nextPage_calledTwice_requestsTheSamePageTwice() {
    serveUsers(server, 30, 10);
    Page<User> second = client.users().list().nextPage();

    assertThat(second.nextPage().items()).isEqualTo(second.nextPage().items()).hasSize(10);
  }

  @Test
  void storedToken_ofAPage_resumesTheListThere() {
    serveUsers(server, 30, 10);
    String stored = Objects.requireNonNull(client.users().list().nextToken());

    assertThat(ids(client.users().listAll(query -> query.pageToken(stored))))
        .isEqualTo(idsTo(30).subList(10, 30));
  }

  @Test
  void nextPage_filters_areSentAgain() {
    server.answer(PagingFixture.page(PagingFixture.next(server.baseUrl(), "2"), rows(1)));
    server.answer(PagingFixture.page(null, rows(2)));
    ListUsersParams params = ListUsersParams.builder().email("a+b&c=d@example.com").build();

    assertThat(ids(client.users().listAll(params))).isEqualTo(idsTo(2));
    assertThat(paths())
        .containsExactly(
            "/users?email=a%2Bb%26c%3Dd%40example.com",
            "/users?email=a%2Bb%26c%3Dd%40example.com&page_token=2");
  }

  @Test
  void listAll_failedPage_canBeRequestedAgainByTheSameIterator() {
    serveUsers(server, 20, 10);
    List<String> seen = new ArrayList<>();
    Iterator<User> users = Clients.sendingOnce(server).users().listAll().iterator();
    for (int i = 0; i < 10; i++) {
      seen.add(users.next().id());
    }
    server.answerUnchecked(503, "{\"error\":{\"code\":\"unavailable\",\"message\":\"x\"}}");

    assertThatThrownBy(users::hasNext).isInstanceOf(ApiException.class);
    users.forEachRemaining(user -> seen.add(user.id()));

    assertThat(seen).isEqualTo(idsTo(20));
  }

  @Test
  void listAllPending_andOrdersByStatus_areListsToo() {
    server.answerUnchecked(200, "{\"data\":[],\"links\":{\"next\":null}}");
    server.answerUnchecked(200, "{\"data\":[]}");

    assertThat(client.orders().listAllPending()).isEmpty();
    assertThat(client.orders().listAll(q -> q.status(OrderStatus.IN_PROGRESS))).isEmpty();
    assertThat(paths()).containsExactly("/orders/pending", "/orders?status=in_progress");
  }

  @Test
  void query_outOfTheLimits_isRejectedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> client.users().listAll(query -> query.perPage(101)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("per_page is out of range: 101");
    assertThat(paths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{\"email\":\"x@example.com\"}"})
  void row_thatCannotBeRead_costsNoOther(String odd) {
    server.answerUnchecked(
        200,
        PagingFixture.body(
            "\"" + PagingFixture.next(server.baseUrl(), "2") + "\"",
            PagingFixture.row(1) + "," + odd + "," + PagingFixture.row(2)));
    server.answerUnchecked(200, PagingFixture.body("null", PagingFixture.row(3)));

    Page<User> page = client.users().list();

    assertThat(page.items()).extracting(User::id).isEqualTo(idsTo(2));
    assertThat(page.nextPage().items()).extracting(User::id).containsExactly("usr_3");
    assertThat(page.response().body().problems())
        .extracting(JsonProblem::path)
        .allMatch(path -> path.startsWith("data[1]"))
        .isNotEmpty();
  }
}
