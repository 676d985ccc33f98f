package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
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
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(7);

  /** Statement cancelled, lock not available, timed out; the last one is MySQL's. */
  private static final Set<String> LOCK_TIMEOUT =
      Set.of("57014", "55P03", "HYT00", "HYT01", "70100");

  private final String prefix;
  private final int claimTimeout; // in seconds
  private final Clock clock;

  private EventTables(String prefix, int claimTimeout, Clock clock) {
    this.prefix = prefix;
    this.claimTimeout = claimTimeout;
    this.clock = clock;
  }

  static EventTables with(Clock clock) {
    return new EventTables("", 5, clock);
  }

  EventTables inSchema(@Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) { // it becomes part of the statements
      throw new IllegalArgumentException(
          "schema must have 1 to 63 ASCII letters, digits and underscores and must not start with a"
              + " digit: \""
              + name
              + "\".");
    }
    return new EventTables(name + ".", claimTimeout, clock);
  }

  EventTables withClaimTimeout(@Nullable Duration duration) {
    if (duration == null) {
      throw new IllegalArgumentException("claimTimeout must not be null.");
    }
    if (duration.compareTo(SHORTEST_TIMEOUT) < 0 || duration.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "claimTimeout is out of range: " + duration + " (expected 1 to 7 seconds).");
    }
    return new EventTables(prefix, (int) duration.toSeconds(), clock);
  }

  EventTables withClock(@Nullable Clock other) {
    if (other == null) {
      throw new IllegalArgumentException(
          "clock must not be null. Omit the call to use the system clock.");
    }
    return new EventTables(prefix, claimTimeout, other);
  }

  Claim claim(Connection connection, EventKey event) throws SQLException {
    Savepoint start = connection.setSavepoint();
    try {
      insert(connection, event);
      String subject = event.subject();
      boolean stale = subject != null && lockPosition(connection, subject) > event.position();
      return stale ? Claim.STALE : Claim.NEW;
    } catch (SQLException e) {
      rollbackTo(start, connection, e);
      if (isLockTimeout(e)) {
        return Claim.IN_PROGRESS;
      }
      if (isViolation(e) && isHandled(connection, event)) {
        return Claim.HANDLED;
      }
      throw e;
    }
  }

  private void insert(Connection connection, EventKey event) throws SQLException {
    update(
        connection,
        "insert into "
            + events()
            + " (event_id, subject, event_position, handled_at) values (?, ?, ?, ?)",
        event.id(),
        event.subject(),
        event.position(),
        clock.millis());
  }

  private boolean isHandled(Connection connection, EventKey event) throws SQLException {
    String sql = "select 1 from " + events() + " where event_id = ?";
    return first(connection, sql, event.id()).isPresent();
  }

  /**
   * Returns the largest position that was handled. It locks the row, so that the events on one
   * subject are handled one after the other and each sees the result of the previous one.
   */
  private long lockPosition(Connection connection, String subject) throws SQLException {
    String sql = "select event_position from " + subjects() + " where subject = ? for update";
    OptionalLong known = first(connection, sql, subject);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    Savepoint absent = connection.setSavepoint();
    try {
      update(
          connection,
          "insert into " + subjects() + " (subject, event_position, handled_at) values (?, ?, ?)",
          subject,
          Long.MIN_VALUE,
          clock.millis());
      return Long.MIN_VALUE;
    } catch (SQLException e) {
      rollbackTo(absent, connection, e);
      OptionalLong inserted = // by another transaction, in between
          isViolation(e) ? first(connection, sql, subject) : OptionalLong.empty();
      if (inserted.isEmpty()) {
        throw e;
      }
      return inserted.getAsLong();
    }
  }

  void markHandled(Connection connection, EventKey event) throws SQLException {
    if (!isHandled(
        connection, event)) { // some databases roll back after a deadlock, and the effect continues
      throw new IllegalStateException(
          "The transaction of the event "
              + event.id()
              + " was rolled back while it was handled. A handler must not continue after a deadlock"
              + " or a serialization failure: let the exception propagate, and Peeker delivers the"
              + " event again.");
    }
    if (event.subject() != null) {
      update(
          connection,
          "update "
              + subjects()
              + " set event_position = ?, handled_at = ? where subject = ? and event_position <= ?",
          event.position(),
          clock.millis(),
          event.subject(),
          event.position());
    }
  }

  /** Returns the number of deleted events. */
  int deleteOlderThan(Connection connection, long millis) throws SQLException {
    long limit = clock.millis() - millis;
    delete(connection, subjects(), limit);
    return delete(connection, events(), limit);
  }

  private static int delete(Connection connection, String table, long limit) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from " + table + " where handled_at < ?")) {
      statement.setLong(1, limit);
      return statement.executeUpdate();
    }
  }

  private String events() {
    return prefix + "peeker_webhook_event";
  }

  private String subjects() {
    return prefix + "peeker_webhook_subject";
  }

  private void update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int before = applyQueryTimeout(statement);
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
      } finally {
        statement.setQueryTimeout(before);
      }
    }
  }

  private OptionalLong first(Connection connection, String sql, String key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int before = applyQueryTimeout(statement);
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      } finally {
        statement.setQueryTimeout(before);
      }
    }
  }

  /** Returns the previous timeout, to be restored: H2 keeps it for the connection. */
  private int applyQueryTimeout(PreparedStatement statement) throws SQLException {
    int before = statement.getQueryTimeout();
    statement.setQueryTimeout(claimTimeout);
    return before;
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

  private static boolean isViolation(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLIntegrityConstraintViolationException
        || (state != null && state.startsWith("23"));
  }

  private static boolean isLockTimeout(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTimeoutException
        || (state != null && LOCK_TIMEOUT.contains(state));
  }
}
