package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.testkit.WebhookSigner;
import ai.peeker.partner.webhook.WebhookContext;
import ai.peeker.partner.webhook.WebhookEventHandler;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events a handler sees as stale, and because of which other one: the same in all stores. */
class StaleEventsTest {
  private static final String SECRET = "whsec_test";
  private static final long SIGNED_AT = Events.START + 1_000;
  private static final Map<Database, Effects> DATABASES = new EnumMap<>(Database.class);

  private final List<String> seen = new ArrayList<>();

  @BeforeAll
  static void begin() {
    DATABASES.clear();
  }

  @AfterAll
  static void close() {
    DATABASES.values().forEach(Effects::close);
  }

  @ParameterizedTest
  @EnumSource
  void events_inMemory_areStaleAsExpected(Scenario scenario) {
    assertSeenAsExpected(scenario, MemoryEventStore.create());
  }

  @ParameterizedTest
  @EnumSource
  void events_inH2_areStaleAsExpected(Scenario scenario) throws SQLException {
    assertSeenAsExpected(scenario, storeIn(Database.H2));
  }

  @ParameterizedTest
  @EnumSource
  void events_inPostgres_areStaleAsExpected(Scenario scenario) throws SQLException {
    assertSeenAsExpected(scenario, storeIn(Database.POSTGRES));
  }

  @ParameterizedTest
  @EnumSource
  void events_inMariaDb_areStaleAsExpected(Scenario scenario) throws SQLException {
    assertSeenAsExpected(scenario, storeIn(Database.MARIADB));
  }

  @ParameterizedTest
  @EnumSource
  void events_inMySql_areStaleAsExpected(Scenario scenario) throws SQLException {
    assertSeenAsExpected(scenario, storeIn(Database.MYSQL));
  }

  /** The tables are created once, because each scenario has a record of its own. */
  private static EventStore storeIn(Database database) throws SQLException {
    Effects effects = DATABASES.get(database);
    if (effects == null) {
      effects = Effects.in(database);
      DATABASES.put(database, effects);
    }
    return JdbcEventStore.of(effects.pool());
  }

  private void assertSeenAsExpected(Scenario scenario, EventStore store) {
    for (String arrival : scenario.arrivals) {
      deliver(scenario, arrival, store);
    }

    assertThat(seen)
        .containsExactlyElementsOf(
            scenario.arrivals.stream()
                .map(arrival -> arrival.replaceAll(" (fallback|fails)", ""))
                .toList());
  }

  private void deliver(Scenario scenario, String arrival, EventStore store) {
    String[] parts = arrival.split(" ", -1);
    String id = scenario.name() + "-" + seen.size();
    WebhookEventHandler<WebhookEvent> handler =
        (event, context) -> {
          seen.add(parts[0] + " " + parts[1] + stale(context));
          if (arrival.endsWith(" fails")) {
            throw new IOException("fails");
          }
        };
    WebhookHandler.Builder builder =
        WebhookHandler.builder(
                WebhookVerifier.builder()
                    .secret("test", Secret.of(SECRET))
                    .withoutTolerance()
                    .build())
            .store(store)
            .executor(Runnable::run)
            .fallback(handler);
    if (!arrival.contains("fallback")) {
      builder.on(WebhookEvent.subtypes().get(parts[0]).asSubclass(WebhookEvent.class), handler);
    }
    byte[] body = body(id, parts[0], parts[1], scenario).getBytes(StandardCharsets.UTF_8);
    builder
        .build()
        .handle(
            Map.of(
                "Peeker-Event-Id",
                List.of(id),
                "Peeker-Timestamp",
                List.of(Long.toString(SIGNED_AT)),
                "Peeker-Signature",
                List.of(new WebhookSigner(SECRET).sign(SIGNED_AT, id, body))),
            body);
  }

  private static String body(String id, String type, String second, Scenario scenario) {
    long millis = new BigDecimal(second).movePointRight(3).longValueExact();
    return "{\"id\":\""
        + id
        + "\",\"type\":\""
        + type
        + "\",\"created_at\":\""
        + Instant.ofEpochSecond(Events.START).plusMillis(millis)
        + "\",\"data\":{\"id\":\"rec_"
        + scenario
        + "\"}}";
  }

  private static String stale(WebhookContext context) {
    assertThat(context.laterEvent().isPresent()).isEqualTo(context.isStale());
    return context.laterEvent().map(later -> " stale<-" + later.type()).orElse("");
  }
}
