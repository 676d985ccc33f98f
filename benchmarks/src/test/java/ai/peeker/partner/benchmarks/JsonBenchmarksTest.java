package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import ai.peeker.partner.benchmarks.ReadBenchmark.Document;
import ai.peeker.partner.benchmarks.Records.DomainPage;
import ai.peeker.partner.benchmarks.Records.OrderPage;
import ai.peeker.partner.model.DomainList;
import ai.peeker.partner.model.OrderList;
import ai.peeker.partner.model.OrderSummary;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the competitors read and write the same. */
class JsonBenchmarksTest {
  private final ReadBenchmark read = new ReadBenchmark();
  private final ObjectMapper mapper = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(ints = {12, 10_000})
  void orders_areWrittenAlike(int domains) throws IOException {
    WriteOrderBenchmark write = new WriteOrderBenchmark();
    write.domains = domains;
    write.makeTree();

    assertThat(mapper.readTree(write.sdk()).get("domains")).hasSize(domains);
    assertThat(write.sdk()).isEqualTo(write.records()).isEqualTo(write.tree());
  }

  @Test
  void receipt_isReadAlike() throws IOException {
    read(Document.RECEIPT);

    assertThat(read.sdk())
        .isInstanceOfSatisfying(
            OrderSummary.class, order -> assertThat(order.id()).isEqualTo(OrderResponse.ID));
    assertThat(read.records())
        .isInstanceOfSatisfying(
            PlacedOrder.class, order -> assertThat(order.id()).isEqualTo(OrderResponse.ID));
  }

  @Test
  void pageOfOrders_isReadAlike() throws IOException {
    read(Document.ORDERS);

    OrderList sdk = (OrderList) read.sdk();
    OrderPage records = (OrderPage) read.records();

    assertThat(sdk.data()).hasSize(ResponsePages.SIZE);
    assertThat(records.data()).map(PlacedOrder::id).doesNotHaveDuplicates();
    assertThat(sdk.data())
        .map(OrderSummary::id)
        .isEqualTo(records.data().stream().map(PlacedOrder::id).toList());
    assertThat(sdk.problems()).isEmpty();
  }

  @Test
  void pageOfDomains_isReadAlike() throws IOException {
    read(Document.DOMAINS);

    DomainList sdk = (DomainList) read.sdk();
    DomainPage records = (DomainPage) read.records();

    assertThat(sdk.data()).hasSize(ResponsePages.SIZE);
    assertThat(sdk.data().get(0).usableFor()).hasSize(2);
    assertThat(records.data())
        .map(Records.Domain::domain)
        .isEqualTo(sdk.data().stream().map(domain -> domain.domain()).toList());
    assertThat(sdk.problems()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void stockClients_readAll(Document document) throws IOException {
    read(document);

    assertThat(read.stockNative().toString()).contains("01HZX0");
    assertThat(read.stockOkHttpGson().toString()).contains("01HZX0");
  }

  private void read(Document document) {
    read.document = document;
    read.makeResponse();
  }
}
