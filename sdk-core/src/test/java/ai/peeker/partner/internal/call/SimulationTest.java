package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.testkit.FakeTime;
import ai.peeker.partner.testkit.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Retry, limiter and budget together, as a system: 200 callers in 4 clients of one key place 10,000
 * orders at a server that has outages, loses responses, and rejects more than 600 requests in any
 * 60 seconds. Time is faked: no test sleeps. Both drivers keep the same promises.
 */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class SimulationTest {
  private static final int CLIENTS = 4;
  private static final int CALLERS = 200;
  private static final int ORDERS_EACH = 50;
  private static final List<ApiCall<OrderSummary>> CALLS =
      IntStream.range(0, CALLERS * ORDERS_EACH).mapToObj(SimulationTest::call).toList();

  private static ApiCall<OrderSummary> call(int number) {
    ApiCall<OrderSummary> call =
        ApiCall.<OrderSummary>builder("createOrder", "POST", "/orders", RetrySafety.SAME_BYTES)
            .build(in -> in.member("data", OrderSummary::read));
    return call.withBodyBytes(("order " + number).getBytes(StandardCharsets.UTF_8), null);
  }

  private final CallRig.Driver driver;
  private final int seeds;

  SimulationTest(CallRig.Driver driver) {
    this.driver = driver;
    // a blocking caller is a thread, which takes turns with the others: twice the time
    this.seeds = Integer.getInteger("simulation.seeds", driver == CallRig.Driver.ASYNC ? 3 : 1);
  }

  private void eachSeed(int count, int others, Consumer<Simulation> check) {
    LongStream.rangeClosed(1, count)
        .parallel()
        .mapToObj(seed -> new Simulation(driver, seed, others))
        .forEach(
            simulation -> {
              simulation.run();
              check.accept(simulation);
            });
  }

  @Test
  void manyCallers_badNetwork_keepEveryPromise() {
    eachSeed(
        seeds,
        0,
        simulation -> {
          SimulatedServer server = simulation.server;
          assertThat(server.busiestWindow()).as("busiest 60 s").isLessThanOrEqualTo(600);
          assertThat(server.rejectedForLimit()).as("rejected requests").isZero();
          // a permit is held until a minute after its exchange, which takes up to 0.2 s here
          assertThat(server.arrivalsPerMinute()).as("throughput").isGreaterThanOrEqualTo(594);
          assertThat(server.outageLoad()).as("load in outages").isLessThanOrEqualTo(1.2);
          assertThat(server.unrepeated()).as("lost responses, not requested again").isLessThan(0.2);
          assertThat(simulation.longestWait()).as("wait").isLessThan(Duration.ofSeconds(130));
          everyCallerKnowsItsOrder(simulation);
        });
  }

  /** Another machine uses up a part of the limit, so that the server rejects requests. */
  @Test
  void manyCallers_whoseKeyIsUsedElsewhere_waitForAsLongAsTheServerRequests() {
    eachSeed(
        Math.max(1, seeds / 4),
        60,
        simulation -> {
          assertThat(simulation.server.rejectedForLimit()).as("rejected").isPositive();
          assertThat(simulation.server.arrivalsInPauses()).as("arrived in a pause").isZero();
          everyCallerKnowsItsOrder(simulation);
        });
  }

  private static void everyCallerKnowsItsOrder(Simulation simulation) {
    assertThat(simulation.results).hasSize(CALLS.size());
    Map<String, String> existing = simulation.server.orders();
    Set<String> wrong = new TreeSet<>();
    simulation.results.forEach(
        (body, result) -> {
          String id = existing.get(body);
          boolean right =
              result instanceof Outcome outcome
                  ? outcome == Outcome.UNKNOWN || id == null
                  : result.equals(id);
          if (!right) {
            wrong.add(body + ": " + result + ", but the server has " + id);
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(new HashSet<>(existing.values())).as("each once").hasSameSizeAs(existing.values());
  }

  /** One run, decided by its seed. */
  private static final class Simulation {
    private final CallRig.Driver driver;
    private final FakeTime time;
    private final SimulatedServer server;
    private final List<HttpTransport> clients = new ArrayList<>();
    private final Map<String, Object> results = new HashMap<>();
    private final List<Duration> waits = new ArrayList<>();

    Simulation(CallRig.Driver driver, long seed, int others) {
      this.driver = driver;
      this.time = new FakeTime().seed(seed);
      this.server = new SimulatedServer(time, seed, others);
      jumpClock(new Random(seed));
      RateLimiterRegistry limiters = new RateLimiterRegistry(time);
      ApiKey key = ApiKey.of("pk_test_simulation");
      CallListener listener =
          new CallListener() {
            @Override
            public void onWait(CallInfo call, WaitReason reason, Duration duration) {
              if (reason == WaitReason.CLIENT_RATE_LIMIT) {
                waits.add(duration);
              }
            }
          };
      for (int i = 0; i < CLIENTS; i++) {
        TransportConfig config =
            new TransportConfig(
                BaseUrl.of("http://127.0.0.1:1/"),
                () -> key,
                limiters.lookup(600),
                RetryPolicy.defaults(),
                new TransportConfig.Timeouts(Duration.ofMinutes(10), Duration.ofSeconds(30)),
                List.of(listener),
                Runnable::run);
        clients.add(
            new HttpTransport(
                new CallContext(
                    config, server, new RetryBudget(), time, Runnable::run, () -> false)));
      }
    }

    /** Sets the wall clock back and forth by up to two hours: no wait may depend on it. */
    private void jumpClock(Random random) {
      for (int minute = 0; minute < 40; minute += 1 + random.nextInt(5)) {
        Duration error = Duration.ofSeconds(random.nextInt(14_400) - 7_200);
        time.schedule(Duration.ofMinutes(minute), () -> time.setWallClockError(error));
      }
    }

    void run() {
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        if (driver == CallRig.Driver.ASYNC) {
          next(caller, 0);
        } else {
          Worker unused = time.run(() -> callAll(caller), new CompletableFuture<Boolean>());
        }
      }
      time.passUntilIdle();
    }

    private HttpTransport client(int caller) {
      return clients.get(caller % CLIENTS);
    }

    private void next(int caller, int order) {
      if (order == ORDERS_EACH) {
        return;
      }
      int number = caller * ORDERS_EACH + order;
      CompletableFuture<?> unused =
          client(caller)
              .sendAsync(CALLS.get(number))
              .whenComplete(
                  (response, failure) -> {
                    record(number, failure == null ? response.body().id() : outcome(failure));
                    next(caller, order + 1);
                  });
    }

    private boolean callAll(int caller) {
      for (int order = 0; order < ORDERS_EACH; order++) {
        int number = caller * ORDERS_EACH + order;
        try {
          record(number, client(caller).send(CALLS.get(number)).body().id());
        } catch (CallException e) {
          record(number, e.outcome());
        }
      }
      return true;
    }

    private void record(int number, Object result) {
      results.put("order " + number, result);
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
