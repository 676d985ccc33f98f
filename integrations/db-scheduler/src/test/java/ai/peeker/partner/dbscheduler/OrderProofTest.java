package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.Faults;
import ai.peeker.partner.testing.LocalOrder;
import ai.peeker.partner.testing.LocalPeeker;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three machines place the orders of a shop, and are killed at random, while the server loses
 * responses and is away. The build uses a short form, -Pproof the long one.
 */
@Timeout(900)
class OrderProofTest {
  private static final int ORDERS = Integer.getInteger("outbox.orders", 20);
  private static final int KILLS = Integer.getInteger("outbox.kills", 2);
  private static final long SEED = Long.getLong("outbox.seed", 1);
  private static final System.Logger LOG = System.getLogger(OrderProofTest.class.getName());

  private final LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();
  private final Random random = new Random(SEED);
  private final Map<String, Boolean> refusedById = new TreeMap<>(); // committed ones
  private final Set<String> rolledBack = new HashSet<>();
  private final Set<String> expired = new HashSet<>();
  private InboxDatabase database;
  private Shop shop;
  private SchedulerClient scheduler;
  @TempDir private Path folder;

  @AfterEach
  void close() {
    peeker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "MariaDB"})
  void orders_ofMachinesThatAreKilled_arePlacedAndReportedOnce(String name) throws Exception {
    database = Shop.database(name);
    DataSource pool = Shop.pool(database.url());
    shop = new Shop(pool, peeker.client());
    scheduler = SchedulerClient.Builder.create(pool, shop.outbox().task()).build();
    peeker.faults().random(SEED, 0.25);
    Instant start = Instant.now();

    try (OrderMachines machines =
        new OrderMachines(folder, database.url(), peeker.baseUrl().toString(), peeker.apiKey())) {
      buyAll();
      killAtRandom(machines);
      peeker.faults().reset();
      await(() -> left().stream().allMatch(this::isOpenAndRefused));
      await(() -> letADayPass() == 0);
    }

    check();
    LOG.log(
        System.Logger.Level.INFO,
        name
            + ", seed "
            + SEED
            + ": "
            + KILLS
            + " kills, "
            + refusedById.size()
            + " orders, "
            + peeker.requests().size()
            + " requests, results "
            + results()
            + ", "
            + Duration.between(start, Instant.now()).toMillis()
            + " ms");
  }

  private void buyAll() throws SQLException {
    for (int i = 0; i < ORDERS; i++) {
      String id = "p-" + (10_000 + i);
      boolean refused = random.nextInt(6) == 0;
      boolean commit = random.nextInt(6) != 0;
      if (refused) {
        peeker.domains().setUnavailable(Shop.domain(id), UnavailableReason.TAKEN);
      }
      shop.buy(id, commit);
      if (commit) {
        refusedById.put(id, refused);
      } else {
        rolledBack.add(id);
      }
    }
  }

  /** Kills a machine whenever some orders were sent, so that it dies at work. */
  private void killAtRandom(OrderMachines machines) throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      int requests = peeker.requests().size() + 1 + ORDERS / (2 * KILLS);
      await(() -> peeker.requests().size() >= requests);
      pause(random.nextInt(100));
      machines.kill(random.nextInt(100));
      if (kill % 3 == 1) {
        try (Faults.Outage outage = peeker.faults().refuseConnections()) {
          assertThat(outage).isNotNull();
          pause(300);
        }
      }
    }
    await(() -> peeker.requests().size() >= refusedById.size());
  }

  /** Lets the delays pass: they are half a minute. */
  private void hurry() throws SQLException {
    database.execute("update scheduled_tasks set execution_time = '2000-01-01' where not picked");
  }

  private List<ScheduledOrder> left() {
    return refusedById.keySet().stream()
        .flatMap(id -> shop.outbox().find(id, scheduler).stream())
        .toList();
  }

  private boolean isOpenAndRefused(ScheduledOrder order) {
    boolean rejected = order.failure().filter(text -> text.contains("domains_not_sub")).isPresent();
    return order.state() == State.OPEN && rejected && refusedById.get(order.id());
  }

  /** Lets a day pass for the open orders; returns how many are left. */
  private int letADayPass() {
    for (ScheduledOrder order : left()) {
      var instance = shop.outbox().task().instanceId(order.id());
      try {
        scheduler
            .getScheduledExecution(instance)
            .map(it -> StoredOrder.parse((String) it.getData()))
            .filter(stored -> stored.state() == State.OPEN)
            .ifPresent(
                stored -> scheduler.reschedule(instance, Instant.now(), aDayAgo(order, stored)));
        expired.add(order.id());
      } catch (TaskInstanceException | IllegalStateException e) { // a machine was faster: again
        LOG.log(System.Logger.Level.DEBUG, "again", e);
      }
    }
    return left().size();
  }

  private static String aDayAgo(ScheduledOrder order, StoredOrder stored) {
    PendingOrder sent = Shop.CIPHER.decrypt(stored.content(), order.id());
    Instant earlier = sent.firstSentAt().minus(Duration.ofHours(25));
    PendingOrder old = PendingOrder.of(sent.body(), earlier, sent.environment());
    return StoredOrder.of(State.OPEN, Shop.CIPHER.encrypt(old, order.id())).serialize();
  }

  private void check() throws SQLException {
    Map<String, List<String>> orders =
        peeker.orders().all().stream()
            .collect(
                Collectors.groupingBy(
                    order -> order.domains().get(0),
                    Collectors.mapping(LocalOrder::id, Collectors.toList())));
    assertThat(database.rows("select count(*) from scheduled_tasks")).containsExactly("0");
    assertThat(database.rows("select id from purchase order by id"))
        .containsExactlyElementsOf(refusedById.keySet());
    for (String id : rolledBack) {
      assertThat(orders.get(Shop.domain(id))).as("rolled back " + id).isNull();
    }
    for (Map.Entry<String, Boolean> purchase : refusedById.entrySet()) {
      String id = purchase.getKey();
      List<String> placed = orders.getOrDefault(Shop.domain(id), List.of());
      List<String> reported =
          database.rows("select distinct result from report where purchase = '" + id + "'");
      String row = "select status, order_id, changes from purchase where id = '" + id + "'";
      assertThat(reported).as(id).hasSize(1);
      assertThat(database.rows(row)).as(id).containsExactly(reported.get(0) + " 1");
      if (purchase.getValue()) {
        assertThat(placed).as(id).isEmpty();
        assertThat(reported.get(0))
            .as(id)
            .startsWith(expired.contains(id) ? "expired" : "refused domains_not_submittable");
      } else {
        assertThat(placed).as(id).hasSize(1);
        assertThat(reported).as(id).containsExactly("placed " + placed.get(0));
      }
    }
  }

  private List<String> results() throws SQLException {
    return database.rows("select status, count(*) from purchase group by status order by 1");
  }

  /** Something that a machine brings about. */
  private interface Condition {
    boolean holds() throws SQLException;
  }

  private void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      hurry();
      pause(100);
    }
  }

  private static void pause(int millis) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
  }
}
