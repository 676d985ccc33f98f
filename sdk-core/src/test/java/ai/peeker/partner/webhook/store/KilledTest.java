package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it handles an event: nothing is lost, and nothing happens twice. */
@Timeout(60)
class KilledTest {
  private static final int KILLED = 128 + 9; // how a shell, and so the JDK, reports SIGKILL
  private static final EventKey EVENT = Events.key("evt_1", "ord_1", 1);

  @TempDir private Path folder;

  private Effects effects;

  @BeforeEach
  void createTables() throws SQLException {
    effects = Effects.in(Database.POSTGRES);
  }

  @AfterEach
  void close() {
    if (effects != null) { // if there is a PostgreSQL
      effects.close();
    }
  }

  @Test
  void event_whoseProcessIsKilledBetweenEffectAndCommit_isHandledOnceByTheNext() throws Exception {
    killAt("before-commit");

    assertThat(effects.counts()).isEmpty();
    assertThat(handleInANewProcess()).isEqualTo("NEW");
    assertThat(effects.counts()).containsOnlyKeys("evt_1").containsEntry("evt_1", 1);
    assertThat(handleHere()).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void event_whoseProcessIsKilledBetweenCommitAndResponse_isHandled() throws Exception {
    killAt("after-commit");

    assertThat(effects.counts()).containsOnlyKeys("evt_1").containsEntry("evt_1", 1);
    assertThat(handleInANewProcess()).isEqualTo("HANDLED");
    assertThat(handleHere()).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  private void killAt(String where) throws IOException, InterruptedException {
    Forked first = Forked.start(folder, Mortal.class, effects.url(), EVENT.id(), where);
    try {
      assertThat(first.line()).as(first.errors()).isEqualTo(where);
    } finally {
      assertThat(first.kill()).as(first.errors()).isEqualTo(KILLED);
    }
  }

  private String handleInANewProcess() throws IOException, InterruptedException {
    Forked next = Forked.start(folder, Mortal.class, effects.url(), EVENT.id(), "never");
    String found = next.line();
    assertThat(next.waitFor()).as(next.errors()).isZero();
    return found;
  }

  private Claim handleHere() throws Exception {
    JdbcEventStore store = JdbcEventStore.of(effects.pool());
    return new Receiver(store, event -> Effects.insert(store.connection(), event)).deliver(EVENT);
  }
}
