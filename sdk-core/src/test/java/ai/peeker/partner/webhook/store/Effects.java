package ai.peeker.partner.webhook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database with the tables of the store, and one for effects: a row for each. */
final class Effects implements AutoCloseable {
  private final Database database;
  private final String url;
  private final JdbcConnectionPool pool;

  private Effects(Database database, String url) {
    this.database = database;
    this.url = url;
    this.pool = JdbcConnectionPool.create(database.source(url));
    pool.setMaxConnections(40);
  }

  static Effects in(Database database) throws SQLException {
    Effects effects = new Effects(database, database.newUrl());
    effects.execute(JdbcEventStore.schema());
    effects.execute("create table effect (event_id varchar(200) not null)");
    return effects;
  }

  /** With the tables of the store in a schema of that name, too. */
  void addSchema(String name) throws SQLException {
    execute("create schema " + name);
    try (Connection connection = pool.getConnection()) {
      String before = connection.getSchema();
      connection.setSchema(database.schemaName(name));
      try (Statement statement = connection.createStatement()) {
        statement.execute(JdbcEventStore.schema());
      } finally {
        connection.setSchema(before);
      }
    }
  }

  DataSource pool() {
    return pool;
  }

  String url() {
    return url;
  }

  int connectionsInUse() {
    return pool.getActiveConnections();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Waits until a statement of the thread waits for another transaction. */
  void awaitWaiting(Thread thread) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!database.isWaiting(thread, this)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It does not wait: " + thread.getState());
      }
      Thread.onSpinWait();
    }
  }

  static void insert(Connection connection, EventKey event) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into effect (event_id) values (?)")) {
      insert.setString(1, event.id());
      insert.executeUpdate();
    }
  }

  /** How many effects each event had. */
  Map<String, Integer> counts() throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select event_id from effect")) {
      while (rows.next()) {
        counts.merge(rows.getString(1), 1, Integer::sum);
      }
    }
    return counts;
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
