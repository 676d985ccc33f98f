package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.stock.gson.ApiClient;
import ai.peeker.partner.benchmarks.stock.gson.ApiException;
import ai.peeker.partner.benchmarks.stock.gson.JSON;
import ai.peeker.partner.benchmarks.stock.gson.api.OrdersApi;
import ai.peeker.partner.benchmarks.stock.gson.model.CustomOrderRequest;
import ai.peeker.partner.benchmarks.stock.gson.model.DomainList;
import ai.peeker.partner.benchmarks.stock.gson.model.GoogleInboxesPerDomain;
import ai.peeker.partner.benchmarks.stock.gson.model.MicrosoftInboxesPerDomain;
import ai.peeker.partner.benchmarks.stock.gson.model.OrderDomain;
import ai.peeker.partner.benchmarks.stock.gson.model.OrderList;
import ai.peeker.partner.benchmarks.stock.gson.model.OrderRequest;
import ai.peeker.partner.benchmarks.stock.gson.model.OrderResponse;
import ai.peeker.partner.benchmarks.stock.gson.model.Persona;
import ai.peeker.partner.benchmarks.stock.gson.model.Sequencer;
import ai.peeker.partner.benchmarks.stock.gson.model.SequencerClientId;
import ai.peeker.partner.benchmarks.stock.gson.model.SequencerProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The client that openapi-generator makes of the contract with its library "okhttp-gson". */
final class StockOkHttpGsonClient implements AutoCloseable {
  private final ApiClient client = new ApiClient();
  private final OrdersApi orders;
  private final OrderRequest order = order();

  StockOkHttpGsonClient(String baseUrl, String apiKey) {
    client.setBasePath(baseUrl);
    client.setBearerToken(apiKey);
    this.orders = new OrdersApi(client);
  }

  private static OrderRequest order() {
    return new OrderRequest(
        new CustomOrderRequest()
            .user(SampleOrder.USER)
            .sequencer(
                new Sequencer()
                    .provider(SequencerProvider.SMARTLEAD)
                    .clientId(new SequencerClientId(BigDecimal.valueOf(SampleOrder.CLIENT_ID)))
                    .loginEmail(SampleOrder.LOGIN_EMAIL)
                    .loginPassword(SampleOrder.LOGIN_PASSWORD))
            .googleLicenses(20)
            .googleInboxesPerDomain(GoogleInboxesPerDomain.TWO)
            .microsoftLicenses(2)
            .microsoftInboxesPerDomain(MicrosoftInboxesPerDomain.FIFTY)
            .domains(SampleOrder.DOMAINS.stream().map(OrderDomain::new).toList())
            .addPersonasItem(new Persona().firstName("Sam").lastName("Lee")));
  }

  /** Places the order. */
  OrderResponse create() {
    try {
      return orders.createOrder(order);
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  OrderResponse readReceipt(byte[] json) {
    return JSON.deserialize(new String(json, StandardCharsets.UTF_8), OrderResponse.class);
  }

  OrderList readOrders(byte[] json) {
    return JSON.deserialize(new String(json, StandardCharsets.UTF_8), OrderList.class);
  }

  DomainList readDomains(byte[] json) {
    return JSON.deserialize(new String(json, StandardCharsets.UTF_8), DomainList.class);
  }

  @Override
  public void close() {
    client.getHttpClient().connectionPool().evictAll();
  }
}
