package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnreadableResponseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OutcomeTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private <T extends CallException> T failure(Class<T> type) {
    return Clients.orderFailure(type, Clients.sendingOnce(server));
  }

  private PeekerClient.Builder sendingOnce() {
    return Clients.builder(server).retryPolicy(RetryPolicy.none());
  }

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

    assertThat(failure(UnreadableResponseException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
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

  private static String start(String body) {
    return body.substring(0, Math.min(body.length(), 64 * 1024));
  }

  @Test
  void success_thatCannotBeRead_isNotSentAgain() {
    server.answerUnchecked(200, "garbage");

    Clients.orderFailure(UnreadableResponseException.class, Clients.of(server));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void server_thatRefusesTheConnection_gotNothing() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    PeekerClient client =
        PeekerClient.builder()
            .apiKey(Clients.KEY)
            .baseUrl("http://127.0.0.1:" + free)
            .retryPolicy(RetryPolicy.none())
            .build();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client);

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.requestId()).isNull();
    assertThat(e.attempts()).hasSize(1);
    assertThat(e.attempts().get(0).failure()).isEqualTo("the connection was refused");
    assertThat(e)
        .hasMessage(
            "createOrder received no response: the connection was refused. Nothing was sent; check"
                + " the base URL and the network, then call again. Tried once, the maximum of the"
                + " retry policy.");
  }

  @Test
  void host_thatIsNotKnown_gotNothing() {
    PeekerClient client =
        PeekerClient.builder()
            .apiKey(Clients.KEY)
            .baseUrl("https://peeker.invalid")
            .time(new HandTime())
            .httpClient(
                new OkHttpClient.Builder()
                    .dns(
                        name -> {
                          throw new java.net.UnknownHostException(name);
                        })
                    .build())
            .build();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client);

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e).hasMessageContaining("the host name is unknown");
  }

  @Test
  void plainServer_behindHttps_gotNothing() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answers = once(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");

      ConnectionException e = Clients.orderFailure(ConnectionException.class, at("https", socket));

      assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(e).hasMessageContaining("the TLS handshake failed");
      answers.join();
    }
  }

  @Test
  void connection_brokenAfterTheRequest_leavesTheOutcomeOpen() {
    server.disconnect();

    ConnectionException e = failure(ConnectionException.class);

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(server.requests()).hasSize(1);
    assertThat(e.attempts()).hasSize(1);
    assertThat(e)
        .hasMessage(
            "createOrder received no response: the connection broke before the response was"
                + " complete. The server may or may not have acted. Tried once, the maximum of the"
                + " retry policy.");
  }

  @Test
  void earlierAttempt_thatWentOut_decidesWhatTheLastFailureAdvises() {
    server.disconnect();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, refusedTheSecondTime());

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e)
        .hasMessage(
            "createOrder received no response: the connection was refused. The server may or may"
                + " not have acted. Tried 2 times, the maximum of the retry policy.");
  }

  @Test
  void earlierAttempt_thatWasLimited_leavesNothingOpen() {
    server.answer(429, Contract.example("response RateLimited rate_limited").json());

    ConnectionException e = Clients.orderFailure(ConnectionException.class, refusedTheSecondTime());

    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e)
        .hasMessageStartingWith("createOrder received no response: the connection was refused.");
  }

  private PeekerClient refusedTheSecondTime() {
    return Clients.builder(server)
        .retryPolicy(RetryPolicy.defaults().withMaxAttempts(2))
        .httpClient(RefusingSockets.clientRefusedAt(2))
        .build();
  }

  @Test
  void interceptor_thatBreaksAfterTheRequest_leavesTheOutcomeOpen() {
    server.answer(200, RECEIPT);
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  throw new IllegalStateException("broken interceptor");
                })
            .build();

    CallerCodeException e =
        Clients.orderFailure(CallerCodeException.class, sendingOnce().httpClient(own).build());

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasRootCauseMessage("broken interceptor");
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
  void connection_brokenWithinTheRequest_leavesTheOutcomeOpen() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread hangsUp = once(socket, "");

      ConnectionException e = Clients.orderFailure(ConnectionException.class, at("http", socket));

      assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
      hangsUp.join();
    }
  }

  /** A server below HTTP: reads one byte, writes the text, hangs up. */
  private static Thread once(ServerSocket socket, String text) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket connection = socket.accept()) {
                connection.getInputStream().read();
                connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) { // the client hung up first, which is as good
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    return thread;
  }

  private static PeekerClient at(String scheme, ServerSocket socket) {
    return PeekerClient.builder()
        .apiKey(Clients.KEY)
        .baseUrl(scheme + "://127.0.0.1:" + socket.getLocalPort())
        .retryPolicy(RetryPolicy.none()) // the server below takes one connection only
        .build();
  }

  @Test
  void connection_brokenWithinTheAnswer_leavesTheOutcomeOpen() {
    server.answerUnchecked(
        new MockResponse.Builder()
            .body(RECEIPT)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(failure(ConnectionException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void answer_slowerThanTheTimeout_leavesTheOutcomeOpenAndEndsInTime() {
    server.answerUnchecked(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    PeekerClient client = sendingOnce().timeout(Duration.ofMillis(300)).build();
    long start = System.nanoTime();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasMessageStartingWith("createOrder received no response: no response in time.");
  }

  @Test
  void answer_thatTricklesIn_endsInTime() {
    server.answer(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(RECEIPT)
            .throttleBody(100, 400, TimeUnit.MILLISECONDS)
            .build());
    PeekerClient client = sendingOnce().timeout(Duration.ofMillis(300)).build();
    long start = System.nanoTime();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void shortestTimeout_ofAMillisecond_endsTheCall() {
    server.answerUnchecked(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(
            Clients.orderFailure(
                ConnectionException.class, sendingOnce().timeout(Duration.ofMillis(1)).build()))
        .isNotNull();
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
