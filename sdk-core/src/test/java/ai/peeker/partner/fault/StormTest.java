package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.model.User;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Very many calls over HTTP/2 that are canceled at random moments: each call that was reported as
 * not sent must be unknown to the server, and each call that was reported as rejected must have had
 * no effect.
 */
@Timeout(600)
class StormTest {
  private static final int CALLS = Integer.getInteger("storm.calls", 5_000);
  private static final long SEED = Long.getLong("storm.seed", 20_260_508);
  private static final int CALLERS = 4;
  private static final int LATEST_NANOS = 400_000;
  private static final String REJECTED =
      "{\"error\":{\"code\":\"invalid_request\",\"message\":\"no\",\"field\":\"id\"}}";

  /** Where MockWebServer reports each stream that the client canceled. */
  private static final Logger SERVER_LOG = Logger.getLogger(OkHttpClient.class.getName());

  private final MockWebServer server = new MockWebServer();
  private final Level levelBefore = SERVER_LOG.getLevel();
  private final ConcurrentHashMap<Integer, Boolean> actedByCall = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Outcome> outcomes = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws IOException {
    SERVER_LOG.setLevel(Level.OFF);
    server.useHttps(Wire.server().sslSocketFactory());
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String path = request.getUrl().encodedPath();
            int call = Integer.parseInt(path.substring(path.lastIndexOf('_') + 1));
            boolean acts = call % 3 != 0;
            actedByCall.put(call, acts);
            return new MockResponse.Builder()
                .code(acts ? 200 : 400)
                .addHeader("Content-Type", "application/json")
                .body(acts ? "{\"data\":{}}" : REJECTED)
                .build();
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    server.close();
    SERVER_LOG.setLevel(levelBefore);
  }

  @Test
  void callsOverHttp2_canceledAtRandomMoments_areReportedAsTheServerSawThem() throws Exception {
    try (PeekerClient client =
        PeekerClient.builder()
            .apiKey("pk_test_9f3a")
            .baseUrl(Wire.HTTP_2_OVER_TLS.baseUrl("127.0.0.1", server.getPort()))
            .httpClient(Wire.HTTP_2_OVER_TLS.clientBuilder().build())
            .rateLimiter(RateLimiter.unlimited())
            .retryPolicy(RetryPolicy.none())
            .callbackExecutor(Runnable::run)
            .build()) {
      storm(client);
    }

    String figures = figures();
    assertThat(callsWith(Outcome.NOT_SENT, actedByCall::containsKey))
        .as("calls reported as not sent that reached the server; %s", figures)
        .isEmpty();
    assertThat(callsWith(Outcome.REJECTED, call -> actedByCall.getOrDefault(call, false)))
        .as("calls reported as rejected that had an effect; %s", figures)
        .isEmpty();
    assertThat(outcomes.values())
        .as(figures)
        .contains(Outcome.NOT_SENT, Outcome.REJECTED, Outcome.UNKNOWN);
  }

  private List<Integer> callsWith(Outcome outcome, Predicate<Integer> condition) {
    return outcomes.entrySet().stream()
        .filter(it -> it.getValue() == outcome && condition.test(it.getKey()))
        .map(it -> it.getKey())
        .toList();
  }

  private String figures() {
    StringBuilder figures = new StringBuilder("seed " + SEED + ", " + CALLS + " calls, ");
    for (Outcome outcome : Outcome.values()) {
      figures.append(callsWith(outcome, call -> true).size() + " " + outcome + ", ");
    }
    return figures.append(actedByCall.size() + " at the server").toString();
  }

  private void storm(PeekerClient client) throws InterruptedException, ExecutionException {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        ends.add(callers.submit(() -> callFrom(client, first)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      callers.shutdown();
    }
  }

  private void callFrom(PeekerClient client, int first) {
    Random random = new Random(SEED + first);
    for (int call = first; call < CALLS; call += CALLERS) {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      CompletableFuture<User> user =
          client
              .withOptions(options -> options.listener(reporting(outcome)))
              .users()
              .deleteAsync("usr_" + call);
      if (random.nextInt(10) > 0) {
        spin(random.nextInt(LATEST_NANOS));
        user.cancel(true);
      }
      Outcome reported = outcome.join();
      if (reported != null) {
        outcomes.put(call, reported);
      }
    }
  }

  private static void spin(int nanos) { // a thread that sleeps wakes up much later
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }

  private static CallListener reporting(CompletableFuture<Outcome> ended) {
    return new CallListener() {
      @Override
      public void onCallEnd(CallInfo call, CallEnd end) {
        ended.complete(end.outcome());
      }
    };
  }
}
