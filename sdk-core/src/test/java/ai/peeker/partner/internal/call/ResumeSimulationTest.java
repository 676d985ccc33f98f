package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.testkit.ScriptedSender.ScriptedExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One order, resumed again and again for three days in one process, while the wall clock is set
 * back and forth, at a server that remembers an order for 24 hours, loses responses and rejects
 * requests. It is never placed twice, and no call says that it was not placed if it may have been.
 */
class ResumeSimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1) * 100;
  private static final Duration MEMORY = Duration.ofHours(24);

  @ParameterizedTest
  @EnumSource(CallRig.Driver.class)
  void order_resumedWhileTheClockJumps_isPlacedOnceAtMost(CallRig.Driver driver) {
    int placed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(driver, seed);
      run.run();
      placed += run.orders;
    }
    assertThat(placed).as("orders, in all runs").isGreaterThan(SEEDS / 2);
  }

  private static final class Run {
    private final CallRig rig;
    private final Random random;
    private final int seed;
    private final List<PendingOrder> known = new ArrayList<>();
    private Duration rememberedUntil = Duration.ZERO;
    private int orders;

    Run(CallRig.Driver driver, int seed) {
      this.rig = new CallRig(driver);
      this.random = new Random(seed);
      this.seed = seed;
      rig.policy = RetryPolicy.none();
      rig.timeout = Duration.ofHours(1);
    }

    void run() {
      jump();
      boolean prepares = random.nextBoolean();
      if (prepares) {
        known.add(rig.prepared());
      }
      for (int i = 0; i < 40; i++) {
        jump();
        rig.time.pass(Duration.ofMinutes(random.nextInt(240)));
        jump();
        rig.sender.clearScript();
        rig.sender.next(this::serve);
        attempt(known.isEmpty() ? null : known.get(random.nextInt(known.size())));
        if (!prepares && known.isEmpty()) {
          return; // the only call of a new order has ended for certain
        }
      }
    }

    private void jump() {
      if (random.nextInt(3) == 0) {
        rig.time.setWallClockError(Duration.ofSeconds(random.nextInt(28_800) - 14_400));
      }
    }

    private void attempt(PendingOrder pending) {
      CompletableFuture<ApiResponse<String>> result = rig.place(pending);
      Throwable failure = result.handle((response, e) -> e).join();
      assertThat(orders).as("orders of seed %s", seed).isLessThanOrEqualTo(1);
      if (failure instanceof CallException e) {
        boolean mayExist = e.outcome() == Outcome.UNKNOWN || e.outcome() == Outcome.APPLIED;
        assertThat(mayExist || orders == 0).as("seed %s says %s", seed, e).isTrue();
      }
      if (failure instanceof OrderOutcomeUnknownException e) {
        known.add(e.pendingOrder());
      }
    }

    private void serve(ScriptedExchange exchange) {
      int event = random.nextInt(6);
      if (event == 0) {
        exchange.refuse();
      } else if (event == 1) {
        exchange.respond(403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"m\"}}");
      } else {
        if (rig.time.passed().compareTo(rememberedUntil) >= 0) {
          orders++;
          rememberedUntil = rig.time.passed().plus(MEMORY);
        }
        exchange.lose();
      }
    }
  }
}
