package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.testkit.FakeTime;
import ai.peeker.partner.testkit.Worker;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions that a database rolls back and asks to run again. */
class RolledBackTest extends JdbcStoreFixture {
  private static final EventKey EVENT = Events.key("evt_1", "ord_1", 1);

  private final AtomicInteger runs = new AtomicInteger();

  private Claim deliver(Exception failure, int times) throws Exception {
    return new Claimer(
            store,
            event -> {
              Effects.insert(store.connection(), event);
              if (runs.incrementAndGet() <= times) {
                throw failure;
              }
            })
        .deliver(EVENT);
  }

  @ParameterizedTest
  @CsvSource({"40001, 0", "40P01, 0", "40001, 1213", "HY000, 1205", "HY000, 1020"})
  void effect_whoseTransactionWasRolledBack_runsAgainAndCommitsOnce(String state, int code)
      throws Exception {
    assertThat(deliver(new SQLException("rolled back", state, code), 2)).isEqualTo(Claim.NEW);

    assertThat(runs).hasValue(3);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void effect_whoseFrameworkWrapsTheFailure_runsAgain() throws Exception {
    SQLException failure = new BatchUpdateException("deadlock", "40P01", 0, new int[0]);

    assertThat(deliver(new IllegalStateException("wrapped", new RuntimeException(failure)), 1))
        .isEqualTo(Claim.NEW);
    assertThat(runs).hasValue(2);
  }

  /** 08007 and 40003: whether the transaction was committed is not known. */
  @ParameterizedTest
  @CsvSource({"23505, 0", "40003, 0", "40002, 0", "08007, 0", "HYT00, 0", "HY000, 1"})
  void effect_thatFailsForAnotherReason_runsOnce(String state, int code) {
    SQLException failure = new SQLException("broken", state, code);

    assertThatThrownBy(() -> deliver(failure, 1)).isSameAs(failure);
    assertThat(runs).hasValue(1);
  }

  @Test
  void effect_thatIsAlwaysRolledBack_fails() throws SQLException {
    SQLException failure = new SQLException("deadlock", "40001");

    assertThatThrownBy(() -> deliver(failure, Integer.MAX_VALUE)).isSameAs(failure);
    assertThat(runs).hasValue(12);
    assertThat(effects.counts()).isEmpty();
  }

  @Test
  void effect_whoseThreadIsInterrupted_doesNotRunAgain() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> deliver(new SQLException("deadlock", "40001"), 1))
        .isInstanceOf(InterruptedException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void effect_inTransactionsOfAFramework_runsAgain() throws Exception {
    JdbcEventStore own = store;
    store = JdbcEventStore.joining(own::inTransaction, own::connection);

    assertThat(deliver(new SQLException("deadlock", "40001"), 1)).isEqualTo(Claim.NEW);
  }

  @Test
  void transaction_rolledBackAgainAndAgain_runsTwelveTimesWithGrowingRandomDelays() {
    FakeTime time = new FakeTime().random(0.5);
    List<Long> starts = new ArrayList<>();
    JdbcEventStore always =
        new JdbcEventStore(
            work -> {
              starts.add(time.passed().toMillis());
              throw new SQLException("deadlock", "40001");
            },
            () -> null,
            new EventTables("", 5, time));
    CompletableFuture<Void> result = new CompletableFuture<>();
    Worker unused =
        time.run(
            () -> {
              always.inTransaction(() -> {});
              return null;
            },
            result);

    time.passMillis(8_000);

    assertThat(starts)
        .containsExactly(0L, 10L, 30L, 70L, 150L, 310L, 470L, 630L, 790L, 950L, 1110L, 1270L);
    assertThat(result).isCompletedExceptionally();
  }
}
