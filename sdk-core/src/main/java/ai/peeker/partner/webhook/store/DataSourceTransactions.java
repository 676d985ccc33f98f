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
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      current.set(connection);
      try {
        work.run();
        connection.commit();
      } catch (Throwable failure) { // an Error, too, must not leave half of the work
        rollBack(connection, autoCommit, failure);
        throw failure;
      } finally {
        current.remove();
      }
      connection.setAutoCommit(autoCommit);
    }
  }

  private static void rollBack(Connection connection, boolean autoCommit, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(autoCommit); // never before that: it would commit
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
}
