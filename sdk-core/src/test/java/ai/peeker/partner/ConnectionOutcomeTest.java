package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The outcome of calls whose connection fails. */
@Timeout(30)
class ConnectionOutcomeTest extends OutcomeFixture {
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
}
