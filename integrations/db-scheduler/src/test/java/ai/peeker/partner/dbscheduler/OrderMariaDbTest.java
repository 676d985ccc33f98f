package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.order.Order;
import ai.peeker.partner.testing.LocalPeeker;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table on MariaDB, whose text is neither long nor case-sensitive by default. */
class OrderMariaDbTest {
  private final LocalPeeker peeker = LocalPeeker.builder().bundle("bun_many", 3000).start();

  @AfterEach
  void close() {
    peeker.close();
  }

  @Test
  void ids_thatDifferInLetterCase_areTwoOrders() throws SQLException {
    InboxDatabase database = Shop.database("MariaDB");
    OrderOutbox outbox = new Shop(Shop.pool(database.url()), peeker.client()).outbox();
    SchedulerClient scheduler = SchedulerClient.Builder.create(Shop.pool(database.url())).build();

    assertThat(outbox.schedule("p-1", Shop.order("p-1"), scheduler)).isTrue();
    assertThat(outbox.schedule("P-1", Shop.order("P-1"), scheduler)).isTrue();
  }

  @Test
  void idThatATableConfusesWithAnother_isRejected() throws SQLException {
    InboxDatabase database = Shop.database("MariaDB");
    database.execute(
        "alter table scheduled_tasks convert to character set utf8mb4 collate utf8mb4_general_ci");
    OrderOutbox outbox = new Shop(Shop.pool(database.url()), peeker.client()).outbox();
    SchedulerClient scheduler = SchedulerClient.Builder.create(Shop.pool(database.url())).build();
    outbox.schedule("p-1", Shop.order("p-1"), scheduler);

    assertThatThrownBy(() -> outbox.schedule("P-1", Shop.order("P-1"), scheduler))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The database takes \"P-1\" for \"p-1\"");
  }

  @Test
  void orderWithThreeThousandDomains_fitsIntoTheTable() throws SQLException {
    InboxDatabase database = Shop.database("MariaDB");
    OrderOutbox outbox = new Shop(Shop.pool(database.url()), peeker.client()).outbox();
    List<String> domains =
        IntStream.range(0, 3000).mapToObj(i -> "a-rather-long-name-" + i + ".com").toList();
    Order order = Shop.order("bun_many", domains);

    outbox.schedule(
        "p-1", order, SchedulerClient.Builder.create(Shop.pool(database.url())).build());

    assertThat(database.number("select length(task_data) from scheduled_tasks"))
        .isGreaterThan(65_535);
  }
}
