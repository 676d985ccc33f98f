package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Measures the figures of {@link FleetLoad} on a PostgreSQL. */
@Timeout(180)
class FleetMeasurementsTest {
  private static final int ROWS = 2000;
  private static final int SCHEDULERS = Integer.getInteger("inbox.schedulers", 10);
  private static final Duration POLL = Duration.ofMillis(Integer.getInteger("inbox.poll", 200));
  private static final Duration IDLE = POLL.multipliedBy(10);

  private final CountedStatements statements = new CountedStatements();
  private InboxDatabase database;
  private DataSource pool;
  private JdbcEventStore store;
  private WebhookInbox inbox;

  @BeforeEach
  void create() throws SQLException {
    database = InboxDatabase.postgres();
    pool = statements.count(database.pool());
    store = JdbcEventStore.of(pool);
    WebhookHandler handler =
        WebhookHandler.builder(InboxFixture.verifier())
            .store(store)
            .on(
                OrderCompletedEvent.class,
                (event, context) -> InboxFixture.insertEffect(store, context))
            .fallback((event, context) -> {})
            .build();
    inbox = WebhookInbox.builder(handler).build();
  }

  private static Scheduler scheduler(DataSource pool, Task<?> task, Duration poll) {
    return Scheduler.create(pool, task)
        .pollUsingLockAndFetch(0.5, 1.0)
        .pollingInterval(poll)
        .enableImmediateExecution()
        .build();
  }

  private void deliver(SignedEvent event, Scheduler scheduler) {
    assertThat(inbox.receive(event.headers(), event.body(), scheduler).status()).isEqualTo(200);
  }

  @Test
  void event_fromItsDeliveryToItsEffect_sendsTheStatementsOfTheGuide() {
    Scheduler scheduler = scheduler(pool, inbox.task(), Duration.ofSeconds(10));
    scheduler.start();
    try {
      deliver(SignedEvent.of("evt_1", "order.completed", "ord_1"), scheduler);
      await(() -> isEmpty()); // and with it the checks of a first time
      statements.take();
      deliver(SignedEvent.of("evt_2", "order.completed", "ord_2"), scheduler);
      await(() -> isEmpty());
    } finally {
      scheduler.stop();
    }
    assertThat(statements.take()).hasSize(FleetLoad.EVENT_STATEMENTS + 1); // and the effect
  }

  @Test
  void order_fromItsPurchaseToItsReport_sendsTheStatementsOfTheGuide() throws SQLException {
    for (String table : Shop.TABLES) {
      database.execute(table);
    }
    try (LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();
        PeekerClient client = peeker.client()) {
      Shop shop = new Shop(pool, client);
      Scheduler scheduler = scheduler(pool, shop.outbox().task(), Duration.ofSeconds(10));
      scheduler.start();
      try {
        shop.buy("one", true);
        scheduler.triggerCheckForDueExecutions();
        await(() -> isEmpty());
        statements.take();
        shop.buy("two", true);
        scheduler.triggerCheckForDueExecutions();
        await(() -> isEmpty());
      } finally {
        scheduler.stop();
      }
    }
    int ofTheShop = 4; // a purchase and its commit, two rows for the report
    assertThat(statements.take()).hasSize(FleetLoad.ORDER_STATEMENTS + ofTheShop);
  }

  @Test
  void rows_ofEvents_haveTheSizeOfTheGuide() throws SQLException {
    Scheduler scheduler = scheduler(database.pool(), inbox.task(), Duration.ofSeconds(10));
    for (int i = 0; i < ROWS; i++) {
      String id = "evt_01HZX0EV1A2B3C4D5E6F7" + i;
      deliver(SignedEvent.of(id, "order.completed", "ord_01HZX0OR1A2B3C4D5E6F7" + i), scheduler);
    }
    assertBytes("scheduled_tasks", FleetLoad.WAITING_BYTES);
    scheduler.start();
    try {
      await(() -> isEmpty());
    } finally {
      scheduler.stop();
    }
    assertBytes("peeker_webhook_event", FleetLoad.EVENT_BYTES);
    assertBytes("peeker_webhook_subject", FleetLoad.SUBJECT_BYTES);
  }

  private void assertBytes(String table, int expected) throws SQLException {
    database.execute("vacuum full " + table);
    int bytes = database.number("select pg_total_relation_size('" + table + "')") / ROWS;
    System.out.println(table + ": " + bytes + " bytes a row");
    assertThat(bytes).isBetween(expected * 9 / 10, expected * 11 / 10);
  }

  @Test
  void schedulers_thatAreIdle_sendOneStatementForEachPoll() {
    List<Scheduler> schedulers = new ArrayList<>();
    for (int i = 0; i < SCHEDULERS; i++) {
      schedulers.add(scheduler(pool, inbox.task(), POLL));
    }
    try {
      schedulers.forEach(Scheduler::start);
      await(() -> statements.size() >= SCHEDULERS);
      statements.take();
      long start = System.nanoTime();
      await(() -> System.nanoTime() - start > IDLE.toNanos());
      List<String> sent = statements.take();
      double seconds = (System.nanoTime() - start) / 1e9;
      long polls = sent.stream().filter(sql -> sql.startsWith("with locked_executions")).count();
      System.out.printf(
          "%d idle schedulers that poll every %d ms: %.1f statements a second, %.1f of them polls%n",
          SCHEDULERS, POLL.toMillis(), sent.size() / seconds, polls / seconds);
      assertThat(sent.size() - polls).as("besides polls").isLessThanOrEqualTo(SCHEDULERS);
      assertThat(polls / seconds).isLessThanOrEqualTo(1.2 * SCHEDULERS * 1000 / POLL.toMillis());
    } finally {
      schedulers.forEach(Scheduler::stop);
    }
  }

  private boolean isEmpty() {
    try {
      return database.number("select count(*) from scheduled_tasks") == 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) { // the test has a timeout
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
