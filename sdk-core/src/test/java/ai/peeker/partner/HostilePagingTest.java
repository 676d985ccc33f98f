package ai.peeker.partner;

import static ai.peeker.partner.PagingFixture.body;
import static ai.peeker.partner.PagingFixture.idsTo;
import static ai.peeker.partner.PagingFixture.next;
import static ai.peeker.partner.PagingFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.Page;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.api.PagingException;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.model.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that a page must not send a client to, and rows that cannot be read. */
@Timeout(60)
class HostilePagingTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();
  @RegisterExtension final CheckedServer elsewhere = CheckedServer.start();

  private final PeekerClient client = Clients.of(server);
  private final List<String> seen = new ArrayList<>();

  /** Reads all users, and returns the exception after the last one that was returned. */
  private PagingException failure(PagedIterable<User> users) {
    return catchThrowableOfType(
        PagingException.class, () -> users.forEach(user -> seen.add(user.id())));
  }

  private static String linked(String link, String rows) {
    return body("\"" + link + "\"", rows);
  }

  private PagingException failureAfterOnePage(String link) {
    return failureAfterOnePageWith(
        "\"" + link.replace("PORT", "" + server.baseUrl().getPort()) + "\"");
  }

  private PagingException failureAfterOnePageWith(String json) {
    server.answerUnchecked(200, body(json, row(1) + "," + row(2)));
    PagingException failure = failure(client.users().listAll());
    assertThat(seen).as("rows before the failure").isEqualTo(idsTo(2));
    assertThat(server.requests()).hasSize(1);
    assertThat(failure).hasMessageStartingWith("The link to the next page cannot be followed: ");
    assertThat(failure.getMessage()).hasSizeLessThan(300);
    assertThat(failure.pageToken()).isNull();
    return failure;
  }

  @Test
  void link_toAnotherServer_isNotFollowed() {
    String link = next(elsewhere.baseUrl(), "2");

    assertThat(failureAfterOnePage(link))
        .hasMessageEndingWith(
            "it leads to http://127.0.0.1:%d, not to http://127.0.0.1:%d."
                .formatted(elsewhere.baseUrl().getPort(), server.baseUrl().getPort()));
    assertThat(elsewhere.requests()).as("the key went there").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:PORT/partner/v1/users?page_token=2",
        "http://evil.example:PORT/partner/v1/users?page_token=2",
        "http://127.0.0.1:PORT@evil.example/partner/v1/users?page_token=2",
        "http://127.0.0.1.evil.example:PORT/users?page_token=2",
        "//evil.example/users?page_token=2",
        "file:///etc/passwd?page_token=2",
        "javascript:alert(1)?page_token=2",
        "http:///users?page_token=2",
        "mailto:users@evil.example?page_token=2",
      })
  void link_toAnotherOrigin_isNotFollowed(String link) {
    assertThat(failureAfterOnePage(link)).hasMessageContaining("it leads to ");
  }

  @Test
  void link_toAVeryLongHost_isNamedBriefly() {
    assertThat(failureAfterOnePage("http://" + "h".repeat(1 << 20) + "/?page_token=2"))
        .hasMessageContaining("a host of 1048576 characters");
  }

  @Test
  void link_fromHttpsToHttp_isNotFollowed() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(certificate.certificate())
            .build();
    OkHttpClient trusting =
        new OkHttpClient.Builder()
            .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
            .build();
    try (MockWebServer secure = new MockWebServer()) {
      secure.useHttps(tls.sslSocketFactory());
      secure.start();
      String base = "https://localhost:" + secure.getPort() + "/partner/v1";
      String link = base.replace("https", "http") + "/users?page_token=2";
      secure.enqueue(new MockResponse.Builder().body(linked(link, row(1))).build());
      PeekerClient https =
          PeekerClient.builder().apiKey(Clients.KEY).baseUrl(base).httpClient(trusting).build();

      PagingException failure = failure(https.users().listAll());

      assertThat(failure).hasMessageContaining("it leads to http://localhost:");
      assertThat(seen).isEqualTo(idsTo(1));
      assertThat(secure.getRequestCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'/partner/v1/users?per_page=2'             | it has no page_token.",
        "'/partner/v1/users'                        | it has no page_token.",
        "''                                         | it has no page_token.",
        "'/partner/v1/users?xpage_token=2'          | it has no page_token.",
        "'/partner/v1/users#?page_token=2'          | it has no page_token.",
        "'/partner/v1/users?page_token='            | its page_token is blank.",
        "'/partner/v1/users?page_token=%20'         | its page_token is blank.",
        "'/partner/v1/users?page_token=%zz'         | its page_token is not percent-encoded correctly.",
        "'/partner/v1/users?page_token=\\ud800'      | must not contain an unpaired surrogate",
        "'http://[/users?page_token=2'              | it is not a URL.",
      })
  void link_withoutAUsableToken_isNotFollowed(String link, String message) {
    assertThat(failureAfterOnePage(link)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "[]", "{}", "[\"/users?page_token=2\"]"})
  void link_thatIsNotAString_doesNotLookLikeTheLastPage(String json) {
    assertThat(failureAfterOnePageWith(json)).hasMessageEndingWith("links.next is not a string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"next\"", "[]"})
  void links_thatAreNotAnObject_doNotLookLikeTheLastPage(String links) {
    server.answerUnchecked(200, "{\"data\":[" + row(1) + "],\"links\":" + links + "}");

    assertThat(failure(client.users().listAll())).hasMessageContaining("links is not an object");
    assertThat(seen).isEqualTo(idsTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"links\":null", ",\"links\":{}", ",\"links\":{\"next\":null}"})
  void links_thatAreAbsentOrNull_areOfTheLastPage(String links) {
    server.answerUnchecked(200, "{\"data\":[" + row(1) + "]" + links + "}");

    assertThat(client.users().listAll()).hasSize(1);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void link_ofAMegabyte_isNotFollowed() {
    String link = next(server.baseUrl(), "x".repeat(1 << 20));

    assertThat(failureAfterOnePage(link))
        .hasMessageEndingWith("its page_token is longer than 8192 characters.");
  }

  @Test
  void link_ofAMegabyteWithAShortToken_isFollowed() {
    String link = server.baseUrl() + "/" + "x".repeat(1 << 20) + "?page_token=2";
    server.answerUnchecked(200, linked(link, row(1)));
    server.answerUnchecked(200, body("null", row(2)));

    assertThat(client.users().listAll()).hasSize(2);
    assertThat(server.requests().get(1).path()).isEqualTo("/users?page_token=2");
  }

  @Test
  void link_toItsOwnPage_isNotFollowed() {
    server.answerUnchecked(200, linked(next(server.baseUrl(), "2"), row(1)));
    server.answerUnchecked(200, linked(next(server.baseUrl(), "2"), row(2)));

    PagingException failure = failure(client.users().listAll());

    assertThat(seen).isEqualTo(idsTo(2));
    assertThat(failure).hasMessageContaining("its page_token leads back to an earlier page");
    assertThat(failure.pageToken()).isEqualTo("2");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void link_toAnyEarlierPage_isNotFollowed() {
    for (int page = 1; page <= 5; page++) {
      int next = page == 5 ? 3 : page + 1;
      server.answerUnchecked(200, linked(next(server.baseUrl(), "" + next), row(page)));
    }

    assertThat(failure(client.users().listAll()).pageToken()).isEqualTo("5");
    assertThat(seen).isEqualTo(idsTo(5));
  }

  @Test
  void link_toTheStoredTokenThatResumed_isNotFollowed() {
    server.answerUnchecked(200, linked(next(server.baseUrl(), "1"), row(1)));

    assertThat(failure(client.users().listAll(query -> query.pageToken("1"))))
        .hasMessageContaining("leads back");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b", "a%2Bb", "100%", "a&b=c", "a=b==", "#1?", "ü😀", "{\"x\":1}|^"})
  void token_withSpecialCharacters_arrivesUnchanged(String token) {
    server.answerUnchecked(200, linked(next(server.baseUrl(), token), row(1)));
    server.answerUnchecked(200, body("null", row(2)));

    assertThat(client.users().listAll()).hasSize(2);
    String sent = server.requests().get(1).path().replace("/users?page_token=", "");
    assertThat(PagingFixture.decoded(sent)).isEqualTo(token);
  }

  @Test
  void token_withAPlusThatTheServerDidNotEncode_keepsIt() {
    String link = server.baseUrl() + "/users?page_token=YWI+/w==&per_page=1";
    server.answerUnchecked(200, linked(link, row(1)));

    assertThat(client.users().list().nextToken()).isEqualTo("YWI+/w==");
  }

  @Test
  void link_thatIsRelative_isFollowed() {
    server.answerUnchecked(200, body("\"?page_token=2\"", row(1)));
    server.answerUnchecked(200, body("\"/partner/v1/users?page_token=3\"", row(2)));
    server.answerUnchecked(200, body("null", row(3)));

    assertThat(client.users().listAll()).hasSize(3);
  }

  @Test
  void link_withOtherFilters_doesNotChangeThoseOfTheCaller() {
    String link = next(server.baseUrl(), "2") + "&email=b@example.com&per_page=1";
    server.answerUnchecked(200, linked(link, row(1)));
    server.answerUnchecked(200, body("null", row(2)));

    assertThat(client.users().listAll(query -> query.perPage(50))).hasSize(2);
    assertThat(server.requests())
        .extracting(SentRequest::path)
        .containsExactly("/users?per_page=50", "/users?per_page=50&page_token=2");
  }

  @Test
  void link_unreadableAfterManyUnreadableRows_doesNotLookLikeTheLastPage() {
    server.answerUnchecked(200, body("7", "null,".repeat(150) + row(1)));

    assertThat(failure(client.users().listAll())).hasMessageContaining("is not a string");
    assertThat(seen).isEqualTo(idsTo(1));
  }

  @Test
  void nextToken_ofALinkThatCannotBeFollowed_doesNotLookLikeTheLastPage() {
    server.answerUnchecked(200, linked(next(elsewhere.baseUrl(), "2"), row(1)));
    Page<User> page = client.users().list();

    assertThat(page.hasNext()).isTrue();
    assertThat(catchThrowableOfType(PagingException.class, page::nextToken)).isNotNull();
    assertThat(catchThrowableOfType(PagingException.class, page::nextPage)).isNotNull();
    assertThat(page.nextPageAsync())
        .isCompletedExceptionally()
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(PagingException.class);
  }

  @Test
  void token_inAMessage_isNotPrintedAndNeitherIsTheKey() {
    String link = next(elsewhere.baseUrl(), "token-of-mine") + "&key=" + Clients.KEY;

    assertThat(failureAfterOnePage(link).toString()).doesNotContain("token-of-mine", Clients.KEY);
  }
}
