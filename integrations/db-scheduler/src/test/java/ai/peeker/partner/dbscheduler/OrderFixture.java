package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.LocalOrder;
import ai.peeker.partner.testing.LocalPeeker;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shop on a real database, with a scheduler that runs when the test says so. */
abstract class OrderFixture {
  final LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();
  final PeekerClient client = peeker.clientBuilder().retryPolicy(RetryPolicy.none()).build();
  final SettableClock clock = new SettableClock();

  InboxDatabase database;
  DataSource pool;
  Shop shop;
  OrderOutbox outbox;
  ManualScheduler scheduler;

  @BeforeEach
  void start() throws SQLException {
    database = Shop.database("PostgreSQL");
    pool = database.pool();
    shop = new Shop(pool, client);
    use(shop.outbox());
  }

  /** Uses another outbox with the same table. */
  void use(OrderOutbox other) {
    outbox = other;
    scheduler = scheduler(other);
  }

  ManualScheduler scheduler(OrderOutbox known) {
    return TestHelper.createManualScheduler(pool, known.task()).clock(clock).build();
  }

  @AfterEach
  void close() {
    client.close();
    peeker.close();
  }

  /** Lets the server reject the order of a purchase. */
  void refuse(String id) {
    peeker.domains().setUnavailable(Shop.domain(id), UnavailableReason.TAKEN);
  }

  /** Runs one execution, if one is due after a delay. */
  void runOnce(ManualScheduler machine, Duration delay) {
    clock.set(Instant.now().plus(delay));
    machine.runAnyDueExecutions();
  }

  /** Runs all that is due within 45 seconds: the client rejects orders of the far future. */
  void run() {
    for (int i = 0; i < 5; i++) {
      runOnce(scheduler, Duration.ofSeconds(45));
    }
  }

  List<String> purchases() throws SQLException {
    return database.rows("select id, status, changes from purchase order by id");
  }

  List<String> reports() throws SQLException {
    return database.rows("select purchase, result from report order by 1, 2");
  }

  int waiting() throws SQLException {
    return database.number("select count(*) from scheduled_tasks");
  }

  List<String> placed() {
    return peeker.orders().all().stream()
        .map(LocalOrder::domains)
        .flatMap(List::stream)
        .sorted()
        .toList();
  }
}
