package ai.peeker.partner.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction on a connection of a data source, which goes back as it was borrowed. */
public final class JdbcTransaction {
  private JdbcTransaction() {}

  /** The statements of a transaction. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /** Runs on the connection of the transaction. */
    T run(Connection connection) throws E, SQLException;
  }

  /**
   * Runs work in a transaction, and commits it. If it fails, the transaction is rolled back and the
   * exception is passed on; if the commit fails, the outcome is unknown.
   */
  public static <T, E extends Exception> T run(DataSource dataSource, Work<T, E> work)
      throws E, SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Settings settings = Settings.replace(connection);
      T result;
      try {
        result = work.run(connection);
        connection.commit();
      } catch (Throwable failure) { // an Error, too, must not leave half of the work
        rollBack(connection, settings, failure);
        throw failure;
      }
      settings.restore(connection);
      return result;
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
