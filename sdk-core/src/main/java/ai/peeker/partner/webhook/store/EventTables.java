package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the two tables. PostgreSQL rejects all statements of a transaction after one
 * has failed, so a savepoint precedes each that may fail. Savepoints end with the transaction,
 * because some databases cannot release them.
 */
final class EventTables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final long H2_POLL_NANOS = Duration.ofMillis(10).toNanos();
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(7);

  private final String prefix;
  private final int claimTimeout; // in seconds
  private volatile @Nullable DatabaseKind checkedKind;

  private EventTables(String prefix, int claimTimeout) {
    this.prefix = prefix;
    this.claimTimeout = claimTimeout;
  }

  static EventTables create() {
    return new EventTables("", 5);
  }

  EventTables inSchema(@Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) { // it becomes part of the statements
      throw new IllegalArgumentException(
          "schema must have 1 to 63 ASCII letters, digits and underscores and must not start with a"
              + " digit: \""
              + name
              + "\".");
    }
    return new EventTables(name + ".", claimTimeout);
  }

  EventTables withClaimTimeout(@Nullable Duration duration) {
    if (duration == null) {
      throw new IllegalArgumentException("claimTimeout must not be null.");
    }
    if (duration.compareTo(SHORTEST_TIMEOUT) < 0 || duration.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "claimTimeout is out of range: " + duration + " (expected 1 to 7 seconds).");
    }
    return new EventTables(prefix, (int) duration.toSeconds());
  }

  Claim claim(Connection connection, EventKey event) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(claimTimeout);
    Savepoint start = connection.setSavepoint();
    try {
      DatabaseKind kind = kind(connection);
      insert(connection, kind, event);
      return event.subject() != null && isStale(connection, kind, event, event.subject(), end)
          ? Claim.STALE
          : Claim.NEW;
    } catch (SQLException e) {
      rollbackTo(start, connection, e);
      if (SqlFailures.isLockTimeout(e)) {
        return Claim.IN_PROGRESS;
      }
      if (!SqlFailures.isDuplicate(e)) {
        throw e;
      }
      if (isPresent(connection, events(), "event_id", event.id())) {
        return Claim.HANDLED;
      }
      throw new SQLTransactionRollbackException( // committed after this transaction's snapshot
          "The event is stored, but is not visible yet: " + e.getMessage(), "40001", e);
    }
  }

  private void insert(Connection connection, DatabaseKind kind, EventKey event)
      throws SQLException {
    String values = " (event_id, subject, handled_at) values (?, ?, " + kind.now + ")";
    update(
        connection, claimTimeout, "insert into " + events() + values, event.id(), event.subject());
  }

  /**
   * Locks the subject, so that its events are handled one after the other and each sees the result
   * of the previous one.
   */
  private boolean isStale(
      Connection connection, DatabaseKind kind, EventKey event, String subject, long end)
      throws SQLException {
    if (kind == DatabaseKind.H2) {
      lockInH2(connection, subject, end);
    }
    long left = TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime());
    update(connection, (int) Math.max(1, left), kind.lockStatement(subjects()), subject);
    EventKey latest = latest(connection, subject);
    return latest != null && latest.supersedes(event);
  }

  /**
   * Locks a row, if it is there: H2's timeout would start again with each transaction before it.
   */
  private void lockInH2(Connection connection, String subject, long end) throws SQLException {
    String sql = "select 1 from " + subjects() + " where subject = ? for update nowait";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, subject);
      while (true) {
        try {
          statement.executeQuery().close();
          return;
        } catch (SQLException e) {
          if (!SqlFailures.isLockTimeout(e) || System.nanoTime() > end) {
            throw e;
          }
          LockSupport.parkNanos(H2_POLL_NANOS);
        }
      }
    }
  }

  /** Returns the event that was handled and goes furthest, from the row that is locked. */
  @Nullable EventKey latest(Connection connection, String subject) throws SQLException {
    String sql = "select event_id, event_type, event_created_at from " + subjects();
    try (PreparedStatement statement =
        connection.prepareStatement(sql + " where subject = ? for update")) {
      statement.setString(1, subject);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getString(1) != null
            ? EventKey.stored(
                rows.getString(1),
                rows.getString(2),
                subject,
                Instant.ofEpochMilli(rows.getLong(3)))
            : null;
      }
    }
  }

  void markHandled(Connection connection, EventKey event) throws SQLException {
    if (!isPresent(connection, events(), "event_id", event.id())) {
      throw new IllegalStateException( // some databases roll back after a deadlock
          "The transaction of the event "
              + event.id()
              + " was rolled back while its effect ran, and the claim with it. The effect must throw"
              + " the exception of the statement that failed.");
    }
    String subject = event.subject();
    if (subject != null && event.replaces(latest(connection, subject))) {
      update(
          connection,
          claimTimeout,
          "update "
              + subjects()
              + " set event_id = ?, event_type = ?, event_created_at = ? where subject = ?",
          event.id(),
          event.type(),
          event.createdAt().orElseThrow().toEpochMilli(),
          subject);
    }
  }

  /** Returns the number of deleted events. */
  int deleteOlderThan(Connection connection, long millis) throws SQLException {
    String condition = " where handled_at < " + kind(connection).now + " - ?";
    update(connection, 0, "delete from " + subjects() + condition, millis);
    return update(connection, 0, "delete from " + events() + condition, millis);
  }

  private DatabaseKind kind(Connection connection) throws SQLException {
    DatabaseKind kind = checkedKind;
    if (kind == null) {
      kind = DatabaseKind.of(connection);
      check(connection, kind, events(), "event_id");
      check(connection, kind, subjects(), "subject");
      checkedKind = kind;
    }
    return kind;
  }

  /** Checks that a table distinguishes ids of any length and letter case, and has transactions. */
  private void check(Connection connection, DatabaseKind kind, String table, String column)
      throws SQLException {
    String id = ("probe-" + UUID.randomUUID() + "x".repeat(200)).substring(0, 199);
    Savepoint start = connection.setSavepoint();
    String insert = "insert into " + table + " (" + column + ", handled_at) values (?, ?)";
    update(connection, claimTimeout, insert, id + "b", 0);
    boolean distinct =
        isPresent(connection, table, column, id + "b")
            && !isPresent(connection, table, column, id + "B");
    connection.rollback(start);
    boolean rolledBack = // H2's snapshots show it afterwards
        kind != DatabaseKind.MYSQL || !isPresent(connection, table, column, id + "b");
    if (!rolledBack) {
      update(connection, 0, "delete from " + table + " where " + column + " = ?", id + "b");
    }
    if (!distinct || !rolledBack) {
      throw new IllegalStateException(
          "The table "
              + table
              + (distinct ? " has no transactions." : " takes different ids for the same one.")
              + " Create it with the statements of JdbcEventStore.schema(…) for this database.");
    }
  }

  private String events() {
    return prefix + "peeker_webhook_event";
  }

  private String subjects() {
    return prefix + "peeker_webhook_subject";
  }

  /** A timeout of zero is none. The previous one is restored: H2 keeps it for the connection. */
  private static int update(
      Connection connection, int timeout, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int before = statement.getQueryTimeout();
      statement.setQueryTimeout(timeout);
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        return statement.executeUpdate();
      } finally {
        statement.setQueryTimeout(before);
      }
    }
  }

  private static boolean isPresent(Connection connection, String table, String column, String id)
      throws SQLException {
    String sql = "select 1 from " + table + " where " + column + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void rollbackTo(Savepoint savepoint, Connection connection, SQLException failure)
      throws SQLException {
    try {
      connection.rollback(savepoint);
    } catch (SQLException e) { // the database rolled all back, for instance to end a deadlock
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
