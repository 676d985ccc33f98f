package com.example.shop;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.PendingOrderCipher;
import ai.peeker.partner.dbscheduler.OrderListener;
import ai.peeker.partner.dbscheduler.OrderOutbox;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.order.Order;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Purchases whose orders are placed: the code of docs/durable-orders.md. */
public record Purchases(DataSource dataSource) implements OrderListener {
  /** Stores a purchase and its order: both or none. */
  public void buy(String id, Order order, OrderOutbox outbox) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, "insert into purchase (id, status) values (?, 'open')", id);
      if (!outbox.schedule(id, order, connection)) {
        throw new IllegalStateException(id + " is scheduled already");
      }
      connection.commit();
    }
  }

  @Override
  public void onPlaced(String id, String orderId) throws SQLException {
    end(id, "placed", orderId);
  }

  @Override
  public void onRefused(String id, ErrorCode code, String message) throws SQLException {
    end(id, "refused", message);
  }

  @Override
  public void onExpired(String id, PendingOrder pending) throws SQLException {
    end(id, "unknown", "look for it");
  }

  private void end(String id, String status, String detail) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      String sql = "update purchase set status = ?, detail = ? where id = ? and status = 'open'";
      update(connection, sql, status, detail, id);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  private static void update(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  public static OrderOutbox outbox(PeekerClient client, byte[] encryptionKey, Purchases purchases) {
    PendingOrderCipher cipher = PendingOrderCipher.of("2026", encryptionKey);
    return OrderOutbox.builder(client, cipher, purchases).build();
  }

  public static Scheduler startPlacing(OrderOutbox outbox, DataSource dataSource) {
    Scheduler scheduler =
        Scheduler.create(dataSource, outbox.task())
            .threads(8)
            .pollingInterval(Duration.ofSeconds(1)) // until an order of a transaction is seen
            .enableImmediateExecution() // of its next steps
            .heartbeatInterval(Duration.ofSeconds(10)) // of a process that may have died
            .build();
    scheduler.start();
    return scheduler;
  }
}
