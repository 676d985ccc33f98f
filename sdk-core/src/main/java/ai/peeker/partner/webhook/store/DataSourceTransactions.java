package ai.peeker.partner.webhook.store;

import ai.peeker.partner.internal.jdbc.JdbcTransaction;
import java.sql.Connection;
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
    Object unused =
        JdbcTransaction.run(
            dataSource,
            connection -> {
              current.set(connection);
              try {
                work.run();
              } finally {
                current.remove();
              }
              return connection;
            });
  }
}
