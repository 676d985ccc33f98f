package ai.peeker.partner.webhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.ConnectionPoolDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases that the store is tested on. */
enum Database {
  H2 {
    @Override
    String newUrl() {
      return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    ConnectionPoolDataSource source(String url) {
      JdbcDataSource source = new JdbcDataSource();
      source.setUrl(url);
      return source;
    }

    @Override
    String schemaName(String name) {
      return name.toUpperCase(Locale.ROOT);
    }

    @Override
    boolean isWaiting(Thread thread, Effects effects) {
      return Stream.of(thread.getStackTrace()) // it runs in the threads that use it, and is busy
          .anyMatch(frame -> frame.getClassName().equals("org.h2.command.Command"));
    }
  },
  POSTGRES {
    @Override
    String newUrl() throws SQLException {
      Forked.assumePossible();
      String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
      PGSimpleDataSource server = new PGSimpleDataSource();
      server.setUrl(Postgres.url());
      try (Connection connection = server.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create schema " + schema);
      }
      return Postgres.url() + "&currentSchema=" + schema;
    }

    @Override
    ConnectionPoolDataSource source(String url) {
      PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
      source.setUrl(url);
      return source;
    }

    @Override
    String schemaName(String name) {
      return name;
    }

    @Override
    boolean isWaiting(Thread thread, Effects effects) throws SQLException {
      return effects.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
          > 0;
    }
  };

  /** A separate empty schema, the default of a connection. */
  abstract String newUrl() throws SQLException;

  abstract ConnectionPoolDataSource source(String url);

  /** How it writes a name that is not in quotes. */
  abstract String schemaName(String name);

  /** Whether a statement that the thread sent waits for another transaction. */
  abstract boolean isWaiting(Thread thread, Effects effects) throws SQLException;
}
