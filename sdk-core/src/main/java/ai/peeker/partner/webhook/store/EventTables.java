package ai.peeker.partner.webhook.store;

import ai.peeker.partner.internal.time.TimeSource;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the two tables. PostgreSQL rejects all statements of a transaction after one
 * has failed, so a savepoint precedes each that may fail. Savepoints end with the transaction,
 * because some databases cannot release them.
 */
final class EventTables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Duration H2_POLL = Duration.ofMillis(10);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(7);

  private final String prefix;
  private final int claimTimeout; // in seconds
  private final TimeSource time;
  private volatile @Nullable DatabaseKind checkedKind;

  EventTables(String prefix, int claimTimeout, TimeSource time) {
    this.prefix = prefix;
    this.claimTimeout = claimTimeout;
    this.time = time;
  }

  TimeSource time() {
    return time;
  }

  EventTables inSchema(@Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) { // it becomes part of the statements
      throw new IllegalArgumentException(
          "schema must have 1 to 63 ASCII letters, digits and underscores and must not start with a"
              + " digit: \""
              + name
              + "\".");
    }
    return new EventTables(name + ".", claimTimeout, time);
  }

  EventTables withClaimTimeout(@Nullable Duration duration) {
    long millis = Arguments.millis("claimTimeout", duration, SHORTEST, LONGEST, "1 to 7 seconds");
    return new EventTables(prefix, (int) (millis / 1000), time);
  }

  Claim claim(Connection connection, EventKey event) throws SQLException {
    long end = time.nanos() + TimeUnit.SECONDS.toNanos(claimTimeout);
    Savepoint start = connection.setSavepoint();
    try {
      DatabaseKind kind = kind(connection);
      String values = " (event_id, subject, handled_at) values (?, ?, " + kind.now + ")";
      String insert = "insert into " + events() + values;
      update(connection, claimTimeout, insert, event.id(), event.subject());
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
    long left = TimeUnit.NANOSECONDS.toSeconds(end - time.nanos());
    update(connection, (int) Math.max(1, left), kind.lockStatement(subjects()), subject);
    EventKey latest = latest(connection, subject);
    return latest != null && latest.supersedes(event);
  }

  /**
   * Locks a row, if it is there: H2's timeout would start again with each transaction before it.
   */
  private void lockInH2(Connection connection, String subject, long end) throws SQLException {
    String sql = "select 1 from " + subjects() + " where subject = ? for update nowait";
    while (true) {
      try {
        Boolean unused = first(connection, sql, subject, row -> true);
        return;
      } catch (SQLException e) {
        if (!SqlFailures.isLockTimeout(e) || time.nanos() - end > 0) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private void pause(SQLException locked) throws SQLException {
    try {
      time.sleep(H2_POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw locked;
    }
  }

  /** Returns the event that was handled and goes furthest, from the row that is locked. */
  @Nullable EventKey latest(Connection connection, String subject) throws SQLException {
    String columns = "select event_id, event_type, event_created_at from ";
    return first(
        connection,
        columns + subjects() + " where subject = ? for update",
        subject,
        row ->
            row.getString(1) == null
                ? null
                : EventKey.stored(
                    row.getString(1),
                    row.getString(2),
                    subject,
                    Instant.ofEpochMilli(row.getLong(3))));
  }

  void markHandled(Connection connection, EventKey event) throws SQLException {
    if (!isPresent(connection, events(), "event_id", event.id())) {
      throw new IllegalStateException( // some databases roll back after a deadlock
          "The transaction of the event "
              + event.id()
              + " was rolled back while its effect ran, and the claim with it. The effect must"
              + " throw the exception of the statement that failed.");
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
    return first(connection, sql, id, row -> true) != null;
  }

  private interface RowReader<T> {
    @Nullable T read(ResultSet row) throws SQLException;
  }

  /** Returns what is read from the first row; null if there is none. */
  private static <T> @Nullable T first(
      Connection connection, String sql, String value, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? reader.read(rows) : null;
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
