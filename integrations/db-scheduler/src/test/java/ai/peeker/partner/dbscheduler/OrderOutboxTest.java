package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.testing.ReceivedRequest;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Orders that are scheduled in the transaction of a purchase. */
class OrderOutboxTest extends OrderFixture {
  @Test
  void order_whosePurchaseIsCommitted_isPlacedAndReported() throws SQLException {
    shop.buy("p-1", true);
    assertThat(placed()).as("before a scheduler runs").isEmpty();

    run();

    assertThat(placed()).containsExactly("p-1.com");
    assertThat(reports()).containsExactly("p-1 placed " + peeker.orders().all().get(0).id());
    assertThat(purchases()).containsExactly("p-1 placed 1");
    assertThat(waiting()).isZero();
  }

  @Test
  void order_whosePurchaseIsRolledBack_isNeverSent() throws SQLException {
    shop.buy("p-1", false);

    run();

    assertThat(peeker.requests()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void order_whoseIdIsScheduledAgain_isPlacedOnce() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(outbox.schedule("p-1", Shop.order("p-1"), connection)).isTrue();
      assertThat(outbox.schedule("p-1", Shop.order("p-1"), connection)).isFalse();
      connection.commit();
    }

    run();

    assertThat(placed()).containsExactly("p-1.com");
    assertThat(reports()).hasSize(1);
  }

  @Test
  void order_thatAnotherTransactionSchedulesAtTheSameTime_failsTheLaterTransaction()
      throws Exception {
    try (Connection first = pool.getConnection();
        Connection second = pool.getConnection()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      outbox.schedule("p-1", Shop.order("p-1"), first);
      CompletableFuture<Boolean> waits =
          CompletableFuture.supplyAsync(() -> scheduleQuietly("p-1", second));
      database.awaitLockWait();

      first.commit();

      assertThatThrownBy(() -> waits.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(Exception.class);
      second.rollback();
      assertThat(outbox.schedule("p-1", Shop.order("p-1"), second)).isFalse();
      second.commit();
    }
    run();
    assertThat(placed()).containsExactly("p-1.com");
  }

  private boolean scheduleQuietly(String id, Connection connection) {
    try {
      return outbox.schedule(id, Shop.order(id), connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void connectionInAutoCommitMode_isRejected() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertThatThrownBy(() -> outbox.schedule("p-1", Shop.order("p-1"), connection))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("The connection is in auto-commit mode");
    }
    assertThat(waiting()).isZero();
  }

  @Test
  void schedulerOfAnotherTable_isUsedInTheTransactionToo() throws SQLException {
    database.execute("alter table scheduled_tasks rename to orders_to_place");
    OrderOutbox other =
        OrderOutbox.builder(client, Shop.CIPHER, shop)
            .schedulerClients(
                source ->
                    SchedulerClient.Builder.create(source).tableName("orders_to_place").build())
            .build();

    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      other.schedule("p-1", Shop.order("p-1"), connection);
      connection.commit();
    }

    assertThat(database.number("select count(*) from orders_to_place")).isEqualTo(1);
  }

  @Test
  void order_thatTheServerRejects_isReportedAsRefused() throws SQLException {
    refuse("p-1");
    shop.buy("p-1", true);

    run();

    assertThat(reports()).containsExactly("p-1 refused domains_not_submittable");
    assertThat(peeker.requests()).hasSize(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void order_thatIsRejectedAfterTheRateLimit_isReportedAsRefused() throws SQLException {
    refuse("p-1");
    peeker.faults().next(1).rateLimit(Duration.ofSeconds(1));
    shop.buy("p-1", true);

    run();

    assertThat(reports()).containsExactly("p-1 refused domains_not_submittable");
    assertThat(peeker.requests()).extracting(ReceivedRequest::status).containsExactly(429, 400);
  }

  @Test
  void order_whoseResponseIsLost_isSentAgainAndPlacedOnce() throws SQLException {
    peeker.faults().on("POST", "/orders").next(1).dropResponse();
    shop.buy("p-1", true);

    run();

    assertThat(placed()).containsExactly("p-1.com");
    assertThat(reports()).containsExactly("p-1 placed " + peeker.orders().all().get(0).id());
    assertThat(peeker.requests()).extracting(ReceivedRequest::body).hasSize(2).containsOnly(body());
  }

  private String body() {
    return peeker.requests().get(0).body();
  }

  @Test
  void rowOfAnOrder_showsNothingOfIt() throws SQLException {
    shop.buy("p-1", true);
    runOnce(scheduler, Duration.ZERO);

    String data = database.rows("select encode(task_data, 'escape') from scheduled_tasks").get(0);
    assertThat(data).contains("peeker-order-1 OPEN", "peeker-encrypted-order-1:2026:");
    assertThat(data).doesNotContain(Shop.PASSWORD, "p-1.com");
  }

  @Test
  void id_thatIsTooLong_isRejected() {
    assertThatThrownBy(() -> outbox.schedule("x".repeat(101), Shop.order("p-1"), scheduler))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("id must have 1 to 100 characters");
  }

  @Test
  void orderWithAClientOfDbScheduler_isScheduledAtOnce() throws SQLException {
    assertThat(outbox.schedule("p-1", Shop.order("p-1"), scheduler)).isTrue();
    assertThat(outbox.schedule("p-1", Shop.order("p-1"), scheduler)).isFalse();

    run();

    assertThat(placed()).containsExactly("p-1.com");
  }

  @Test
  void schedule_throughAClientThatDoesNotCommit_isRejected() throws SQLException {
    SchedulerClient losing =
        SchedulerClient.Builder.create(WithoutAutoCommit.of(pool), outbox.task()).build();

    assertThatThrownBy(() -> outbox.schedule("p-1", Shop.order("p-1"), losing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("commitWhenAutocommitDisabled(true)");
    assertThat(waiting()).isZero();
  }

  @Test
  void find_withAClientThatDoesNotKnowTheTask_saysSo() {
    outbox.schedule("p-1", Shop.order("p-1"), scheduler);
    SchedulerClient stranger = SchedulerClient.Builder.create(pool).build();

    assertThatThrownBy(() -> outbox.find("p-1", stranger))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not know the task \"peeker-order\"");
  }
}
