package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderFailedEvent;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The endpoint over HTTP, in each kind of web application. */
@Timeout(60)
abstract class EndpointContract {
  private static final String SECRET = "whsec_1";
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private static LocalPeeker peeker;

  private ConfigurableApplicationContext context;
  private URI url;

  abstract WebApplicationType type();

  @BeforeAll
  static void startPeeker() {
    peeker = LocalPeeker.start();
  }

  @AfterAll
  static void stopPeeker() {
    peeker.close();
  }

  @BeforeEach
  void start() {
    peeker.reset();
    context =
        new SpringApplicationBuilder(Application.class)
            .web(type())
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "server.shutdown=graceful",
                "spring.main.banner-mode=off",
                "spring.main.register-shutdown-hook=false",
                "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                "peeker.partner.base-url=" + peeker.baseUrl(),
                "peeker.partner.api-key=" + peeker.apiKey(),
                "peeker.partner.webhook.secret=whsec_old",
                "peeker.partner.webhook.secrets=" + SECRET,
                "peeker.partner.webhook.path=/hooks/in",
                "peeker.partner.webhook.max-body-size=64KB")
            .run();
    context.getBean(JdbcTemplate.class).execute("create table live_order (id varchar(200))");
    url =
        URI.create(
            "http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local.server.port")
                + "/hooks/in");
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void webhook_ofEitherSecret_isHandledOnceInTheTransaction() throws Exception {
    byte[] body = completed("evt_1", "ord_1");
    assertThat(status(signed("evt_1", body))).isEqualTo(200);
    assertThat(status(signed("evt_1", body))).isEqualTo(200);

    assertThat(liveOrders()).isEqualTo(1);
    assertThat(handler().inTransaction).isTrue();
    assertThat(handler().thread).startsWith("peeker-webhook-");
  }

  @Test
  void effect_ofAFailure_isRolledBack() throws Exception {
    handler().fail = true;
    assertThat(status(signed("evt_1", completed("evt_1", "ord_1")))).isEqualTo(500);
    assertThat(liveOrders()).isZero();

    handler().fail = false;
    assertThat(status(signed("evt_1", completed("evt_1", "ord_1")))).isEqualTo(200);
    assertThat(liveOrders()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=ISO-8859-1",
        "application/x-www-form-urlencoded",
        "text/plain; charset=US-ASCII",
      })
  void body_thatConvertersWouldChange_arrivesUnchanged(String contentType) throws Exception {
    byte[] body =
        new String(completed("evt_1", "ord_1"), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "\r\n{ \"a\":\"Zo\u00eb %2A+x=c&d=\",")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(status(signed("evt_1", body).setHeader("Content-Type", contentType))).isEqualTo(200);
    assertThat(liveOrders()).isEqualTo(1);
  }

  @Test
  void body_largerThanAllowed_isRejected() throws Exception {
    byte[] body = completed("evt_1", "ord_1");
    byte[] largest = Arrays.copyOf(body, 64 * 1024);
    Arrays.fill(largest, body.length, largest.length, (byte) ' ');
    assertThat(status(signed("evt_1", largest))).isEqualTo(200);

    byte[] larger = Arrays.copyOf(largest, largest.length + 1);
    larger[largest.length] = ' ';
    assertThat(status(signed("evt_1", larger))).isEqualTo(413);
  }

  @Test
  void request_notSigned_isRejected() throws Exception {
    assertThat(status(HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("{}"))))
        .isEqualTo(400);
    assertThat(status(HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void method_otherThanPost_isNotAllowed(String method) throws Exception {
    var response =
        HTTP.send(
            HttpRequest.newBuilder(url).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().allValues("Allow")).containsExactly("POST");
  }

  /** The context is closed while a handler runs: it finishes, with its client and its database. */
  @Test
  void shutdown_whileAWebhookIsHandled_waitsForIt() throws Exception {
    handler().pause = new CountDownLatch(1);
    CompletableFuture<Integer> response =
        HTTP.sendAsync(signed("evt_1", failed("evt_1", "ord_1")).build(), BodyHandlers.ofString())
            .thenApply(received -> received.statusCode());
    assertThat(handler().entered.await(20, TimeUnit.SECONDS)).isTrue();

    PeekerClient client = context.getBean(PeekerClient.class);
    Handler handler = handler();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
    handler.awaitClosing.await(20, TimeUnit.SECONDS);
    handler.pause.countDown();

    assertThat(response.get(30, TimeUnit.SECONDS)).isEqualTo(200);
    closed.get(30, TimeUnit.SECONDS);
    assertThat(handler.calledPeeker).isTrue();
    assertThat(handler.wrote).isTrue();
    assertThat(catchThrowable(() -> client.account().me()))
        .isInstanceOf(ClientClosedException.class);
  }

  private Handler handler() {
    return context.getBean(Handler.class);
  }

  private int liveOrders() {
    Integer count =
        context
            .getBean(JdbcTemplate.class)
            .queryForObject("select count(*) from live_order", Integer.class);
    return count == null ? 0 : count;
  }

  private static byte[] completed(String id, String order) {
    return event(id, "order.completed", order);
  }

  private static byte[] failed(String id, String order) {
    return event(id, "order.failed", order);
  }

  private static byte[] event(String id, String type, String order) {
    return ("{\"id\":\""
            + id
            + "\",\"type\":\""
            + type
            + "\",\"created_at\":\"2026-05-08T11:59:00Z\","
            + "\"data\":{\"id\":\""
            + order
            + "\",\"status\":\"completed\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder signed(String id, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).POST(BodyPublishers.ofByteArray(body));
    new WebhookSigner(SECRET)
        .headers(Instant.now().getEpochSecond(), id, body)
        .forEach((name, values) -> request.header(name, values.get(0)));
    return request;
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Handler.class)
  static class Application {}

  static class Handler implements ApplicationListener<ContextClosedEvent> {
    private final JdbcTemplate database;
    private final PeekerClient client;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch awaitClosing = new CountDownLatch(1);
    private volatile CountDownLatch pause = new CountDownLatch(0);
    private volatile boolean fail;
    private volatile boolean inTransaction;
    private volatile boolean calledPeeker;
    private volatile boolean wrote;
    private volatile String thread = "";

    Handler(JdbcTemplate database, PeekerClient client) {
      this.database = database;
      this.client = client;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
      awaitClosing.countDown();
    }

    @PeekerWebhook
    void onCompleted(OrderCompletedEvent event) throws IOException {
      thread = Thread.currentThread().getName();
      inTransaction = TransactionSynchronizationManager.isActualTransactionActive();
      database.update("insert into live_order (id) values (?)", event.data().id());
      if (fail) {
        throw new IOException("disk full");
      }
    }

    @PeekerWebhook
    void onFailed(OrderFailedEvent event) throws InterruptedException {
      entered.countDown();
      boolean unused = pause.await(20, TimeUnit.SECONDS);
      client.account().me();
      calledPeeker = true;
      database.update("insert into live_order (id) values (?)", event.data().id());
      wrote = true;
    }
  }
}
