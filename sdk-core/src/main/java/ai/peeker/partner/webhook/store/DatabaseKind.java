package ai.peeker.partner.webhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

/** The databases that {@link JdbcEventStore} works on. */
public enum DatabaseKind {
  /** H2 2.2 or newer. */
  H2(Sql.EPOCH, "merge into %s (subject, handled_at) key (subject) values (?, %s)", "H2"),
  /** MySQL 8.0 or newer, and MariaDB 10.6 or newer. */
  MYSQL(
      "unix_timestamp() * 1000",
      "insert into %s (subject, handled_at) values (?, %s)"
          + " on duplicate key update handled_at = values(handled_at)",
      "MySQL|MariaDB"),
  /** PostgreSQL 12 or newer. */
  POSTGRESQL(
      Sql.EPOCH,
      "insert into %s (subject, handled_at) values (?, %s)"
          + " on conflict (subject) do update set handled_at = excluded.handled_at",
      "PostgreSQL");

  /** The database's clock, in milliseconds since 1970 in UTC. */
  final String now;

  private final String lock;
  private final String products; // a regular expression

  DatabaseKind(String now, String lock, String products) {
    this.now = now;
    this.lock = lock;
    this.products = products;
  }

  /**
   * Returns the statement that locks the row of a subject, and inserts it first if it is absent. To
   * look for it first would lock a gap on InnoDB, and with it the next records of others.
   */
  String lockStatement(String table) {
    return String.format(Locale.ROOT, lock, table, now);
  }

  /** Returns the name of the resource with the statements that create the tables. */
  String schemaResource() {
    return "schema-" + name().toLowerCase(Locale.ROOT) + ".sql";
  }

  static DatabaseKind of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return Stream.of(values())
        .filter(kind -> product.matches("(?i)" + kind.products))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "JdbcEventStore does not work on "
                        + product
                        + ". Use PostgreSQL, MySQL, MariaDB or H2, or implement EventStore."));
  }

  private static final class Sql {
    static final String EPOCH = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";
  }
}
