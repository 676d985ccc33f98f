package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import ai.peeker.partner.model.OrderSummary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that all competitors do the same work. */
class CreateOrderBenchmarkTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final LoopbackServer server = LoopbackServer.start(Duration.ZERO, requests::add);
  private final Competitors competitors = new Competitors(server.baseUrl());

  @AfterEach
  void close() {
    competitors.close();
    server.close();
  }

  @Test
  void requests_areTheSameBytesButForTheUserAgent() {
    competitors.handWritten();
    competitors.sdk();
    competitors.sdkUnlimited();
    competitors.streaming();
    competitors.bareOkHttp();

    assertThat(requests).hasSize(5);
    assertThat(requests.get(0)).startsWith("POST /partner/v1/orders HTTP/1.1\r\n");
    assertThat(requests.get(0)).contains("User-Agent: handwritten");
    assertThat(requests)
        .map(CreateOrderBenchmarkTest::withoutUserAgent)
        .containsOnly(withoutUserAgent(requests.get(0)));
  }

  private static String withoutUserAgent(String request) {
    return request.replaceAll("User-Agent: .*\r\n", "");
  }

  @Test
  void requestsOfStockClients_areTheSameOrder() throws IOException {
    competitors.handWritten();
    competitors.stockNative();
    competitors.stockOkHttpGson();

    assertThat(requests).hasSize(3);
    assertThat(requests.get(1)).startsWith("POST /partner/v1/orders HTTP/1.1\r\n");
    assertThat(requests).allMatch(request -> request.contains("Bearer " + SampleOrder.API_KEY));
    assertThat(order(requests.get(1))).isEqualTo(order(requests.get(0)));
    assertThat(order(requests.get(2))).isEqualTo(order(requests.get(0)));
  }

  /** Reads the body; a stock client may leave out a picture that is null. */
  private static JsonNode order(String request) throws IOException {
    String body = request.substring(request.indexOf("\r\n\r\n"));
    JsonNode order = new ObjectMapper().readTree(body);
    ((ObjectNode) order.get("personas").get(0)).putNull("profile_picture_url");
    return order;
  }

  @Test
  void request_isTheCustomOrderOfTheContract() {
    competitors.sdk();

    assertThat(requests.get(0))
        .endsWith(
            """
            {"user":"client@example.com","sequencer":{"provider":"smartlead","client_id":366903,\
            "login_email":"smartlead-login@example.com","login_password":"secret-password"},\
            "google_licenses":20,"google_inboxes_per_domain":2,\
            "microsoft_licenses":2,"microsoft_inboxes_per_domain":50,\
            "domains":["domain-01.com","domain-02.com","domain-03.com","domain-04.com",\
            "domain-05.com","domain-06.com","domain-07.com","domain-08.com",\
            "domain-09.com","domain-10.com","domain-11.com","domain-12.com"],\
            "personas":[{"first_name":"Sam","last_name":"Lee","profile_picture_url":null}]}\
            """);
  }

  @Test
  void response_isReadIntoTheSameValues() {
    OrderSummary sdk = competitors.sdk();
    PlacedOrder handWritten = competitors.handWritten();

    assertThat(OrderResponse.JSON).hasSize(292);
    assertThat(handWritten.id()).isEqualTo(sdk.id()).isEqualTo(OrderResponse.ID);
    assertThat(handWritten.domainCount()).isEqualTo(sdk.domainCount()).isEqualTo(12);
    assertThat(handWritten.status()).isEqualTo(sdk.status().value()).isEqualTo("in_progress");
    assertThat(handWritten.costs().totalCents()).isEqualTo(sdk.costs().totalCents());
    assertThat(handWritten.costs().currency()).isEqualTo("usd");
    assertThat(handWritten.createdAt()).isEqualTo(sdk.createdAt());
    assertThat(handWritten.renewsAt()).isEqualTo(sdk.renewsAt());
    assertThat(handWritten.bundleId()).isNull();
    assertThat(competitors.streaming()).isEqualTo(handWritten);
  }

  @Test
  void responseOfStockClients_isReadIntoTheSameValues() {
    PlacedOrder expected = competitors.handWritten();

    var fromJackson = competitors.stockNative().getData();
    var fromGson = competitors.stockOkHttpGson().getData();

    assertThat(fromJackson.getId()).isEqualTo(fromGson.getId()).isEqualTo(expected.id());
    assertThat(fromJackson.getStatus().getValue()).isEqualTo(expected.status());
    assertThat(fromGson.getStatus().getValue()).isEqualTo(expected.status());
    assertThat(fromJackson.getCreatedAt()).isEqualTo(expected.createdAt());
    assertThat(fromGson.getCreatedAt()).isEqualTo(expected.createdAt());
  }

  @Test
  void bareOkHttp_returnsTheSameBytes() {
    assertThat(competitors.bareOkHttp()).asString().isEqualTo(OrderResponse.JSON);
  }

  @Test
  void calls_reuseOneConnectionEach() {
    for (int i = 0; i < 10; i++) {
      competitors.sdk();
      competitors.handWritten();
    }

    assertThat(requests).hasSize(20);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void benchmarks_placeTheOrder() {
    CreateOrderBenchmark one = new CreateOrderBenchmark();
    CreateOrderThroughputBenchmark many = new CreateOrderThroughputBenchmark();

    assertThat(List.of(one.sdk(), many.sdk(), many.sdkUnlimited()))
        .map(OrderSummary::id)
        .containsOnly(OrderResponse.ID);
    assertThat(List.of(one.handWritten(), one.streaming(), many.handWritten(), many.streaming()))
        .map(PlacedOrder::id)
        .containsOnly(OrderResponse.ID);
    one.close();
    many.close();
  }
}
