package ai.peeker.partner.ratelimit;

import ai.peeker.partner.internal.jdbc.JdbcTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table: a row for each permit, and at place 0 the pause. Only the clock of
 * the database is read, so those of the machines do not matter.
 */
final class PermitTable {
  private static final int TIMEOUT_SECONDS = 5; // of a statement
  private static final int NETWORK_TIMEOUT_MILLIS = 10_000; // if it cannot even be canceled
  private static final int MAX_CONFLICTS = 100;
  // MySQL's codes for a user with too many connections, or statements in an hour
  private static final Set<Integer> BUSY = Set.of(1203, 1226);

  private final Settings settings;
  private final String table;
  private volatile boolean hasRows;
  private volatile @Nullable String knownClock;

  PermitTable(Settings settings) {
    this.settings = settings;
    this.table = settings.schema() + "peeker_rate_limit";
  }

  /** A new time at which a place is free again: that of a permit, or of the pause (place 0). */
  record Change(int place, String owner, long millis) {}

  /**
   * Permits for the first of those who wait.
   *
   * @param waits for each of the others, the shortest time until its permit, in ms; empty if there
   *     may be more permits
   */
  record Grant(String owner, List<Long> places, List<Long> waits) {}

  /**
   * Releases permits, and takes some of those that are free.
   *
   * @param wanted may be 0 although some wait, for the times alone
   */
  Grant exchange(List<Change> changes, int wanted, int waiting) throws SQLException {
    if (!hasRows) {
      insertRows();
      hasRows = true;
    }
    return inTransaction(
        connection -> {
          String now = clock(connection);
          for (Change change : changes) {
            apply(connection, now, change);
          }
          String owner = UUID.randomUUID().toString();
          List<Long> places = wanted == 0 ? List.of() : take(connection, now, owner, wanted);
          List<Long> waits =
              waiting == 0 || (wanted > 0 && places.size() == wanted)
                  ? List.of()
                  : waits(connection, now, waiting - places.size());
          return new Grant(owner, places, waits);
        });
  }

  private void apply(Connection connection, String now, Change change) throws SQLException {
    String until = now + " + ?";
    var unused =
        execute(
            connection,
            "update "
                + table
                + " set free_at = "
                + (change.place() == 0 ? "greatest(free_at, " + until + ")" : until)
                + " where name = ? and place = ? and owner = ?",
            change.millis(),
            settings.name(),
            change.place(),
            change.owner());
  }

  private List<Long> take(Connection connection, String now, String owner, int wanted)
      throws SQLException {
    String isPaused =
        "exists (select 1 from " + table + " where name = ? and place = 0 and free_at > " + now;
    List<Long> places =
        execute(
            connection,
            "select place from "
                + table
                + " where name = ? and place between 1 and ? and free_at <= "
                + now
                + " and not "
                + isPaused
                + ") order by place limit "
                + wanted
                + " for update skip locked",
            settings.name(),
            settings.limit(),
            settings.name());
    if (!places.isEmpty()) {
      String list = places.stream().map(String::valueOf).collect(Collectors.joining(", "));
      String sql = " set owner = ?, free_at = " + now + " + ? where name = ? and place in (";
      var unused =
          execute(
              connection,
              "update " + table + sql + list + ")",
              owner,
              settings.leaseMillis(),
              settings.name());
    }
    return places;
  }

  /** A permit in use may be released at any time, and is free one window later. */
  private List<Long> waits(Connection connection, String now, int count) throws SQLException {
    List<Long> rows =
        execute(
            connection,
            "select free_at - "
                + now
                + " from "
                + table
                + " where name = ? and place between 0 and ? order by sign(place), free_at limit "
                + (count + 1),
            settings.name(),
            settings.limit());
    hasRows = rows.size() > Math.min(count, settings.limit()); // nobody deleted them
    return rows.isEmpty()
        ? List.of(0L)
        : rows.stream()
            .skip(1)
            .map(wait -> Math.max(rows.get(0), Math.min(wait, settings.windowMillis())))
            .toList();
  }

