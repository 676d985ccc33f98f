package ai.peeker.partner.webhook.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** The databases that the store is tested on. */
public enum Database {
  H2(DatabaseKind.H2, "call abort_session(%s)", "select session_id()") {
    @Override
    public String newUrl() {
      return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    void use(Connection connection, String schema) throws SQLException {
      connection.setSchema(schema.toUpperCase(Locale.ROOT));
    }

    @Override
    boolean isWaiting(Thread thread, Effects effects) {
      return Stream.of(thread.getStackTrace()) // it runs in the threads that use it, and is busy
          .anyMatch(frame -> frame.getClassName().equals("org.h2.command.Command"));
    }
  },
  POSTGRES(DatabaseKind.POSTGRESQL, "select pg_terminate_backend(%s)", "select pg_backend_pid()") {
    @Override
    public String newUrl() throws SQLException {
      Forked.assumePossible();
      return Postgres.url() + "&currentSchema=" + newSchema(Postgres.url());
    }

    @Override
    void use(Connection connection, String schema) throws SQLException {
      connection.setSchema(schema);
    }

    @Override
    boolean isWaiting(Thread thread, Effects effects) throws SQLException {
      return effects.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
          > 0;
    }
  },
  MARIADB(DatabaseKind.MYSQL, "kill %s", "select connection_id()") {
    @Override
    public String newUrl() throws SQLException {
      MySqlServer server = MySqlServer.MARIADB.started();
      return server.url(newSchema(server.url("")));
    }

    @Override
    void use(Connection connection, String schema) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("use " + schema);
      }
    }

    @Override
    boolean isWaiting(Thread thread, Effects effects) throws SQLException {
      return effects.number(WAITS.formatted("information_schema")) > 0;
    }
  },
  MYSQL(DatabaseKind.MYSQL, "kill %s", "select connection_id()") {
    @Override
    public String newUrl() throws SQLException {
      MySqlServer server = MySqlServer.MYSQL.started();
      return server.url(newSchema(server.url("")));
    }

    @Override
    void use(Connection connection, String schema) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("use " + schema);
      }
    }

    @Override
    boolean isWaiting(Thread thread, Effects effects) throws SQLException {
      return effects.number(WAITS.formatted("performance_schema")) > 0;
    }
  };

  private static final String WAITS =
      "select variable_value from %s.global_status"
          + " where variable_name = 'Innodb_row_lock_current_waits'";

  final DatabaseKind kind;
  final String kill;
  final String sessionId;

  Database(DatabaseKind kind, String kill, String sessionId) {
    this.kind = kind;
    this.kill = kill;
    this.sessionId = sessionId;
  }

  /** A separate empty schema, the default of a connection. Skips the test without a server. */
  public abstract String newUrl() throws SQLException;

  /** Makes a schema the default of a connection. */
  abstract void use(Connection connection, String schema) throws SQLException;

  /** Whether a statement that the thread sent waits for another transaction. */
  abstract boolean isWaiting(Thread thread, Effects effects) throws SQLException;

  private static String newSchema(String url) throws SQLException {
    String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    }
    return schema;
  }
}
