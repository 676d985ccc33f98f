package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.WebhookHandler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines in processes that are killed, handlers that fail at random, each event delivered
 * three times in shuffled order over HTTP: each has its effect once.
 */
@Timeout(3600)
class InboxProofTest {
  private static final int EVENTS = Integer.getInteger("inbox.events", 300);
  private static final int KILLS = Integer.getInteger("inbox.kills", 2);
  private static final int POISON = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String WAITING =
      "select count(*) from scheduled_tasks where execution_time < '2037-01-01 00:00:00'";
  private static final List<String> STEPS =
      List.of("order.in_progress", "order.action_required", "order.completed");

  @TempDir private Path folder;

  @Test
  void events_onPostgreSql_haveEachTheirEffectOnce() throws Exception {
    prove(InboxDatabase.postgres());
  }

  @Test
  @EnabledIfSystemProperty(named = "inbox.mariadb", matches = "true", disabledReason = "-Pproof")
  void events_onMariaDb_haveEachTheirEffectOnce() throws Exception {
    prove(InboxDatabase.mariadb());
  }

  private void prove(InboxDatabase database) throws Exception {
    long start = System.nanoTime();
    List<SignedEvent> events = events();
    WebhookInbox inbox =
        InboxMachine.proofInbox(
            WebhookHandler.builder(InboxFixture.verifier()).fallback((e, c) -> {}).build());
    SchedulerClient client = SchedulerClient.Builder.create(database.pool(), inbox.task()).build();
    InboxMachines machines = new InboxMachines(database.url(), folder);
    try {
      InboxDeliveries deliveries =
          new InboxDeliveries(events, machines, KILLS, new Random(20261127));
      deliveries.run();
      awaitHandled(database);

      assertThat(effects(database)).containsExactlyInAnyOrderElementsOf(ids(events, false));
      assertThat(database.rows("select event_id from effect where stale order by seq"))
          .isEqualTo(stale(database));
      List<ParkedWebhook> parked = inbox.parked(100, client);
      assertThat(parked).map(ParkedWebhook::id).isEqualTo(ids(events, true));
      assertThat(parked).allMatch(it -> it.attempts() == InboxMachine.MAX_ATTEMPTS);

      database.execute("insert into mended values (1)");
      assertThat(inbox.retryAll(client)).isEqualTo(POISON);
      awaitHandled(database);

      assertThat(inbox.parked(100, client)).isEmpty();
      assertThat(effects(database))
          .containsExactlyInAnyOrderElementsOf(events.stream().map(SignedEvent::id).toList());
      System.out.printf(
          "%d events in %d deliveries, %d of them failed, %d kills, %d stale: %d s%n",
          events.size(),
          deliveries.total() + deliveries.failures(),
          deliveries.failures(),
          KILLS,
          stale(database).size(),
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    } finally {
      machines.stop();
    }
  }

  /** Three events for each order, one for each of the poison. */
  private static List<SignedEvent> events() {
    Instant start = Instant.now().minusSeconds(3600);
    List<SignedEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS - POISON; i++) {
      int step = i % STEPS.size();
      String order = "ord_" + i / STEPS.size();
      events.add(
          new SignedEvent(
              "evt_%05d".formatted(i), STEPS.get(step), order, start.plusSeconds(step)));
    }
    for (int i = 0; i < POISON; i++) {
      events.add(new SignedEvent("evt_poison" + i, "order.completed", "ord_poison" + i, start));
    }
    return events;
  }

  private static List<String> ids(List<SignedEvent> events, boolean poison) {
    return events.stream()
        .map(SignedEvent::id)
        .filter(id -> id.startsWith("evt_poison") == poison)
        .toList();
  }

  private static List<String> effects(InboxDatabase database) throws SQLException {
    return database.rows("select event_id from effect");
  }

  /** An event is stale if one of a later step of its order was handled before it. */
  private static List<String> stale(InboxDatabase database) throws SQLException {
    String step =
        "case %s.type when 'order.in_progress' then 1 when 'order.action_required' then 2 else 3"
            + " end";
    return database.rows(
        "select event_id from effect e where exists (select 1 from effect b where b.subject ="
            + " e.subject and b.seq < e.seq and "
            + step.formatted("b")
            + " > "
            + step.formatted("e")
            + ") order by seq");
  }

  private static void awaitHandled(InboxDatabase database) throws SQLException {
    Instant end = Instant.now().plus(PATIENCE);
    while (database.number(WAITING) > 0) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
