package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Smartlead;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers, query parameters and properties that a client adds to typed operations. */
class CallExtrasTest {
  private static final CreateBundleRequest STARTER =
      CreateBundleRequest.builder().name("Starter").monthlySendingVolume(25_000L).build();

  private final MockWebServer server = new MockWebServer();
  private PeekerClient client;

  @BeforeEach
  void start() throws IOException {
    server.start();
    client =
        PeekerClient.builder()
            .apiKey(Clients.KEY)
            .baseUrl("http://127.0.0.1:" + server.getPort())
            .time(new HandTime())
            .retryPolicy(RetryPolicy.none())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private PeekerClient with(Consumer<PeekerClient.Builder> options) {
    return client.withOptions(options);
  }

  private void answer(String operation) {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "application/json")
            .body(RequestFixture.success(operation))
            .build());
  }

  private RecordedRequest sent() throws InterruptedException {
    return server.takeRequest();
  }

  @Test
  void headersAndQuery_areAddedToTheOperation() throws Exception {
    answer("listOrders");
    answer("getMe");

    with(options -> options.header("X-Trace", "t-1").query("expand", "a+b&c"))
        .orders()
        .list(query -> query.userEmail("a@b.com"));
    client.account().me();

    RecordedRequest sent = sent();
    assertThat(sent.getTarget()).isEqualTo("/orders?user_email=a%40b.com&expand=a%2Bb%26c");
    assertThat(sent.getHeaders().get("X-Trace")).isEqualTo("t-1");
    RecordedRequest plain = sent();
    assertThat(plain.getTarget()).isEqualTo("/me");
    assertThat(plain.getHeaders().get("X-Trace")).isNull();
  }

  @Test
  void queryOfTheOperation_isReplaced() throws Exception {
    answer("listOrders");

    with(options -> options.query("per_page", "7")).orders().list(query -> query.perPage(50));

    assertThat(sent().getTarget()).isEqualTo("/orders?per_page=7");
  }

  @Test
  void bodyProperty_isAddedToTheOthers() throws Exception {
    answer("createBundle");
    answer("createBundle");
    PeekerClient changed =
        with(options -> options.bodyProperty("coupon", "SPRING").bodyProperty("tags", Map.of()));

    changed.bundles().create(STARTER);
    changed.bundles().createAsync(STARTER).join();

    String json =
        "{\"coupon\":\"SPRING\",\"monthly_sending_volume\":25000,\"name\":\"Starter\",\"tags\":{}}";
    assertThat(sent().getBody().utf8()).isEqualTo(json);
    assertThat(sent().getBody().utf8()).isEqualTo(json);
  }

  @Test
  void bodyProperty_changedAfterwards_staysAsItWas() throws Exception {
    answer("createBundle");
    Map<String, Object> value = new HashMap<>(Map.of("a", 1));
    PeekerClient changed = with(options -> options.bodyProperty("extra", value));
    value.put("b", 2);

    changed.bundles().create(STARTER);

    assertThat(sent().getBody().utf8()).startsWith("{\"extra\":{\"a\":1},");
  }

  /**
   * A body would turn the cancellation of a whole order into one of some domains, or the reverse.
   */
  @Test
  void bodyProperty_ofACallWithoutABody_isNotSent() throws Exception {
    answer("cancelOrder");

    with(options -> options.bodyProperty("reason", "moved")).orders().cancel("ord_1");

    RecordedRequest sent = sent();
    assertThat(sent.getBody() == null || sent.getBody().size() == 0).isTrue();
  }

  @Test
  void bodyProperty_thatTheRequestHas_isRejectedBeforeSending() {
    PeekerClient changed = with(options -> options.bodyProperty("name", "Other"));

    assertThatThrownBy(() -> changed.bundles().create(STARTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bodyProperty(\"name\", …) would replace a property of the request");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void order_withABodyProperty_isResumedByteForByte() throws Exception {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    answer("createOrder");
    answer("createOrder");
    PeekerClient changed = with(options -> options.bodyProperty("coupon", "SPRING"));

    OrderOutcomeUnknownException unknown =
        catchThrowableOfType(
            OrderOutcomeUnknownException.class,
            () -> changed.orders().create(Samples.bundleOrder()));
    PendingOrder stored = PendingOrder.parse(unknown.pendingOrder().serialize());
    changed.orders().resume(stored);
    client.orders().resume(stored);

    ByteString first = sent().getBody();
    assertThat(first.utf8()).endsWith("\"coupon\":\"SPRING\"}").contains("secret-password");
    assertThat(sent().getBody()).isEqualTo(first);
    assertThat(sent().getBody()).isEqualTo(first);
  }

  @Test
  void preparedOrder_hasTheBodyProperty() throws Exception {
    answer("createOrder");
    PeekerClient changed = with(options -> options.bodyProperty("coupon", "SPRING"));

    changed.orders().resume(changed.orders().prepare(Samples.customOrder()));

    assertThat(sent().getBody().utf8()).contains("\"coupon\":\"SPRING\"");
  }

  @Test
  void order_thatABodyPropertyMakesInvalid_isRejectedBeforeSending() {
    assertThatThrownBy(
            () ->
                with(options -> options.bodyProperty("google_licenses", 5))
                    .orders()
                    .create(Samples.bundleOrder()))
        .isInstanceOf(ai.peeker.partner.error.OrderShapeConflictException.class);
    assertThatThrownBy(
            () ->
                with(options -> options.bodyProperty("forwarding_url", "no URL"))
                    .orders()
                    .create(Samples.bundleOrder()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("forwarding_url");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void option_withoutANameOrValue_isRejected() {
    assertThatThrownBy(() -> with(options -> options.query("", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must not be blank");
    assertThatThrownBy(() -> with(options -> options.query("a", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a must not be null");
    assertThatThrownBy(() -> with(options -> options.header(null, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must not be null");
    assertThatThrownBy(() -> with(options -> options.bodyProperty("a", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void domains_givenAsAnExtraToACancellationOfAll_areNotSentAsAll() {
    PeekerClient changed = with(options -> options.bodyProperty("domains", List.of("a.com")));

    assertThatThrownBy(() -> changed.orders().cancel("ord_1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cancelDomains(id, domains)");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void plan_changedByAnExtra_isCountedAgain() {
    PeekerClient changed =
        with(
            options ->
                options
                    .bodyProperty("microsoft_licenses", 1)
                    .bodyProperty("microsoft_inboxes_per_domain", 50));
    CustomOrder order =
        CustomOrder.builder()
            .user("client@example.com")
            .google(2, GoogleDensity.TWO)
            .sequencer(Smartlead.defaultRoute("login@example.com", Secret.of("password")))
            .domains("a.com")
            .persona("Sam", "Lee")
            .build();

    assertThatThrownBy(() -> changed.orders().create(order))
        .isInstanceOf(DomainCountMismatchException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void pageToken_forAllCalls_isRejected() {
    assertThatThrownBy(() -> with(options -> options.query("page_token", "t")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("page_token must not be set for all calls");
  }
}
