package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookContext;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import ai.peeker.partner.webhook.WebhookVerifier;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** An inbox on a real database, with a scheduler that runs when the test says so. */
abstract class InboxFixture {
  static final Duration LONGEST = Duration.ofHours(1);

  final SettableClock clock = new SettableClock();

  /** What handling an event throws, by the id of the event. */
  final Map<String, Exception> failures = new ConcurrentHashMap<>();

  final List<ParkedWebhook> reported = new ArrayList<>();
  final List<String> failed = new ArrayList<>();

  InboxDatabase database;
  JdbcEventStore store;
  WebhookHandler handler;
  WebhookInbox inbox;
  ManualScheduler scheduler;

  @BeforeEach
  void start() throws SQLException {
    database = InboxDatabase.postgres();
    DataSource pool = database.pool();
    store = JdbcEventStore.of(pool).withClaimTimeout(Duration.ofSeconds(1));
    handler =
        WebhookHandler.builder(verifier())
            .store(store)
            .on(OrderInProgressEvent.class, (event, context) -> effect(context))
            .on(OrderCompletedEvent.class, (event, context) -> effect(context))
            .onFailure((webhook, failure) -> failed.add(webhook.id() + " " + failure.getMessage()))
            .fallback((event, context) -> effect(context))
            .build();
    inbox = WebhookInbox.builder(handler).maxAttempts(3).onParked(reported::add).build();
    clock.set(Instant.now());
    scheduler = TestHelper.createManualScheduler(pool, inbox.task()).clock(clock).build();
  }

  static WebhookVerifier verifier() {
    return WebhookVerifier.builder().secret("test", Secret.of(SignedEvent.SECRET)).build();
  }

  private void effect(WebhookContext context) throws Exception {
    insertEffect(store, context);
    Exception failure = failures.get(context.webhook().id());
    if (failure != null) {
      throw failure;
    }
  }

  static void insertEffect(JdbcEventStore store, WebhookContext context) throws SQLException {
    String sql = "insert into effect (event_id, type, subject, stale) values (?, ?, ?, ?)";
    try (PreparedStatement insert = store.connection().prepareStatement(sql)) {
      insert.setString(1, context.webhook().id());
      insert.setString(2, context.webhook().type());
      insert.setString(3, context.webhook().subject().orElse(null));
      insert.setBoolean(4, context.isStale());
      insert.executeUpdate();
    }
  }

  WebhookResult deliver(SignedEvent event) {
    return inbox.receive(event.headers(), event.body(), scheduler);
  }

  /** Runs all that is due after a delay. */
  void runAfter(Duration delay) throws SQLException {
    clock.set(Instant.now().plus(delay));
    String due = "select count(*) from scheduled_tasks where execution_time <= '%s'";
    do {
      scheduler.runAnyDueExecutions(); // some of them
    } while (database.number(due.formatted(clock.now)) > 0);
  }

  /** Runs it often enough for each event to be handled or parked. */
  void runAll() throws SQLException {
    for (int i = 1; i <= 4; i++) {
      runAfter(LONGEST.multipliedBy(i));
    }
  }

  List<String> effects() throws SQLException {
    return database.rows("select event_id from effect order by seq");
  }

  int waiting() throws SQLException {
    return database.number("select count(*) from scheduled_tasks");
  }

  Optional<String> column(String name) throws SQLException {
    return database.rows("select " + name + " from scheduled_tasks").stream().findFirst();
  }
}
