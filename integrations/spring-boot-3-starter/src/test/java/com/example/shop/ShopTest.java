package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.spring.test.AutoConfigureLocalPeeker;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.EventFilter;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application of docs/spring-boot.md, over HTTP, on PostgreSQL. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "peeker.partner.api-key=pk_live_canary",
      "peeker.partner.webhook.secret=whsec_canary",
      "peeker.partner.webhook.jdbc.initialize-schema=always",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:live_order.sql",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.env.show-values=always",
      "management.endpoint.configprops.show-values=always",
      "management.endpoint.health.show-details=always",
      "logging.level.ai.peeker=trace",
      "logging.level.org.springframework.web=debug",
    })
@AutoConfigureLocalPeeker
@Import(PostgresOfTheTest.class)
@ExtendWith(OutputCaptureExtension.class)
class ShopTest {
  @Autowired LocalPeeker peeker;
  @Autowired JdbcTemplate database;

  @Value("${local.server.port}")
  int port;

  @BeforeEach
  void emptyDatabase() {
    database.update("delete from live_order");
    database.update("delete from peeker_webhook_event");
  }

  /** A user's log has no lines of the parts of LocalPeeker. */
  @AfterEach
  void logIsTheApplications(CapturedOutput output) {
    assertThat(output.getAll()).doesNotContain("com.networknt", "Unknown keyword");
  }

  @Test
  void order_whenItsWebhookComesTwice_isLiveOnce() throws Exception {
    peeker.webhooks().every(EventFilter.type("order.completed")).times(2);
    String order = Http.post(port, "/buy?domain=acme-mail.com");

    peeker.clock().advance(Duration.ofMinutes(10));

    assertThat(peeker.orders().all()).extracting(placed -> placed.id()).containsExactly(order);
    assertThat(completed())
        .extracting(delivery -> delivery.status().getAsInt())
        .containsExactly(200, 200);
    assertThat(liveOrders()).containsExactly(order);
  }

  /** The effect succeeds and the commit fails, so the claim has to be rolled back with it. */
  @Test
  void order_whoseFirstCommitFails_isLiveOnceAfterTheNextDelivery() throws Exception {
    String order = Http.post(port, "/buy?domain=acme-mail.com");
    database.execute(
        "create function fail() returns trigger as $$ begin raise exception 'no'; end $$"
            + " language plpgsql");
    database.execute(
        "create constraint trigger fail after insert on live_order"
            + " deferrable initially deferred for each row execute function fail()");
    try {
      peeker.webhooks().next(1, EventFilter.type("order.completed")).times(1);
      peeker.orders().complete(order);
      Delivery failed = completed().get(0);
      assertThat(failed.status()).hasValue(500);
      assertThat(liveOrders()).isEmpty();
      assertThat(claims(failed)).isZero();
    } finally {
      database.execute("drop function fail() cascade");
    }

    Delivery first = completed().get(0);
    peeker.webhooks().redeliver(first.eventId());
    peeker.webhooks().redeliver(first.eventId());

    assertThat(completed())
        .extracting(delivery -> delivery.status().getAsInt())
        .containsExactly(500, 200, 200);
    assertThat(liveOrders()).containsExactly(order);
    assertThat(claims(first)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "configprops",
        "beans",
        "health",
        "metrics",
        "mappings",
        "conditions",
        "httpexchanges",
        "loggers",
        "threaddump",
        "metrics/http.server.requests"
      })
  void actuator_withAllValuesShown_containsNoSecret(String endpoint, CapturedOutput output)
      throws Exception {
    String order = Http.post(port, "/buy?domain=acme-mail.com");
    peeker.orders().complete(order);

    HttpResponse<String> response = Http.send(Http.request(port, "/actuator/" + endpoint));
    String body = response.body();

    assertThat(response.statusCode()).isEqualTo(200);
    for (String secret : secrets()) {
      assertThat(body).doesNotContain(secret);
      assertThat(output.getAll()).doesNotContain(secret);
    }
    assertThat(output.getAll()).contains("POST /orders [");
  }

  @Test
  void metrics_ofCallsAndWebhooks_areThere() throws Exception {
    peeker.orders().complete(Http.post(port, "/buy?domain=acme-mail.com"));

    // an observation of a webhook ends beside the response, which it does not delay
    assertThat(Http.getUntilContains(port, "/actuator/metrics", "\"peeker.webhooks\""))
        .contains("\"peeker.calls\"", "\"peeker.attempts\"", "\"peeker.webhooks\"")
        .contains("\"peeker.webhook.results\"", "\"peeker.retries.available\"");
    assertThat(Http.get(port, "/actuator/metrics/peeker.calls?tag=operation:createOrder"))
        .contains("\"uri\"", "/orders", "SUCCESS");
  }

  private List<String> secrets() {
    return List.of(
        "pk_live_canary",
        "whsec_canary",
        "canary-password",
        peeker.apiKey(),
        peeker.webhooks().secret());
  }

  @Test
  void health_isUp_andReadFromCallsThatWereMade() throws Exception {
    Http.post(port, "/buy?domain=acme-mail.com");

    assertThat(Http.get(port, "/actuator/health"))
        .contains("\"peeker\":{")
        .contains("\"checkedBy\":\"createOrder\"");
    assertThat(peeker.requests()).noneMatch(request -> request.path().endsWith("/me"));
  }

  @Test
  void application_hasAtMost40HandWrittenLines() throws IOException {
    Path source =
        Stream.of("", "../spring-boot-3-starter/")
            .map(folder -> Path.of(folder + "src/test/java/com/example/shop/ShopApplication.java"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();

    assertThat(Files.readAllLines(source))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("import "))
        .hasSizeLessThanOrEqualTo(40);
  }

  private List<Delivery> completed() {
    return peeker.webhooks().deliveries().stream()
        .filter(delivery -> delivery.type().equals("order.completed"))
        .toList();
  }

  private List<String> liveOrders() {
    return database.queryForList("select id from live_order", String.class);
  }

  private int claims(Delivery delivery) {
    return database
        .queryForList(
            "select event_id from peeker_webhook_event where event_id = ?",
            String.class,
            delivery.eventId())
        .size();
  }
}
