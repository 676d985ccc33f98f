package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnreadableResponseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcome of calls by their response. */
@Timeout(30)
class OutcomeTest extends OutcomeFixture {
  static Stream<Arguments> withoutData() {
    return Stream.of(
        Arguments.of("garbage", "garbage"),
        Arguments.of("an HTML page", "<html>OK</html>"),
        Arguments.of("empty", ""),
        Arguments.of("null", "null"),
        Arguments.of("a list", "[]"),
        Arguments.of("an error", "{\"error\":{\"code\":\"forbidden\",\"message\":\"m\"}}"),
        Arguments.of("ok", "{\"ok\":true}"),
        Arguments.of("no envelope", "{\"id\":\"ord_1\"}"),
        Arguments.of("data null", "{\"data\":null}"),
        Arguments.of("deep", "[".repeat(100_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutData")
  void success_withoutData_isUnknownAndDoesNotSayThatTheOrderWasPlaced(String name, String body) {
    server.answerUnchecked(CheckedServer.json(200, Map.of("Peeker-Request-Id", "req_7"), body));

    UnreadableResponseException e = failure(UnreadableResponseException.class);

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.requestId()).isEqualTo("req_7");
    assertThat(e.rawBody()).isEqualTo(body.isEmpty() ? null : start(body));
    assertThat(e)
        .hasMessageStartingWith(
            "createOrder received HTTP 200, but not the response that the API documents: ")
        .hasMessageContaining("The server may or may not have acted")
        .hasMessageNotContaining("succeeded")
        .hasNoCause();
  }

  @Test
  void success_withoutABody_isUnknown() {
    server.answerUnchecked(new MockResponse.Builder().code(204).build());

    UnreadableResponseException e = failure(UnreadableResponseException.class);

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasMessageContaining("documents: the body is empty. ");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 304, 408, 460, 499})
  void status_thatProvesNothing_isUnknownWhateverItsBody(int status) {
    server.answerUnchecked(status, Samples.page("domain_already_in_active_order"));

    ApiException e = failure(ApiException.class);

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e)
        .hasMessageContaining("The server may or may not have acted.")
        .hasMessageNotContaining("choose other domains"); // another order could be a second one
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("cut off", RECEIPT.substring(0, 60)),
        Arguments.of("data empty", "{\"data\":{}}"),
        Arguments.of("wrong kind", RECEIPT.replace("\"ord_01HZX0OR1A2B3C4D5E6F7G8H\"", "7")),
        Arguments.of("number beyond any bounds", RECEIPT.replace(":2,", ":1e99999999999,")),
        Arguments.of("two texts", RECEIPT + RECEIPT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void success_thatCannotBeRead_isApplied(String name, String body) {
    server.answerUnchecked(CheckedServer.json(200, Map.of("Peeker-Request-Id", "req_7"), body));

    UnreadableResponseException e = failure(UnreadableResponseException.class);

    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(e.requestId()).isEqualTo("req_7");
    assertThat(e.attempts()).hasSize(1);
    assertThat(e.rawBody()).isEqualTo(body.isEmpty() ? null : start(body));
    assertThat(e)
        .hasMessageStartingWith(
            "createOrder succeeded with HTTP 200, but its response cannot be read")
        .hasMessageContaining("req_7")
        .hasNoCause();
  }

  @Test
  void success_thatCannotBeRead_isNotSentAgain() {
    server.answerUnchecked(200, "garbage");

    Clients.orderFailure(UnreadableResponseException.class, Clients.of(server));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void orderWithoutAnAnswer_saysWhatToDoWithIt() {
    server.disconnect();

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> Clients.sendingOnce(server).orders().create(Samples.bundleOrder()));

    assertThat(e)
        .hasMessageStartingWith(
            "It is unknown whether the order was placed: createOrder received no response:")
        .hasMessageEndingWith(
            "Store pendingOrder() and pass it to orders().resume(…) before 2026-05-09T11:59:00Z;"
                + " the same bytes are never placed twice until then.");
  }

  @Test
  void orderWithAnUnreadableAnswer_isSaidToBePlaced() {
    server.answerUnchecked(200, "{\"data\":{}}");

    OrderOutcomeUnknownException e =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> Clients.sendingOnce(server).orders().create(Samples.bundleOrder()));

    assertThat(e)
        .hasMessageStartingWith("The order was placed: createOrder succeeded with HTTP 200, but");
  }

  @Test
  void errorBody_of30Megabytes_isNotReadWhole() {
    int length = 30 * 1024 * 1024;
    // whole, this body would take 24 s
    server.answerUnchecked(
        new MockResponse.Builder()
            .code(502)
            .body(new Buffer().writeUtf8("x".repeat(length)))
            .throttleBody(128 * 1024, 100, TimeUnit.MILLISECONDS)
            .build());
    long start = System.nanoTime();

    ServerException e = failure(ServerException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(e.rawBody()).hasSizeLessThanOrEqualTo(64 * 1024).hasSizeGreaterThan(60 * 1024);
    assertThat(e.getMessage()).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_isNotFollowedAndTheKeyGoesNowhereElse(int status) {
    try (CheckedServer elsewhere = CheckedServer.start()) {
      server.answerUnchecked(
          CheckedServer.json(status, Map.of("Location", elsewhere.baseUrl() + "/orders"), ""));

      ApiException e = failure(ApiException.class);

      assertThat(e.status()).hasValue(status);
      assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(e).hasMessageContaining("It is a redirect, which is not followed.");
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void failure_written_canBeReadBack() throws Exception {
    server.answer(400, Samples.page("domain_count_mismatch"));
    ApiException e = failure(ApiException.class);
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (java.io.ObjectOutputStream out = new java.io.ObjectOutputStream(bytes)) {
      out.writeObject(e);
    }

    ApiException copy;
    try (java.io.ObjectInputStream in =
        new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (ApiException) in.readObject();
    }

    assertThat(copy).hasMessage(e.getMessage());
    assertThat(copy.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(copy.attempts()).hasSize(1);
    assertThat(copy.details()).isEqualTo(e.details()).containsKey("required_count");
  }
}
