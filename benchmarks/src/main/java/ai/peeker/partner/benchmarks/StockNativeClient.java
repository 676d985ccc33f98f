package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.stock.jdk.ApiClient;
import ai.peeker.partner.benchmarks.stock.jdk.ApiException;
import ai.peeker.partner.benchmarks.stock.jdk.api.OrdersApi;
import ai.peeker.partner.benchmarks.stock.jdk.model.CustomOrderRequest;
import ai.peeker.partner.benchmarks.stock.jdk.model.DomainList;
import ai.peeker.partner.benchmarks.stock.jdk.model.GoogleInboxesPerDomain;
import ai.peeker.partner.benchmarks.stock.jdk.model.MicrosoftInboxesPerDomain;
import ai.peeker.partner.benchmarks.stock.jdk.model.OrderDomain;
import ai.peeker.partner.benchmarks.stock.jdk.model.OrderList;
import ai.peeker.partner.benchmarks.stock.jdk.model.OrderRequest;
import ai.peeker.partner.benchmarks.stock.jdk.model.OrderResponse;
import ai.peeker.partner.benchmarks.stock.jdk.model.Persona;
import ai.peeker.partner.benchmarks.stock.jdk.model.Sequencer;
import ai.peeker.partner.benchmarks.stock.jdk.model.SequencerClientId;
import ai.peeker.partner.benchmarks.stock.jdk.model.SequencerProvider;
import java.io.IOException;
import java.math.BigDecimal;

/** The client that openapi-generator makes of the contract with its library "native". */
final class StockNativeClient {
  private final ApiClient client = new ApiClient();
  private final OrdersApi orders;
  private final OrderRequest order = order();

  StockNativeClient(String baseUrl, String apiKey) {
    client.updateBaseUri(baseUrl);
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + apiKey)); // it does not do so itself
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

  OrderResponse readReceipt(byte[] json) throws IOException {
    return client.getObjectMapper().readValue(json, OrderResponse.class);
  }

  OrderList readOrders(byte[] json) throws IOException {
    return client.getObjectMapper().readValue(json, OrderList.class);
  }

  DomainList readDomains(byte[] json) throws IOException {
    return client.getObjectMapper().readValue(json, DomainList.class);
  }
}
