package com.example.shop;

import ai.peeker.partner.dbscheduler.WebhookInbox;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * The example of docs/webhooks-at-scale.md: receives webhooks over HTTP, stores them, and marks
 * orders as live afterwards. Run it on as many machines as you like, on one database.
 */
public final class InboxReceiver implements AutoCloseable {
  private final WebhookVerifier verifier;
  private final JdbcEventStore events;
  private final WebhookInbox inbox;
  private final Scheduler scheduler;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);

  /** Starts to receive and to handle webhooks; port 0 is a free one. */
  public InboxReceiver(DataSource dataSource, Secret secret, int port) throws IOException {
    verifier = WebhookVerifier.builder().secret("live", secret).build();
    events = JdbcEventStore.of(dataSource).withClaimTimeout(Duration.ofSeconds(1));
    WebhookHandler handler =
        WebhookHandler.builder(verifier)
            .store(events)
            .on(OrderCompletedEvent.class, (event, context) -> markAsLive(event))
            .fallback((event, context) -> {})
            .build();
    inbox =
        WebhookInbox.builder(handler)
            .onParked(parked -> System.err.println("a person has to look at " + parked))
            .build();
    scheduler =
        Scheduler.create(dataSource, inbox.task())
            .threads(8)
            .pollUsingLockAndFetch(0.5, 1.0) // not on MariaDB
            .enableImmediateExecution()
            .heartbeatInterval(Duration.ofSeconds(10)) // of a process that may have died
            .build();
    scheduler.start();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/webhooks", this::receive);
    server.start();
  }

  /** Returns the URL to send webhooks to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(verifier.maxBodyBytes() + 1);
      int status = inbox.receive(exchange.getRequestHeaders(), body, scheduler).status();
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** Runs later, on any machine, in the transaction that remembers the event. */
  private void markAsLive(OrderCompletedEvent event) throws SQLException {
    String sql = "update orders set live = true where id = ?";
    try (PreparedStatement update = events.connection().prepareStatement(sql)) {
      update.setString(1, event.data().id());
      update.executeUpdate();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    scheduler.stop();
  }
}
