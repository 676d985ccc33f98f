package ai.peeker.partner.webhook.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Remembers events in a database, in the transaction of their effect: the effect and the memory of
 * it are committed together or not at all, whatever happens to the process.
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
 * <p>Either it makes the transactions itself, on connections of a {@link DataSource} ({@link #of}),
 * or it works in those of somebody else ({@link #within}), such as Spring. Its two tables are made
 * by the statements of {@link #schema}, which also stand in this package as {@code schema.sql}.
 * What is old goes by {@link #deleteOlderThan}, which somebody has to call, for instance once a
 * day.
 *
 * <p>The events on one subject are handled one after the other: a claim waits for the transaction
 * that handles another delivery of the event, or another event on its subject. It waits for as long
 * as its patience allows, or the lock timeout of the database if that is shorter, and then finds
 * {@link Claim#IN_WORK}. (H2 knows only its lock timeout, 2 seconds by default, while it waits for
 * another event on the subject.) So a late event is marked {@link Claim#STALE} even if the later
 * one is being handled at that moment.
 *
 * <p>A deadlock or a failed serialization is thrown as the {@link SQLException} that it is, and the
 * event is delivered again. Tested on PostgreSQL and H2; the statements are those that MySQL and
 * MariaDB know, too. The isolation level is left as it is; {@code READ COMMITTED} is enough.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class JdbcEventStore implements EventStore {
  private final Transactions transactions;
  private final Supplier<Connection> connections;
  private final EventTables tables;

  private JdbcEventStore(
      Transactions transactions, Supplier<Connection> connections, EventTables tables) {
    this.transactions = transactions;
    this.connections = connections;
    this.tables = tables;
  }

  /** Runs work in a transaction; for {@link #within}. */
  @FunctionalInterface
  public interface Transactions {
    /**
     * Begins a transaction, runs the work in this thread, and commits; or rolls back, if the work
     * throws anything.
     *
     * @param work to be run once
     * @throws Exception what the work threw, or if the transaction cannot be begun or ended
     */
    void run(Work work) throws Exception;
  }

  /**
   * A store that makes its transactions itself: {@link #around} takes a connection, commits or
   * rolls back, and gives it back. {@link #connection} is how the effect comes by it.
   *
   * @param dataSource gives connections, best from a pool; not null
   * @return the store
   * @throws IllegalArgumentException if it is null
   */
  public static JdbcEventStore of(DataSource dataSource) {
    if (dataSource == null) {
      throw new IllegalArgumentException("dataSource is null. Give the one of the effects.");
    }
    DataSourceTransactions own = new DataSourceTransactions(dataSource);
    return new JdbcEventStore(own, own::connection, EventTables.with(Clock.systemUTC()));
  }

  /**
   * A store that works in the transactions of somebody else, and neither commits, rolls back nor
   * closes them.
   *
   * @param transactions runs work in a transaction; not null
   * @param connection gives the connection that belongs to the transaction of this thread; not null
   * @return the store
   * @throws IllegalArgumentException if an argument is null
   */
  public static JdbcEventStore within(Transactions transactions, Supplier<Connection> connection) {
    if (transactions == null || connection == null) {
      throw new IllegalArgumentException(
          (transactions == null ? "transactions" : "connection")
              + " is null. Give what begins a transaction, and what knows its connection.");
    }
    return new JdbcEventStore(transactions, connection, EventTables.with(Clock.systemUTC()));
  }

  /**
   * The statements that make the tables.
   *
   * @return statements of SQL, each with a semicolon at its end
   */
  public static String schema() {
    try (InputStream stream = JdbcEventStore.class.getResourceAsStream("schema.sql")) {
      if (stream == null) {
        throw new IllegalStateException(
            "schema.sql is missing beside JdbcEventStore. Keep it when repacking the jar.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This store with its tables in a schema of the database; without, they are where the connection
   * looks.
   *
   * @param name a plain name: ASCII letters, digits and underscores; it is not put in quotes
   * @return another store, in the same transactions
   * @throws IllegalArgumentException if it is null or not such a name
   */
  public JdbcEventStore inSchema(String name) {
    return new JdbcEventStore(transactions, connections, tables.inSchema(name));
  }

  /**
   * This store with another patience: how long a claim waits for the transaction that handles
   * another delivery of the event, and how long for one that handles another event on its subject.
   * The default is 5 seconds. Both together must leave something of the 15 seconds that Peeker
   * waits.
   *
   * @param patience from 1 to 7 seconds; parts of a second are left out
   * @return another store, in the same transactions
   * @throws IllegalArgumentException if it is null or out of range
   */
  public JdbcEventStore withClaimPatience(Duration patience) {
    return new JdbcEventStore(transactions, connections, tables.withPatience(patience));
  }

  /**
   * This store with another clock; the default is the machine's.
   *
   * @param clock not null
   * @return another store, in the same transactions
   * @throws IllegalArgumentException if it is null
   */
  public JdbcEventStore withClock(Clock clock) {
    return new JdbcEventStore(transactions, connections, tables.withClock(clock));
  }

  /**
   * The connection of the transaction in this thread, for the effect. Closing it does nothing, and
   * it refuses to commit, to roll back or to change its auto-commit mode; savepoints work. What is
   * reached through its statements or {@code unwrap} is not guarded: an effect that commits and
   * then fails has its event count as handled.
   *
   * @return the connection, only for use until the work that {@link #around} runs is over
   * @throws IllegalStateException if there is no transaction in this thread
   */
  public Connection connection() {
    try {
      return GuardedConnection.of(transaction());
    } catch (SQLException e) {
      throw new IllegalStateException("The connection of this thread cannot be used.", e);
    }
  }

  @Override
  public void around(Work work) throws Exception {
    if (work == null) {
      throw new IllegalArgumentException("work is null. Give what is to be done.");
    }
    transactions.run(work);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException if the database does not work
   * @throws IllegalStateException if there is no transaction in this thread
   */
  @Override
  public Claim claim(EventKey event) throws SQLException {
    check(event);
    return tables.claim(transaction(), event);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException if the database does not work
   * @throws IllegalStateException if there is no transaction in this thread
   */
  @Override
  public void done(EventKey event) throws SQLException {
    check(event);
    tables.done(transaction(), event);
  }

  /** Does nothing: the transaction was rolled back, and the claim with it. */
  @Override
  public void failed(EventKey event) {
    check(event);
  }

  /**
   * Forgets what was handled long ago, in a transaction of its own.
   *
   * @param age from 24 hours, for which Peeker may deliver an event again, to 3650 days
   * @return how many events were forgotten
   * @throws Exception if the database does not work
   * @throws IllegalArgumentException if the age is null or out of range
   */
  public int deleteOlderThan(Duration age) throws Exception {
    long millis = Retention.millis("age", age);
    int[] deleted = {0};
    around(() -> deleted[0] = tables.deleteOlderThan(transaction(), millis));
    return deleted[0];
  }

  private static void check(EventKey event) {
    if (event == null) {
      throw new IllegalArgumentException("The event is null. Give its key.");
    }
  }

  private Connection current() {
    Connection connection = connections.get();
    if (connection == null) {
      throw new IllegalStateException(
          "There is no connection in this thread. Call this inside of around(…).");
    }
    return connection;
  }

  private Connection transaction() throws SQLException {
    Connection connection = current();
    if (connection.getAutoCommit()) { // each statement would be committed on its own
      throw new IllegalStateException(
          "The connection of this thread is in auto-commit mode: there is no transaction. Call this"
              + " inside of around(…), and let its Transactions begin one.");
    }
    return connection;
  }
}
