package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.PendingOrderCipher;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** A shop: a purchase is a row, its order is scheduled with it, and its result is written to it. */
final class Shop implements OrderListener {
  static final PendingOrderCipher CIPHER = PendingOrderCipher.of("2026", new byte[32]);
  static final String PASSWORD = "secret-of-the-login";
  static final String BUNDLE = "bun_one"; // of one domain

  /** The statements that create its tables; a report has no key, so that each one is a row. */
  static final List<String> TABLES =
      List.of(
          "create table purchase (id varchar(100) primary key, status varchar(20) not null,"
              + " order_id varchar(100), changes int not null)",
          "create table report (purchase varchar(100) not null, result varchar(100) not null)");

  private final DataSource dataSource;
  private final OrderOutbox outbox;

  Shop(DataSource dataSource, PeekerClient client) {
    this.dataSource = dataSource;
    this.outbox =
        OrderOutbox.builder(client, CIPHER, this)
            .delays(Duration.ofMillis(1), Duration.ofMillis(1))
            .build();
  }

  /** A schema with the tables of a shop, on PostgreSQL or MariaDB. */
  static InboxDatabase database(String name) throws SQLException {
    InboxDatabase database =
        name.equals("MariaDB") ? InboxDatabase.mariadb() : InboxDatabase.postgres();
    for (String table : TABLES) {
      database.execute(table);
    }
    return database;
  }

  /** A pool, as applications have it. */
  static DataSource pool(String url) throws SQLException {
    return url.startsWith("jdbc:mariadb")
        ? new MariaDbPoolDataSource(url + "&maxPoolSize=40&minPoolSize=1")
        : InboxDatabase.pool(url);
  }

  OrderOutbox outbox() {
    return outbox;
  }

  static Order order(String id) {
    return order(BUNDLE, List.of(domain(id)));
  }

  static Order order(String bundle, List<String> domains) {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle(bundle)
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of(PASSWORD)))
        .domains(domains)
        .persona("Sam", "Lee")
        .build();
  }

  static String domain(String id) {
    return id + ".com";
  }

  /** Inserts a purchase and schedules its order in one transaction. */
  void buy(String id, boolean commit) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, "insert into purchase (id, status, changes) values (?, 'open', 0)", id);
      outbox.schedule(id, order(id), connection);
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void onPlaced(String id, String orderId) throws SQLException {
    report(id, "placed", orderId);
  }

  @Override
  public void onRefused(String id, ErrorCode code, String message) throws SQLException {
    report(id, "refused", code.toString());
  }

  @Override
  public void onExpired(String id, PendingOrder pending) throws SQLException {
    report(id, "expired", pending.sha256());
  }

  private void report(String id, String status, String detail) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      update(connection, "insert into report values (?, ?)", id, status + " " + detail);
      update(
          connection,
          "update purchase set status = ?, order_id = ?, changes = changes + 1"
              + " where id = ? and status = 'open'",
          status,
          detail,
          id);
    }
  }

  private static void update(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }
}
