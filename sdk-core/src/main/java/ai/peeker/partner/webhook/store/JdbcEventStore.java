package ai.peeker.partner.webhook.store;

import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Stores handled events in a database, in the transaction of their effect: the event and its effect
 * are committed together or not at all, even if the process dies.
 *
 * <pre>{@code
 * import ai.peeker.partner.webhook.store.JdbcEventStore;
 * import java.sql.PreparedStatement;
 * import javax.sql.DataSource;
 *
 * void effect(JdbcEventStore store, String order) throws Exception { // called by the handler
 *   try (PreparedStatement update =
 *       store.connection().prepareStatement("update orders set live = true where id = ?")) {
 *     update.setString(1, order);
 *     update.executeUpdate();
 *   }
 * }
 * }</pre>
 *
 * <p>The store either runs its transactions itself, on connections of a {@link DataSource} ({@link
 * #of}), or joins those of a framework such as Spring ({@link #joining}). {@link #schema} returns
 * the statements that create its two tables. Call {@link #deleteOlderThan} regularly, for instance
 * once a day, to delete old events.
 *
 * <p>It works on PostgreSQL, MySQL, MariaDB and H2, at every isolation level. The first claim
 * checks that the tables distinguish ids of any length and letter case, and take part in
 * transactions.
 *
 * <p>The events on one subject are handled one after the other: a claim waits for the transaction
 * that handles another delivery of the event, or another event on its subject. After the claim
 * timeout, or the lock timeout of the database if that is shorter, the result is {@link
 * Claim#IN_PROGRESS}. So a late event is {@link Claim#STALE} even if the later one is being handled
 * at that moment.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class JdbcEventStore implements EventStore {
  private final Transactions transactions;
  private final Supplier<Connection> connections;
  private final EventTables tables;

  JdbcEventStore(Transactions transactions, Supplier<Connection> connections, EventTables tables) {
    this.transactions = transactions;
    this.connections = connections;
    this.tables = tables;
  }

  /** Runs work in a transaction; for {@link #joining}. */
  @FunctionalInterface
  public interface Transactions {
    /**
     * Starts a transaction, runs the work in this thread, and commits; rolls back if the work
     * throws anything.
     *
     * @param work runs once in each call
     * @throws Exception if the work throws, or if the transaction cannot be started or committed
     */
    void run(Work work) throws Exception;
  }

  /**
   * Creates a store that runs its transactions itself: {@link #inTransaction} gets a connection,
   * commits or rolls back, and closes it. The effect gets it from {@link #connection}. Transactions
   * run at READ COMMITTED; the isolation level of the connection is restored before it is closed.
   *
   * @param dataSource the source of connections, preferably a pool; not null
   * @return the store
   * @throws IllegalArgumentException if it is null
   */
  public static JdbcEventStore of(DataSource dataSource) {
    DataSourceTransactions transactions =
        new DataSourceTransactions(Arguments.notNull("dataSource", dataSource));
    return joining(transactions, transactions::connection);
  }

  /**
   * Creates a store that joins transactions, and neither commits, rolls back nor closes them. Any
   * isolation level works; READ COMMITTED has the fewest conflicts.
   *
   * @param transactions runs work in a transaction; not null
   * @param connection supplies the connection of this thread's transaction; not null
   * @return the store
   * @throws IllegalArgumentException if an argument is null
   */
  public static JdbcEventStore joining(Transactions transactions, Supplier<Connection> connection) {
    Arguments.notNull("transactions", transactions);
    Arguments.notNull("connection", connection);
    EventTables tables = new EventTables("", 5, new SystemTimeSource());
    return new JdbcEventStore(transactions, connection, tables);
  }

  /**
   * Returns the statements that create the tables. The same statements are in this package as
   * {@code schema-postgresql.sql}, {@code schema-mysql.sql} and {@code schema-h2.sql}.
   *
   * @param database the database that they are for; not null
   * @return SQL statements, each with a semicolon at its end
   * @throws IllegalArgumentException if it is null
   */
  public static String schema(DatabaseKind database) {
    String name = Arguments.notNull("database", database).schemaResource();
    try (InputStream stream = JdbcEventStore.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            name
                + " is missing from the package of JdbcEventStore. Keep it when you repackage the"
                + " jar.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a store whose tables are in a schema of the database. By default they are in the schema
   * of the connection.
   *
   * @param name ASCII letters, digits and underscores; it is not quoted
   * @return another store, in the same transactions
   * @throws IllegalArgumentException if it is null or malformed
   */
  public JdbcEventStore inSchema(String name) {
    return new JdbcEventStore(transactions, connections, tables.inSchema(name));
  }

  /**
   * Returns a store with another claim timeout: how long a claim waits for the transaction that
   * handles another delivery of the event, and then for one that handles another event on its
   * subject, together. The default is 5 seconds. Peeker waits for 15 seconds for both and the
   * effect.
   *
   * @param timeout from 1 to 7 seconds; fractions of a second are ignored
   * @return another store, in the same transactions
   * @throws IllegalArgumentException if it is null or out of range
   */
  public JdbcEventStore withClaimTimeout(Duration timeout) {
    return new JdbcEventStore(transactions, connections, tables.withClaimTimeout(timeout));
  }

  /**
   * Returns the connection of this thread's transaction, for the effect. Closing it does nothing,
   * and it rejects commit, rollback and changes of its auto-commit mode; savepoints work.
   * Connections obtained from its statements or {@code unwrap} are not guarded: if an effect
   * commits through them and then fails, its event counts as handled.
   *
   * @return the connection, for use only inside {@link #inTransaction}
   * @throws IllegalStateException if no transaction is active in this thread
   */
  public Connection connection() {
    try {
      return GuardedConnection.of(transaction());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The connection of this thread's transaction cannot be used.", e);
    }
  }

  /**
   * Runs the work in a transaction. If the database rolls it back to end a deadlock or because it
   * cannot serialize it (SQL state 40001 or 40P01; MySQL's errors 1205, 1213 and 1020), it runs
   * again after a short random delay, up to 11 times within 8 seconds. So the work, and with it the
   * effect of an event, may run more than once, but it commits once.
   *
   * @throws IllegalArgumentException if the work is null
   */
  @Override
  public void inTransaction(Work work) throws Exception {
    Arguments.notNull("work", work);
    TimeSource time = tables.time();
    long start = time.nanos();
    for (int attempt = 1; ; attempt++) {
      try {
        transactions.run(work);
        return;
      } catch (Exception e) {
        if (!SqlFailures.repeats(e, attempt, time.nanos() - start)) {
          throw e;
        }
        time.sleep(SqlFailures.delay(attempt, time.random()));
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException if the database fails
   * @throws IllegalStateException if no transaction is active in this thread
   */
  @Override
  public Claim claim(EventKey event) throws SQLException {
    Arguments.notNull("event", event);
    return tables.claim(transaction(), event);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException if the database fails
   * @throws IllegalStateException if no transaction is active in this thread
   */
  @Override
  public Optional<EventKey> laterEvent(EventKey event) throws SQLException {
    Arguments.notNull("event", event);
    String subject = event.subject();
    return subject == null
        ? Optional.empty()
        : Optional.ofNullable(tables.latest(transaction(), subject))
            .filter(latest -> latest.supersedes(event));
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException if the database fails
   * @throws IllegalStateException if no transaction is active in this thread
   */
  @Override
  public void markHandled(EventKey event) throws SQLException {
    Arguments.notNull("event", event);
    tables.markHandled(transaction(), event);
  }

  /** Does nothing: the transaction was rolled back, and the claim with it. */
  @Override
  public void release(EventKey event) {
    Arguments.notNull("event", event);
  }

  /**
   * Deletes the events that were handled long ago, in a separate transaction.
   *
   * @param age from 25 hours, longer than a handler accepts a webhook again, to 3650 days
   * @return the number of deleted events
   * @throws Exception if the database fails
   * @throws IllegalArgumentException if the age is null or out of range
   */
  public int deleteOlderThan(Duration age) throws Exception {
    long millis = Arguments.retention("age", age);
    int[] deleted = {0};
    inTransaction(() -> deleted[0] = tables.deleteOlderThan(transaction(), millis));
    return deleted[0];
  }

  private Connection transaction() throws SQLException {
    Connection connection = connections.get();
    if (connection == null) {
      throw new IllegalStateException(
          "The connection supplier returned null. Call this inside inTransaction(…).");
    }
    if (connection.getAutoCommit()) { // each statement would be committed separately
      throw new IllegalStateException(
          "The connection of this thread is in auto-commit mode: no transaction is active. Call"
              + " this inside inTransaction(…), and let its Transactions start one.");
    }
    return connection;
  }
}