  /** Inserts the rows that are missing. Other processes may do so at the same time. */
  private void insertRows() throws SQLException {
    for (int conflicts = 0; ; conflicts++) {
      try {
        var unused = inTransaction(connection -> insert(connection, missing(connection)));
        return;
      } catch (SQLException e) {
        if (conflicts == MAX_CONFLICTS || !(isDuplicate(e) || isRolledBack(e))) {
          throw e;
        }
      }
    }
  }

  private List<Long> missing(Connection connection) throws SQLException {
    String sql = "select place from " + table + " where name = ?";
    Set<Long> present = new HashSet<>(execute(connection, sql, settings.name()));
    return LongStream.rangeClosed(0, settings.limit())
        .boxed()
        .filter(place -> !present.contains(place))
        .toList();
  }

  /** Inserts rows, in one statement: others that do so, too, fail at the first row. */
  private List<Long> insert(Connection connection, List<Long> places) throws SQLException {
    String rows =
        places.stream().map(place -> "(?, " + place + ", '', 0)").collect(Collectors.joining(", "));
    return places.isEmpty()
        ? places
        : execute(
            connection,
            "insert into " + table + " (name, place, owner, free_at) values " + rows,
            places.stream().map(place -> settings.name()).toArray());
  }

  /** Returns the milliseconds since 1970 in UTC, rounded down: a window is never shorter. */
  private String clock(Connection connection) throws SQLException {
    String known = knownClock;
    if (known == null) {
      String product = connection.getMetaData().getDatabaseProductName();
      known = clock(product);
      knownClock = known;
    }
    return known;
  }

  private static String clock(String product) throws SQLException {
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql" ->
          "cast(floor(extract(epoch from statement_timestamp()) * 1000) as bigint)";
      case "h2" -> "cast(floor(extract(epoch from current_timestamp) * 1000) as bigint)";
      case "mysql", "mariadb" -> // unix_timestamp(now(3)) is ambiguous when summer time ends
          "timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000";
      default ->
          throw new SQLException(
              "JdbcRateLimiter does not work on "
                  + product
                  + ". Use PostgreSQL, MySQL, MariaDB or H2, or implement RateLimiter.",
              "42000");
    };
  }

  static boolean isDuplicate(SQLException failure) {
    return state(failure).startsWith("23");
  }

  /** Returns whether the database ended a transaction because of another one. */
  static boolean isRolledBack(Throwable failure) {
    return state(failure).startsWith("40") || state(failure).equals("HYT00"); // H2 waited for long
  }

  /** Returns whether a statement is wrong for the database, for instance without the table. */
  static boolean isRejected(Throwable failure) {
    return state(failure).startsWith("42")
        && !BUSY.contains(((SQLException) failure).getErrorCode());
  }

  private static String state(Throwable failure) {
    String state = failure instanceof SQLException e ? e.getSQLState() : null;
    return state == null ? "" : state;
  }

  private <T> T inTransaction(JdbcTransaction.Work<T, SQLException> work) throws SQLException {
    return JdbcTransaction.run(
        settings.source(),
        connection -> {
          int before = connection.getNetworkTimeout();
          connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
          try {
            T result = work.run(connection);
            connection.commit(); // within the timeout
            return result;
          } finally {
            if (!connection.isClosed()) {
              connection.setNetworkTimeout(Runnable::run, before);
            }
          }
        });
  }

  /** Returns the first column of the result; empty if there is none. */
  private static List<Long> execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int before = statement.getQueryTimeout();
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        return statement.execute() ? numbers(statement) : List.of();
      } finally {
        statement.setQueryTimeout(before); // H2 keeps it for the connection
      }
    }
  }

  private static List<Long> numbers(PreparedStatement statement) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }
}
