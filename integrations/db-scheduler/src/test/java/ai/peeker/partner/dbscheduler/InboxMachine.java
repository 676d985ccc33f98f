package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.model.OrderActionRequiredEvent;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.webhook.WebhookContext;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * A machine that receives webhooks over HTTP and handles them, in a process that can be killed:
 * {@code InboxMachine URL}. It prints its port. One in seven times a handler fails, before or after
 * its effect; events on {@code ord_poison…} fail until the table {@code mended} has a row.
 */
final class InboxMachine {
  static final int MAX_ATTEMPTS = 12;
  private static final double FAILING = 1 / 7.0;

  private final JdbcEventStore store;
  private final WebhookInbox inbox;
  private final Scheduler scheduler;

  private InboxMachine(String url) {
    DataSource dataSource = InboxDatabase.pool(url);
    this.store = JdbcEventStore.of(dataSource).withClaimTimeout(Duration.ofSeconds(1));
    WebhookHandler handler =
        WebhookHandler.builder(InboxFixture.verifier())
            .store(store)
            .on(OrderInProgressEvent.class, (event, context) -> effect(context))
            .on(OrderActionRequiredEvent.class, (event, context) -> effect(context))
            .on(OrderCompletedEvent.class, (event, context) -> effect(context))
            .fallback((event, context) -> effect(context))
            .build();
    this.inbox = proofInbox(handler);
    SchedulerBuilder builder = Scheduler.create(dataSource, inbox.task());
    if (url.startsWith("jdbc:postgresql")) { // not on MariaDB
      builder.pollUsingLockAndFetch(0.5, 2.0);
    }
    this.scheduler =
        builder
            .threads(8)
            .pollingInterval(Duration.ofMillis(100))
            .heartbeatInterval(Duration.ofMillis(300))
            .missedHeartbeatsLimit(4)
            .failureLogging(LogLevel.OFF, false)
            .enableImmediateExecution()
            .build();
  }

  static WebhookInbox proofInbox(WebhookHandler handler) {
    return WebhookInbox.builder(handler)
        .maxAttempts(MAX_ATTEMPTS)
        .delays(Duration.ofMillis(20), Duration.ofMillis(300))
        .build();
  }

  private void effect(WebhookContext context) throws SQLException {
    boolean poison = context.webhook().subject().orElse("").startsWith("ord_poison");
    if (poison && !isMended()) {
      throw new IllegalStateException("poison");
    }
    failAtRandom();
    InboxFixture.insertEffect(store, context);
    failAtRandom();
  }

  private static void failAtRandom() {
    if (ThreadLocalRandom.current().nextDouble() < FAILING / 2) {
      throw new IllegalStateException("at random");
    }
  }

  private boolean isMended() throws SQLException {
    try (Statement statement = store.connection().createStatement();
        ResultSet rows = statement.executeQuery("select 1 from mended")) {
      return rows.next();
    }
  }

  private void start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/", exchange -> respond(exchange, inbox, scheduler));
    scheduler.start();
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  static void respond(HttpExchange exchange, WebhookInbox inbox, SchedulerClient client)
      throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int status = inbox.receive(exchange.getRequestHeaders(), body, client).status();
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** The URL of the database. It ends with the process that started it. */
  public static void main(String[] arguments) throws IOException {
    new InboxMachine(arguments[0]).start();
    while (System.in.read() >= 0) {
      // nothing is written to it
    }
    System.exit(1);
  }
}
