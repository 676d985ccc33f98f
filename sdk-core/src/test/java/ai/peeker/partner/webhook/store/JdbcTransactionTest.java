package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class JdbcTransactionTest extends JdbcStoreFixture {
  private static final EventKey EVENT = Events.key("evt_1", null, 1);

  @Test
  void inTransaction_whenTheWorkReturns_commits() throws Exception {
    store.inTransaction(() -> Effects.insert(store.connection(), EVENT));

    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void inTransaction_whenTheWorkThrowsAnError_rollsBackAndThrowsIt() throws Exception {
    AssertionError error = new AssertionError("broken");

    assertThatThrownBy(
            () ->
                store.inTransaction(
                    () -> {
                      Effects.insert(store.connection(), EVENT);
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(effects.counts()).isEmpty();
  }

  @Test
  void inTransaction_withAConnectionInEitherMode_leavesItAsItWas() throws Exception {
    for (boolean autoCommit : new boolean[] {true, false}) {
      try (Connection connection = effects.pool().getConnection()) {
        connection.setAutoCommit(autoCommit);
        JdbcEventStore own = JdbcEventStore.of(giving(connection, new ArrayList<>(), Set.of()));

        own.inTransaction(() -> assertThat(own.connection().getAutoCommit()).isFalse());
        assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);

        assertThatThrownBy(() -> own.inTransaction(() -> Integer.parseInt("x")))
            .isInstanceOf(NumberFormatException.class);
        assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        connection.setAutoCommit(true);
      }
    }
  }

  @Test
  void inTransaction_inATransactionOfTheSameStore_isRejected() {
    assertThatThrownBy(() -> store.inTransaction(() -> store.inTransaction(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already");
  }

  /** Switching auto-commit on would commit what could not be rolled back; closing might, too. */
  @Test
  void inTransaction_whenRollingBackFails_abortsTheConnection() throws Exception {
    List<String> calls = new ArrayList<>();
    try (Connection connection = effects.pool().getConnection()) {
      JdbcEventStore own = JdbcEventStore.of(giving(connection, calls, Set.of("rollback")));

      assertThatThrownBy(() -> own.inTransaction(() -> Integer.parseInt("x")))
          .isInstanceOf(NumberFormatException.class)
          .satisfies(
              e -> assertThat(e.getSuppressed()).extracting("message").contains("rollback broke"));

      connection.rollback();
      connection.setAutoCommit(true);
    }
    assertThat(calls)
        .containsExactly(
            "getAutoCommit",
            "getTransactionIsolation",
            "setAutoCommit",
            "rollback",
            "abort",
            "close");
  }

  @Test
  void inTransaction_whenCommittingFails_rollsBackAndThrows() throws Exception {
    List<String> calls = new ArrayList<>();
    try (Connection connection = effects.pool().getConnection()) {
      JdbcEventStore own = JdbcEventStore.of(giving(connection, calls, Set.of("commit")));

      assertThatThrownBy(() -> own.inTransaction(() -> Effects.insert(own.connection(), EVENT)))
          .isInstanceOf(SQLException.class)
          .hasMessage("commit broke");
    }
    assertThat(calls).containsSubsequence("commit", "rollback", "setAutoCommit", "close");
    assertThat(effects.counts()).isEmpty();
  }

  /** A data source with one connection, which records the calls and can fail. */
  private static DataSource giving(Connection connection, List<String> calls, Set<String> broken) {
    Connection noted =
        proxy(
            Connection.class,
            (method, arguments) -> {
              calls.add(method.getName());
              if (broken.contains(method.getName())) {
                throw new SQLException(method.getName() + " broke");
              }
              boolean isKept = Set.of("close", "abort").contains(method.getName());
              return isKept ? null : method.invoke(connection, arguments);
            });
    return proxy(DataSource.class, (method, arguments) -> noted);
  }

  private static <T> T proxy(Class<T> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            JdbcTransactionTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return answering.answer(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @FunctionalInterface
  private interface Answering {
    Object answer(java.lang.reflect.Method method, Object[] arguments) throws Exception;
  }

  @Test
  void connection_outsideOfATransaction_isRejected() {
    assertThatThrownBy(() -> store.connection())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inTransaction(…)");
    assertThatThrownBy(() -> store.claim(EVENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inTransaction(…)");
    assertThatThrownBy(() -> store.markHandled(EVENT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void connection_afterTheTransaction_isRejected() throws Exception {
    store.inTransaction(() -> assertThat(store.connection()).isNotNull());

    assertThatThrownBy(() -> store.connection()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void connection_ofAnotherStoreInItsTransaction_isRejected() throws Exception {
    JdbcEventStore other = JdbcEventStore.of(effects.pool());

    store.inTransaction(
        () ->
            assertThatThrownBy(() -> other.connection()).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void connection_closedByTheEffect_staysInTheTransaction() throws Exception {
    store.inTransaction(
        () -> {
          try (Connection connection = store.connection()) {
            Effects.insert(connection, EVENT);
          }
          Effects.insert(store.connection(), Events.key("evt_2", null, 1));
        });

    assertThat(effects.counts()).containsOnlyKeys("evt_1", "evt_2");
  }

  @Test
  void connection_askedToEndTheTransaction_rejects() throws Exception {
    store.inTransaction(
        () -> {
          Connection connection = store.connection();
          assertThatThrownBy(connection::commit)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("commit must not be called");
          assertThatThrownBy(connection::rollback).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> connection.setAutoCommit(true))
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> connection.abort(Runnable::run))
              .isInstanceOf(IllegalStateException.class);
        });
  }

  @Test
  void connection_withASavepoint_goesBackToIt() throws Exception {
    store.inTransaction(
        () -> {
          Connection connection = store.connection();
          Savepoint before = connection.setSavepoint();
          Effects.insert(connection, EVENT);
          connection.rollback(before);
        });

    assertThat(effects.counts()).isEmpty();
  }

  @Test
  void connection_whoseStatementIsWrong_throwsWhatTheDriverThrows() {
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    () -> {
                      try (Statement statement = store.connection().createStatement()) {
                        statement.execute("selct");
                      }
                    }))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(
            () -> store.inTransaction(() -> store.connection().prepareStatement("selct").close()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("selct");
  }

  @Test
  void failed_always_doesNothing() {
    assertThatCode(() -> store.release(EVENT)).doesNotThrowAnyException();
  }
}
