package ai.peeker.partner.webhook.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A database with the tables of the store, and one for effects: a row for each. */
final class Effects implements AutoCloseable {
  private final Database database;
  private final String url;
  private final Pool pool;

  private Effects(Database database, String url) {
    this.database = database;
    this.url = url;
    this.pool = new Pool(url);
  }

  static Effects in(Database database) throws SQLException {
    Effects effects = new Effects(database, database.newUrl());
    effects.executeAll(JdbcEventStore.schema(database.kind));
    effects.execute("create table effect (event_id varchar(200) not null)");
    return effects;
  }

  /** With the tables of the store in a schema of that name, too. */
  void addSchema(String name) throws SQLException {
    execute("create schema " + name);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      database.use(connection, name);
      for (String sql : statements(JdbcEventStore.schema(database.kind))) {
        statement.execute(sql);
      }
    }
  }

  DataSource pool() {
    return pool.dataSource();
  }

  String url() {
    return url;
  }

  /** Lets the events of the store have been handled so much earlier. */
  void age(Duration duration) throws SQLException {
    for (String table : List.of("peeker_webhook_event", "peeker_webhook_subject")) {
      execute("update " + table + " set handled_at = handled_at - " + duration.toMillis());
    }
  }

  int connectionsInUse() {
    return pool.inUse();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = pool.borrow();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Some drivers take one statement at a time. */
  void executeAll(String sql) throws SQLException {
    for (String statement : statements(sql)) {
      execute(statement);
    }
  }

  private static List<String> statements(String sql) {
    return Stream.of(sql.split(";")).filter(statement -> !statement.isBlank()).toList();
  }

  long number(String sql) throws SQLException {
    try (Connection connection = pool.borrow()) {
      return number(connection, sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
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
    try (Connection connection = pool.borrow();
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
    pool.close();
  }
}
