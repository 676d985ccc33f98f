package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that an operator reads, with call ids and durations replaced. */
@Timeout(60)
class CallLogTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  private final Logger logger = Logger.getLogger("ai.peeker.partner");
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.FINE);
    logger.addHandler(recorder);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(recorder);
    logger.setLevel(null);
  }

  private PeekerClient.Builder builder() {
    return PeekerClient.builder()
        .apiKey("pk_test_log")
        .baseUrl(server.baseUrl().toString())
        .retryPolicy(RetryPolicy.defaults().withBackoff(Duration.ZERO, Duration.ZERO));
  }

  @Test
  void retriedCall_isOneLineForEachAttemptWaitAndEnd() {
    server.answerUnchecked(503, "").answer(200, Map.of("Peeker-Request-Id", "req_1"), RECEIPT);
    try (PeekerClient client = builder().build()) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(recorder.lines())
        .containsExactly(
            "FINE POST /orders [ID] attempt 1: HTTP 503, N ms",
            "FINE POST /orders [ID] waits N ms: BACKOFF",
            "FINE POST /orders [ID] attempt 2: HTTP 200, request id req_1, N ms",
            "FINE POST /orders [ID] succeeded, attempts: 2, N ms");
  }

  @Test
  void linesOfACall_haveTheIdThatItsListenerReceives() {
    List<String> ids = new CopyOnWriteArrayList<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void onCallStart(CallInfo call) {
            ids.add(call.id());
          }
        };
    server.answer(200, RECEIPT);
    try (PeekerClient client = builder().listener(listener).build()) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(ids).singleElement().asString().matches("[0-9a-f]{16}");
    assertThat(recorder.raw)
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("[" + ids.get(0) + "]"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, INFO UnrecognizedApiException",
    "401, WARNING UnauthorizedException",
    "403, WARNING ForbiddenException",
    "404, INFO NotFoundException"
  })
  void rejection_isLoggedWithStatusOutcomeAndRequestId(int status, String expected) {
    server.answerUnchecked(CheckedServer.json(status, Map.of("Peeker-Request-Id", "req_2"), "{}"));
    try (PeekerClient client = builder().build()) {
      Throwable unused = catchThrowable(() -> client.orders().create(Samples.bundleOrder()));
    }

    String[] level = expected.split(" ", 2);
    assertThat(recorder.lines())
        .last()
        .isEqualTo(
            level[0]
                + " POST /orders [ID] failed: "
                + level[1]
                + ", HTTP "
                + status
                + ", request id req_2, outcome REJECTED, attempts: 1, N ms");
  }

  @Test
  void requestId_thatWouldLookLikeAnotherLine_isCutAndReplaced() {
    server.answer(200, Map.of("Peeker-Request-Id", "req\tWARNING " + "x".repeat(200)), RECEIPT);
    try (PeekerClient client = builder().build()) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(recorder.lines())
        .first()
        .isEqualTo(
            "FINE POST /orders [ID] attempt 1: HTTP 200, request id req?WARNING?"
                + "x".repeat(88)
                + ", N ms");
  }

  @Test
  void unknownOutcome_isAWarning() {
    server.disconnect();
    RetryPolicy once = RetryPolicy.none();
    try (PeekerClient client = builder().retryPolicy(once).build()) {
      Throwable unused = catchThrowable(() -> client.orders().create(Samples.bundleOrder()));
    }

    assertThat(recorder.lines())
        .last()
        .isEqualTo(
            "WARNING POST /orders [ID] failed: OrderOutcomeUnknownException, outcome UNKNOWN,"
                + " attempts: 1, N ms");
  }

  @Test
  void longWaitForAPermit_isLoggedAtInfo() {
    HandTime time = new HandTime().endless();
    CompletableFuture<RateLimiter.Permit> permit = new CompletableFuture<>();
    server.answer(200, RECEIPT);
    try (PeekerClient client = builder().time(time).rateLimiter(maxWait -> permit).build()) {
      CompletableFuture<?> placed = client.orders().createAsync(Samples.bundleOrder());
      time.pass(Duration.ofSeconds(7));
      permit.complete(() -> {});
      placed.join();
    }

    assertThat(recorder.lines())
        .startsWith(
            "FINE POST /orders [ID] waits for a permit of the client-side rate limit",
            "INFO POST /orders [ID] waited N ms: CLIENT_RATE_LIMIT");
    assertThat(recorder.raw.get(1)).contains("waited 7000 ms");
  }

  @Test
  void listenerThatFails_isReportedWithoutItsMessage() {
    CallListener broken =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            throw new IllegalStateException("secret");
          }
        };
    server.answer(200, RECEIPT);
    try (PeekerClient client = builder().listener(broken).build()) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(recorder.lines())
        .first()
        .asString()
        .startsWith("WARNING POST /orders [ID]: the listener ai.peeker.partner.CallLogTest$")
        .endsWith(" failed: java.lang.IllegalStateException");
  }

  /** Records the lines of the SDK. */
  private static final class Recorder extends Handler {
    private final List<String> raw = new CopyOnWriteArrayList<>();

    List<String> lines() {
      return raw.stream()
          .map(line -> line.replaceAll("\\[[0-9a-f]{16}]", "[ID]").replaceAll("\\d+ ms", "N ms"))
          .toList();
    }

    @Override
    public void publish(LogRecord logged) {
      raw.add(logged.getLevel().getName() + " " + logged.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
