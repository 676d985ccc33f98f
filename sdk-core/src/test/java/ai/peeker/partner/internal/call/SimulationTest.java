package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.model.OrderResponse;
import ai.peeker.partner.model.OrderSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Retry, limiter and budget together, as a system: 200 callers in 4 clients of one key place 10,000
 * orders at a server that has outages, loses answers, and turns away more than 600 requests in any
 * 60 seconds. Time is virtual, so no second of it is slept.
 */
class SimulationTest {
  private static final int CLIENTS = 4;
  private static final int CALLERS = 200;
  private static final int ORDERS_EACH = 50;
  private static final List<ApiCall<OrderSummary>> CALLS =
      IntStream.range(0, CALLERS * ORDERS_EACH).mapToObj(SimulationTest::call).toList();

  private static ApiCall<OrderSummary> call(int number) {
    ApiCall<OrderSummary> call =
        ApiCall.<OrderSummary>builder("createOrder", "POST", "/orders", RetrySafety.SAME_BYTES)
            .build(json -> OrderResponse.fromJson(json).data());
    return call.withBodyBytes(("order " + number).getBytes(StandardCharsets.UTF_8), null);
  }

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 4);

  private static void eachSeed(int seeds, int strangers, Consumer<Simulation> check) {
    LongStream.rangeClosed(1, seeds)
        .parallel()
        .mapToObj(seed -> new Simulation(seed, strangers))
        .forEach(
            simulation -> {
              simulation.run();
              check.accept(simulation);
            });
  }

  @Test
  void manyCallers_badNetwork_keepEveryPromise() {
    eachSeed(
        SEEDS,
        0,
        simulation -> {
          SimulatedServer server = simulation.server;
          assertThat(server.busiestWindow()).as("busiest 60 s").isLessThanOrEqualTo(600);
          assertThat(server.refusedForLimit()).as("requests turned away").isZero();
          // a place is held until a minute after its exchange, which takes up to 0.2 s here
          assertThat(server.arrivalsPerMinute()).as("throughput").isGreaterThanOrEqualTo(594);
          assertThat(server.outageLoad()).as("load in outages").isLessThanOrEqualTo(1.2);
          assertThat(server.unrepeated()).as("lost answers, not asked again").isLessThan(0.2);
          assertThat(simulation.longestWait()).as("wait").isLessThan(Duration.ofSeconds(130));
          everyOrderIsWhatItsCallerWasTold(simulation);
        });
  }

  /** Another machine uses up a part of the limit, so that the server turns requests away. */
  @Test
  void manyCallers_whoseKeyIsUsedElsewhere_waitAsLongAsTheServerSays() {
    eachSeed(
        SEEDS / 4,
        60,
        simulation -> {
          assertThat(simulation.server.refusedForLimit()).as("turned away").isPositive();
          assertThat(simulation.server.arrivalsInPauses()).as("came in a pause").isZero();
          everyOrderIsWhatItsCallerWasTold(simulation);
        });
  }

  private static void everyOrderIsWhatItsCallerWasTold(Simulation simulation) {
    assertThat(simulation.told).hasSize(CALLS.size());
    Map<String, String> standing = simulation.server.orders();
    Set<String> wrong = new TreeSet<>();
    simulation.told.forEach(
        (body, told) -> {
          String id = standing.get(body);
          boolean right =
              told instanceof Outcome outcome
                  ? outcome == Outcome.UNKNOWN || id == null
                  : told.equals(id);
          if (!right) {
            wrong.add(body + ": told " + told + ", stands as " + id);
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(new HashSet<>(standing.values())).as("each once").hasSameSizeAs(standing.values());
  }

  /** One run, decided by its seed. */
  private static final class Simulation {
    private final VirtualTime time;
    private final SimulatedServer server;
    private final List<HttpTransport> clients = new ArrayList<>();
    private final Map<String, Object> told = new HashMap<>();
    private final List<Duration> waits = new ArrayList<>();

    Simulation(long seed, int strangers) {
      this.time = new VirtualTime(seed);
      this.server = new SimulatedServer(time, seed, strangers);
      RateLimiterRegistry limiters = new RateLimiterRegistry(time);
      ApiKey key = ApiKey.of("pk_test_simulation");
      CallListener listener =
          new CallListener() {
            @Override
            public void onWait(String operation, WaitReason reason, Duration duration) {
              if (reason == WaitReason.CLIENT_RATE_LIMIT) {
                waits.add(duration);
              }
            }
          };
      for (int i = 0; i < CLIENTS; i++) {
        TransportSettings settings =
            new TransportSettings(
                BaseUrl.of("http://127.0.0.1:1/"),
                () -> key,
                each -> limiters.of(each, 600),
                RetryPolicy.defaults(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                listener,
                Runnable::run);
        clients.add(
            new HttpTransport(
                settings, server, new RetryBudget(), time, Runnable::run, () -> false));
      }
    }

    void run() {
      for (int caller = 0; caller < CALLERS; caller++) {
        next(caller, 0);
      }
      time.run();
    }

    private void next(int caller, int order) {
      if (order == ORDERS_EACH) {
        return;
      }
      CompletableFuture<?> unused =
          clients
              .get(caller % CLIENTS)
              .sendAsync(CALLS.get(caller * ORDERS_EACH + order))
              .whenComplete(
                  (response, failure) -> {
                    String body = "order " + (caller * ORDERS_EACH + order);
                    told.put(body, failure == null ? response.body().id() : outcome(failure));
                    next(caller, order + 1);
                  });
    }

    private static Outcome outcome(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return ((CallException) cause).outcome();
    }

    Duration longestWait() {
      return Collections.max(waits);
    }
  }
}
