package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.AccountApi;
import ai.peeker.partner.api.OrdersApi.ListOrdersParams;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.model.Account;
import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.SwapUserNamesRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers and bodies of requests. */
class RequestTest extends RequestFixture {
  @Test
  void order_sent_hasItsHeaders() {
    server.answer(200, success("createOrder"));

    Clients.of(server).orders().create(Samples.bundleOrder());

    assertThat(sent().method()).isEqualTo("POST");
    assertThat(sent().path()).isEqualTo("/orders");
    assertThat(sent().headers().get("authorization")).containsExactly("Bearer pk_test_9f3a");
    assertThat(sent().headers().get("accept")).containsExactly("application/json");
    assertThat(sent().headers().get("content-type")).containsExactly("application/json");
    assertThat(sent().headers().get("user-agent")).hasSize(1);
  }

  @Test
  void userAgent_sent_namesTheVersionsOfSdkAndJava() {
    server.answer(200, success("getMe"));

    Clients.of(server).account().me();

    assertThat(sent().header("User-Agent"))
        .matches(
            "peeker-partner-sdk-java/[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(Java "
                + System.getProperty("java.version").replace("+", "\\+")
                + "\\)");
  }

  @Test
  void read_sent_hasNoBodyAndNoContentType() {
    server.answer(200, success("getMe"));

    Clients.of(server).account().me();

    assertThat(sent().header("Content-Type")).isNull();
    assertThat(sent().header("Content-Length")).isNull();
    assertThat(sent().body().size()).isZero();
  }

  @Test
  void cancel_ofAWholeOrder_sendsNoBody() {
    server.answer(200, success("cancelOrder"));

    Clients.of(server).orders().cancel("ord_1");

    assertThat(sent().method()).isEqualTo("POST");
    assertThat(sent().path()).isEqualTo("/orders/ord_1/cancel");
    assertThat(sent().body().size()).isZero();
    assertThat(sent().header("Content-Type")).isNull();
    assertThat(sent().header("Content-Length")).isEqualTo("0");
  }

  @Test
  void findImport_ofNoDomains_isRejectedBeforeSending() {
    assertThatThrownBy(() -> Clients.of(server).domains().findImport(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("findDomainImport: domains has too few entries: 0 (expected at least 1)");
    assertThat(server.requests()).isEmpty();
  }

  static Stream<Consumer<PeekerClient>> callsWithAnUnpairedSurrogate() {
    return Stream.of(
        client -> client.users().get("usr_\ud800"),
        client -> client.orders().list(ListOrdersParams.builder().userEmail("\udc00@b.c").build()),
        client -> client.domains().findImport(List.of("a.com", "\ud800.com")),
        client ->
            client
                .bundles()
                .create(
                    CreateBundleRequest.builder()
                        .name("Starter \ud83d")
                        .monthlySendingVolume(25_000L)
                        .build()));
  }

  @ParameterizedTest
  @MethodSource("callsWithAnUnpairedSurrogate")
  void unpairedSurrogate_inAnyPlace_isRejectedBeforeSending(Consumer<PeekerClient> call) {
    assertThatThrownBy(() -> call.accept(Clients.of(server)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not contain an unpaired surrogate");
    assertThat(server.requests()).isEmpty();
  }

  static Stream<Arguments> oneOperationOfEachTag() {
    return Stream.of(
        call("getMe", "GET /me", client -> client.account().me()),
        call("listUsers", "GET /users", client -> client.users().list()),
        call("deleteUser", "DELETE /users/usr_1", client -> client.users().delete("usr_1")),
        call("getBundle", "GET /bundles/bun_1", client -> client.bundles().get("bun_1")),
        call(
            "findDomainImport",
            "GET /domains/import?domains=a.com,b.com",
            client -> client.domains().findImport(List.of("a.com", "b.com"))),
        call(
            "getDomainForwarding",
            "GET /domains/forwarding/fwj_1",
            client -> client.domains().getForwarding("fwj_1")),
        call("listPendingActions", "GET /orders/pending", client -> client.orders().listPending()),
        call("getOrder", "GET /orders/ord_1", client -> client.orders().get("ord_1")),
        call("getSwap", "GET /swaps/swp_1", client -> client.swaps().get("swp_1")),
        call(
            "swapUserNames",
            "POST /swaps/user_names",
            client ->
                client
                    .swaps()
                    .swapUserNames(
                        SwapUserNamesRequest.fromJson(
                            Map.of(
                                "domain_id",
                                "dom_1",
                                "personas",
                                List.of(
                                    Map.of(
                                        "first_name",
                                        "Sam",
                                        "last_name",
                                        "Lee",
                                        "profile_picture_url",
                                        "")))))));
  }

  private static Arguments call(String operation, String line, Consumer<PeekerClient> call) {
    return Arguments.of(operation, line, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneOperationOfEachTag")
  void operation_ofEachTag_goesOverTheSameRoad(
      String operation, String line, Consumer<PeekerClient> call) {
    int status =
        Contract.operations().stream()
            .filter(each -> each.id().equals(operation))
            .findFirst()
            .orElseThrow()
            .successStatus();
    HandTime time = new HandTime();
    server.answer(429, Contract.example("response RateLimited rate_limited").json());
    server.answer(status, success(operation));

    call.accept(Clients.builder(server).time(time).build());

    assertThat(server.requests())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.method() + " " + each.path()).isEqualTo(line);
              assertThat(each.header("Authorization")).isEqualTo("Bearer pk_test_9f3a");
              assertThat(each.header("User-Agent")).startsWith("peeker-partner-sdk-java/");
            });
    assertThat(time.sleeps()).hasSize(1);
  }

  @Test
  void transport_ofTheClient_servesAnOperationClassOfOnesOwn() {
    server.answer(200, success("getMe"));

    Account account = new AccountApi(Clients.of(server).transport()).me();

    assertThat(account).isNotNull();
    assertThat(sent().header("Authorization")).isEqualTo("Bearer pk_test_9f3a");
  }

  @Test
  void toString_ofTransportAndClient_hidesTheKey() {
    PeekerClient client = Clients.of(server);

    assertThat(client.toString()).contains("pk_test_***").doesNotContain("9f3a");
    assertThat(client.transport().toString())
        .contains(server.baseUrl().toString())
        .doesNotContain("9f3a");
  }
}
