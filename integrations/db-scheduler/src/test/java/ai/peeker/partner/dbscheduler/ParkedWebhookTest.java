package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.VerifiedWebhook;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events whose handling fails: retried, then parked for a person. */
class ParkedWebhookTest extends InboxFixture {
  private static final SignedEvent EVENT = SignedEvent.of("evt_1", "order.completed", "ord_1");

  private void poison(SignedEvent event) throws SQLException {
    failures.put(event.id(), new IllegalStateException("no customer", new Exception("gone")));
    deliver(event);
    runAll();
  }

  @Test
  void event_whoseHandlingFailsOnce_isHandledLater() throws SQLException {
    failures.put("evt_1", new IllegalStateException("no customer"));
    deliver(EVENT);
    runAfter(Duration.ZERO);
    failures.clear();
    assertThat(effects()).isEmpty();

    runAfter(Duration.ofSeconds(2));
    assertThat(effects()).as("before the delay of 2.5 to 5 seconds").isEmpty();
    runAfter(Duration.ofSeconds(6));

    assertThat(effects()).containsExactly("evt_1");
    assertThat(inbox.parked(10, scheduler)).isEmpty();
  }

  @Test
  void event_whoseHandlingFailsTooOften_isParkedWithItsReason() throws SQLException {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    poison(EVENT);

    assertThat(effects()).isEmpty();
    assertThat(failed).hasSize(3);
    List<ParkedWebhook> parked = inbox.parked(10, scheduler);
    assertThat(parked)
        .hasSize(1)
        .map(ParkedWebhook::toString)
        .isEqualTo(List.of("" + reported.get(0)));
    ParkedWebhook webhook = parked.get(0);
    assertThat(webhook.id()).isEqualTo("evt_1");
    assertThat(webhook.type()).contains("order.completed");
    assertThat(webhook.subject()).contains("ord_1");
    assertThat(webhook.receivedAt().orElseThrow()).isBetween(start, Instant.now());
    assertThat(webhook.failedAt().orElseThrow()).isAfter(Instant.now().plus(LONGEST));
    assertThat(webhook.attempts()).isEqualTo(3);
    assertThat(webhook.failure())
        .isEqualTo(
            "java.lang.IllegalStateException: no customer, caused by java.lang.Exception: gone");
    assertThat(webhook.webhook().map(VerifiedWebhook::bodyAsString))
        .contains(new String(EVENT.body(), StandardCharsets.UTF_8));
    assertThat(webhook.toString()).contains("evt_1", "no customer").doesNotContain("created_at");
  }

  @Test
  void parkedEvent_thatIsDeliveredAgain_staysParked() throws SQLException {
    poison(EVENT);

    assertThat(deliver(EVENT).status()).isEqualTo(200);
    runAll();

    assertThat(inbox.parked(10, scheduler)).hasSize(1);
    assertThat(failed).hasSize(3);
  }

  @Test
  void parkedEvent_thatIsRetriedAfterTheMend_isHandled() throws SQLException {
    poison(EVENT);
    failures.clear();

    assertThat(inbox.retry("evt_1", scheduler)).isTrue();
    runAfter(Duration.ZERO);

    assertThat(effects()).containsExactly("evt_1");
    assertThat(inbox.parked(10, scheduler)).isEmpty();
    assertThat(inbox.retry("evt_1", scheduler)).isFalse();
  }

  @Test
  void parkedEvent_thatIsRetriedInVain_hasAllItsAttemptsAgain() throws SQLException {
    poison(EVENT);

    inbox.retry("evt_1", scheduler);
    runAll();

    assertThat(failed).hasSize(6);
    assertThat(inbox.parked(10, scheduler).get(0).attempts()).isEqualTo(3);
  }

  @Test
  void parkedEvents_areListedInPartsAndRetriedTogether() throws SQLException {
    for (int i = 100; i < 350; i++) {
      poisonWithoutRun("evt_" + i);
    }
    runAll();
    failures.clear();

    assertThat(inbox.parked(2, scheduler))
        .map(ParkedWebhook::id)
        .containsExactly("evt_100", "evt_101");
    assertThat(inbox.retryAll(scheduler)).isEqualTo(250);
    runAfter(Duration.ZERO);

    assertThat(effects()).hasSize(250).doesNotHaveDuplicates();
    assertThat(waiting()).isZero();
  }

  private void poisonWithoutRun(String id) {
    failures.put(id, new IllegalStateException("no customer"));
    deliver(SignedEvent.of(id, "order.completed", "ord_" + id));
  }

  @Test
  void parkedEvent_thatIsDiscarded_isGone() throws SQLException {
    poison(EVENT);

    assertThat(inbox.discard("evt_1", scheduler)).isTrue();

    assertThat(waiting()).isZero();
    assertThat(inbox.discard("evt_1", scheduler)).isFalse();
  }

  @Test
  void event_whoseRowWasDamaged_isParkedAndListed() throws SQLException {
    deliver(EVENT);
    database.execute("update scheduled_tasks set task_data = 'x'::bytea");
    runAll();

    assertThat(inbox.parked(10, scheduler))
        .map(ParkedWebhook::toString)
        .containsExactly(
            "ParkedWebhook[evt_1, unreadable, 0 attempts, The row of the event cannot be read.]");
    assertThat(inbox.retry("evt_1", scheduler)).isTrue();
    runAll();
    assertThat(inbox.parked(10, scheduler)).hasSize(1);
    assertThat(inbox.discard("evt_1", scheduler)).isTrue();
  }

  @Test
  void event_whoseProcessDiesEachTime_isParkedToo() throws SQLException {
    deliver(EVENT);
    for (int i = 1; i <= 3; i++) {
      clock.set(Instant.now().plus(LONGEST.multipliedBy(i)));
      database.execute( // as a process that was killed leaves it
          "update scheduled_tasks set picked = true, picked_by = 'gone', last_heartbeat = now()");
      scheduler.runDeadExecutionDetection();
    }

    assertThat(inbox.parked(10, scheduler))
        .map(ParkedWebhook::failure)
        .containsExactly("The process ended, or lost its heartbeat.");
    assertThat(inbox.parked(10, scheduler).get(0).attempts()).isEqualTo(3);
  }

  @Test
  void event_whoseRecordIsBusy_waitsWithoutLosingAnAttempt() throws SQLException {
    try (Connection other = DriverManager.getConnection(database.url());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "insert into peeker_webhook_event (event_id, handled_at) values ('evt_1', 0)");
      deliver(EVENT);
      for (int i = 1; i <= 4; i++) {
        runAfter(Duration.ofSeconds(2L * i));
      }
      other.rollback();
    }
    assertThat(effects()).isEmpty();
    assertThat(waiting()).isEqualTo(1);

    runAfter(Duration.ofSeconds(20));

    assertThat(effects()).containsExactly("evt_1");
    assertThat(failed).isEmpty();
  }
}
