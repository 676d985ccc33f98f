package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.WebhookResult;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Deliveries that are stored, and handled later. */
class WebhookInboxTest extends InboxFixture {
  private static final SignedEvent EVENT = SignedEvent.of("evt_1", "order.completed", "ord_1");

  @Test
  void delivery_isStoredAndHandledLater() throws SQLException {
    WebhookResult result = deliver(EVENT);

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.kind()).isEqualTo(Kind.STORED);
    assertThat(effects()).isEmpty();
    assertThat(column("task_instance")).contains("evt_1");

    runAfter(Duration.ZERO);

    assertThat(effects()).containsExactly("evt_1");
    assertThat(waiting()).isZero();
  }

  @Test
  void delivery_whoseEventWaits_isADuplicate() throws SQLException {
    deliver(EVENT);

    assertThat(deliver(EVENT).status()).isEqualTo(200);
    assertThat(deliver(EVENT).kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void delivery_whoseEventWasHandled_hasNoSecondEffect() throws SQLException {
    deliver(EVENT);
    runAfter(Duration.ZERO);

    assertThat(deliver(EVENT).status()).isEqualTo(200);
    runAfter(Duration.ZERO);

    assertThat(effects()).containsExactly("evt_1");
    assertThat(waiting()).isZero();
  }

  @Test
  void delivery_withAForgedSignature_isRejectedAndNotStored() throws SQLException {
    byte[] other = SignedEvent.of("evt_1", "order.failed", "ord_1").body();

    WebhookResult result = inbox.receive(EVENT.headers(), other, scheduler);

    assertThat(result.status()).isEqualTo(400);
    assertThat(waiting()).isZero();
  }

  @Test
  void delivery_thatWasSignedADayAgo_isStored() throws SQLException {
    Instant yesterday = Instant.now().minus(Duration.ofHours(24));

    WebhookResult result = inbox.receive(EVENT.headersOf(yesterday), EVENT.body(), scheduler);

    assertThat(result.kind()).isEqualTo(Kind.STORED);
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void delivery_whileTheDatabaseIsAway_isToBeDeliveredAgain() {
    PGSimpleDataSource away = new PGSimpleDataSource();
    away.setUrl("jdbc:postgresql://127.0.0.1:1/postgres");
    SchedulerClient client = SchedulerClient.Builder.create(away, inbox.task()).build();

    WebhookResult result = inbox.receive(EVENT.headers(), EVENT.body(), client);

    assertThat(result.status()).isEqualTo(500);
    assertThat(failed).hasSize(1).first().asString().startsWith("evt_1 ");
  }

  @Test
  void delivery_throughAClientThatDoesNotCommit_isToBeDeliveredAgain() throws SQLException {
    SchedulerClient client =
        SchedulerClient.Builder.create(WithoutAutoCommit.of(database.pool()), inbox.task()).build();

    WebhookResult result = inbox.receive(EVENT.headers(), EVENT.body(), client);

    assertThat(result.status()).isEqualTo(500);
    assertThat(failed).first().asString().contains("commitWhenAutocommitDisabled(true)");
    assertThat(waiting()).isZero();
  }

  @Test
  void delivery_throughAClientWithoutScheduler_isHandledByTheScheduler() throws SQLException {
    SchedulerClient client = SchedulerClient.Builder.create(database.pool(), inbox.task()).build();

    assertThat(inbox.receive(EVENT.headers(), EVENT.body(), client).status()).isEqualTo(200);
    runAfter(Duration.ZERO);

    assertThat(effects()).containsExactly("evt_1");
  }

  @Test
  void events_ofLateDelivery_areStaleAsInTheHandler() throws SQLException {
    Instant start = Instant.now().minusSeconds(600);
    deliver(new SignedEvent("evt_2", "order.completed", "ord_1", start.plusSeconds(60)));
    runAfter(Duration.ZERO);
    deliver(new SignedEvent("evt_1", "order.in_progress", "ord_1", start));
    runAfter(Duration.ZERO);

    assertThat(database.rows("select event_id, stale from effect order by seq"))
        .containsExactly("evt_2 f", "evt_1 t");
  }

  @Test
  void event_ofAnUnknownType_isHandledByTheFallback() throws SQLException {
    deliver(SignedEvent.of("evt_1", "order.reviewed", "ord_1"));

    runAfter(Duration.ZERO);

    assertThat(database.rows("select type from effect")).containsExactly("order.reviewed");
  }

  @Test
  void event_whoseIdIsLong_isStoredOnceAndHandled() throws SQLException {
    String one = "evt_" + "x".repeat(195) + "1";
    String other = "evt_" + "x".repeat(195) + "2";

    deliver(SignedEvent.of(one, "order.completed", "ord_1"));
    deliver(SignedEvent.of(other, "order.completed", "ord_2"));
    assertThat(deliver(SignedEvent.of(one, "order.completed", "ord_1")).kind())
        .isEqualTo(Kind.DUPLICATE);
    assertThat(database.rows("select length(task_instance) from scheduled_tasks"))
        .containsExactly("100", "100");
    runAfter(Duration.ZERO);

    assertThat(effects()).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void events_whoseIdsDifferInLetterCase_areBothHandled() throws SQLException {
    deliver(SignedEvent.of("evt_aB", "order.completed", "ord_1"));
    deliver(SignedEvent.of("evt_Ab", "order.completed", "ord_2"));
    runAfter(Duration.ZERO);

    assertThat(effects()).containsExactlyInAnyOrder("evt_aB", "evt_Ab");
  }

  @Test
  void event_whoseIdDiffersInLetterCaseInATableThatIgnoresIt_isToBeDeliveredAgain()
      throws SQLException {
    database.execute(
        "create collation ignoring (provider = icu, locale = 'und-u-ks-level2', deterministic ="
            + " false)");
    database.execute(
        "alter table scheduled_tasks alter column task_instance type text collate ignoring");
    deliver(SignedEvent.of("evt_aB", "order.completed", "ord_1"));

    WebhookResult result = deliver(SignedEvent.of("evt_Ab", "order.completed", "ord_2"));

    assertThat(result.status()).isEqualTo(500);
    assertThat(failed).hasSize(1).first().asString().contains("evt_aB", "schema");
  }
}
