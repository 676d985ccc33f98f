package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.testing.LocalPeeker;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper.ManualSchedulerBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process dies at each step of an order's life, and another one takes over: before and after each
 * statement, commit and request, from the purchase to the report. The build takes each step on
 * PostgreSQL with a server that accepts, and some of the other cases; -Pproof takes all.
 */
@Timeout(300)
class OrderCrashTest {
  private static final boolean ALL = Boolean.getBoolean("outbox.each.step");

  /** Of the other cases; odd, because deaths before and after a step alternate. */
  private static final int STRIDE = 5;

  private static final int EXECUTIONS = 6; // more than an order needs

  /**
   * The clocks of db-scheduler: all delays have passed, and the first process is taken for dead.
   */
  private static final Duration FIRST = Duration.ofSeconds(35);

  private static final Duration SECOND = Duration.ofSeconds(40);

  private final LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();
  private final PeekerClient client =
      peeker.clientBuilder().retryPolicy(RetryPolicy.none()).build();

  @AfterEach
  void close() {
    client.close();
    peeker.close();
  }

  static Stream<Arguments> places() {
    return Stream.of(OrderLife.Server.values())
        .flatMap(
            server -> Stream.of(arguments("PostgreSQL", server), arguments("MariaDB", server)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void order_whoseProcessDiesAnywhere_isPlacedAndReportedOnce(String name, OrderLife.Server server)
      throws SQLException {
    int stride =
        ALL || (server == OrderLife.Server.ACCEPTS && name.equals("PostgreSQL")) ? 1 : STRIDE;
    InboxDatabase database = Shop.database(name);
    DataSource pool = Shop.pool(database.url());
    List<OrderLife> lives = new ArrayList<>();
    do {
      String id = "p-" + (lives.size() + 1);
      server.prepare(peeker, id);
      lives.add(live(database, pool, id, 1 + lives.size() * stride));
    } while (lives.get(lives.size() - 1).died());

    assertThat(lives).as("places to die").hasSizeGreaterThan(30 / stride);
    for (OrderLife life : lives) {
      life.check(server, peeker, database);
    }
    assertThat(lives.stream().filter(OrderLife::bought)).hasSizeGreaterThan(25 / stride);
    assertThat(lives.stream().filter(life -> !life.bought())).hasSizeGreaterThan(5 / stride);
  }

  private OrderLife live(InboxDatabase database, DataSource pool, String id, int death)
      throws SQLException {
    Mortal process = new Mortal(death);
    PeekerClient mortal = process.client(peeker);
    try {
      Shop shop = new Shop(process.dataSource(pool), mortal);
      shop.buy(id, true);
      work(shop, process.dataSource(pool), FIRST);
    } catch (Mortal.Death e) {
      // as wanted
    } finally {
      mortal.close();
    }
    Shop other = new Shop(pool, client);
    ManualScheduler survivor = work(other, pool, SECOND);
    Optional<State> left = other.outbox().find(id, survivor).map(ScheduledOrder::state);
    other.outbox().discard(id, survivor);
    return new OrderLife(
        id, process.steps(), process.isDead(), OrderLife.bought(database, id), left);
  }

  private static ManualScheduler work(Shop shop, DataSource source, Duration ahead) {
    SettableClock clock = new SettableClock();
    clock.set(Instant.now().plus(ahead));
    ManualSchedulerBuilder builder =
        TestHelper.createManualScheduler(source, shop.outbox().task()).clock(clock);
    builder.heartbeatInterval(Duration.ofMillis(10));
    ManualScheduler scheduler = builder.build();
    scheduler.runDeadExecutionDetection();
    for (int i = 0; i < EXECUTIONS; i++) {
      scheduler.runAnyDueExecutions();
      scheduler.tick(Duration.ofMillis(10)); // longer than the delays of the shop
    }
    return scheduler;
  }
}
