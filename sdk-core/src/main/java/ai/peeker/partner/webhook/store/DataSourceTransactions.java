package ai.peeker.partner.webhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions on connections of a data source, one at a time in a thread. */
final class DataSourceTransactions implements JdbcEventStore.Transactions {
  private final DataSource dataSource;

  @SuppressWarnings("ThreadLocalUsage") // two stores in one thread have two transactions
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  DataSourceTransactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  Connection connection() {
    Connection connection = current.get();
    if (connection == null) {
      throw new IllegalStateException(
          "No transaction is active in this thread. Call this inside inTransaction(…), in the thread"
              + " that runs the work.");
    }
    return connection;
  }

  @Override
  public void run(EventStore.Work work) throws Exception {
    if (current.get() != null) {
      throw new IllegalStateException(
          "A transaction is already active in this thread. Handle one event after the other.");
    }
    try (Connection connection = dataSource.getConnection()) {
      Settings settings = Settings.replace(connection);
      current.set(connection);
      try {
        work.run();
        connection.commit();
      } catch (Throwable failure) { // an Error, too, must not leave half of the work
        rollBack(connection, settings, failure);
        throw failure;
      } finally {
        current.remove();
      }
      settings.restore(connection);
    }
  }

  private static void rollBack(Connection connection, Settings settings, Throwable failure) {
    try {
      connection.rollback();
      settings.restore(connection); // never before that: it would commit
    } catch (SQLException e) {
      suppress(failure, e);
      abort(connection, failure); // some drivers commit an open transaction on close
    }
  }

  private static void abort(Connection connection, Throwable failure) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      suppress(failure, e);
    }
  }

  /** A driver may throw the same exception twice, and an exception must not suppress itself. */
  private static void suppress(Throwable failure, SQLException further) {
    if (further != failure) {
      failure.addSuppressed(further);
    }
  }

  /** The settings with which a connection was borrowed, and goes back. */
  private record Settings(boolean autoCommit, int isolation) {
    /** READ COMMITTED sees what others committed, and locks no gaps on InnoDB. */
    static Settings replace(Connection connection) throws SQLException {
      Settings before =
          new Settings(connection.getAutoCommit(), connection.getTransactionIsolation());
      before.changeIsolation(connection, Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return before;
    }

    void restore(Connection connection) throws SQLException {
      changeIsolation(connection, isolation);
      connection.setAutoCommit(autoCommit);
    }

    private void changeIsolation(Connection connection, int level) throws SQLException {
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(level);
      }
    }
  }
}
