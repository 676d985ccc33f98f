package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.webhook.store.DatabaseKind;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A schema with the tables of the inbox, of the event store, and of the effects of events. */
final class InboxDatabase {
  private final String url;

  private InboxDatabase(String url) {
    this.url = url;
  }

  /** A PostgreSQL: started when it is needed first, stopped with the JVM. */
  static InboxDatabase postgres() throws SQLException {
    String server = Postgres.SERVER.getJdbcUrl("postgres", "postgres");
    String schema = newSchema(server);
    return new InboxDatabase(server + "&currentSchema=" + schema)
        .create("postgresql", DatabaseKind.POSTGRESQL, "bigserial");
  }

  /** A MariaDB. Skips the test if there is none. */
  static InboxDatabase mariadb() throws SQLException {
    String server = MariaDbServer.url();
    String schema = newSchema(server.formatted(""));
    return new InboxDatabase(server.formatted(schema))
        .create("mysql", DatabaseKind.MYSQL, "bigint auto_increment");
  }

  private static String newSchema(String url) throws SQLException {
    String schema = "inbox_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    }
    return schema;
  }

  private InboxDatabase create(String file, DatabaseKind kind, String sequence)
      throws SQLException {
    for (String statement : (schema(file) + JdbcEventStore.schema(kind)).split(";\\s*\n", 0)) {
      execute(statement);
    }
    // no key but the sequence: an event that has two effects has two rows
    execute(
        "create table effect (seq "
            + sequence
            + " primary key, event_id varchar(200), type varchar(50), subject varchar(200), stale"
            + " boolean)");
    execute("create table mended (id int)");
    return this;
  }

  private static String schema(String name) {
    String file = "schema-" + name + ".sql";
    try (InputStream stream = WebhookInbox.class.getResourceAsStream(file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url;
  }

  /** A pool, as applications have it. */
  static JdbcConnectionPool pool(String url) {
    try {
      JdbcConnectionPool pool = JdbcConnectionPool.create(connections(url));
      pool.setMaxConnections(40);
      return pool;
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ConnectionPoolDataSource connections(String url) throws SQLException {
    if (url.startsWith("jdbc:mariadb")) {
      return new MariaDbDataSource(url);
    }
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(url);
    return source;
  }

  DataSource pool() {
    return pool(url);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the rows, each with its columns joined by spaces. */
  List<String> rows(String sql) throws SQLException {
    List<String> result = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(rows.getString(column));
        }
        result.add(String.join(" ", row));
      }
    }
    return result;
  }

  int number(String sql) throws SQLException {
    return Integer.parseInt(rows(sql).get(0));
  }

  /** Waits until a statement waits for another transaction, on PostgreSQL. */
  void awaitLockWait() throws SQLException {
    while (number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
      Thread.onSpinWait();
    }
  }

  /** Starts it when it is used first. */
  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder() // which stops it in a shutdown hook
            .setOverrideWorkingDirectory(Path.of("target", "postgres").toAbsolutePath().toFile())
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
