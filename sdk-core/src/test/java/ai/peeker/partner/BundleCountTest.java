package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.error.OrderNotCountedException;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.BundleOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Bundle orders that know only the id of their bundle, counted on request. */
class BundleCountTest extends RequestFixture {
  private final HandTime time = new HandTime();

  private PeekerClient client() {
    return Clients.builder(server).time(time).countBundleDomains(true).build();
  }

  private static String bundle(int domains) {
    return "{\"data\":{\"id\":\"bun_123\",\"status\":\"active\",\"required_domains\":{\"google\":"
        + domains
        + ",\"microsoft\":0,\"total\":"
        + domains
        + "}}}";
  }

  private List<String> sentPaths() {
    return server.requests().stream().map(SentRequest::path).toList();
  }

  @Test
  void order_withTooManyDomains_isRejectedAfterReadingTheBundle() {
    server.answer(200, bundle(9));

    DomainCountMismatchException e =
        catchThrowableOfType(
            DomainCountMismatchException.class,
            () -> client().orders().create(Samples.bundleOrder()));

    assertThat(e.requiredCount()).hasValue(9);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(sentPaths()).containsExactly("/bundles/bun_123");
  }

  @Test
  void orders_ofOneBundle_readItOnce() {
    server.answer(200, bundle(10));
    server.answer(200, success("createOrder"));
    server.answer(200, success("createOrder"));
    PeekerClient client = client();

    OrderSummary placed = client.orders().create(Samples.bundleOrder());
    client.orders().create(Samples.bundleOrder());

    assertThat(placed.id()).startsWith("ord_");
    assertThat(sentPaths()).containsExactly("/bundles/bun_123", "/orders", "/orders");
  }

  @Test
  void bundle_afterFiveMinutes_isReadAgain() {
    server.answer(200, bundle(10));
    server.answer(200, success("createOrder"));
    server.answer(200, bundle(10));
    server.answer(200, success("createOrder"));
    PeekerClient client = client();

    client.orders().create(Samples.bundleOrder());
    time.pass(Duration.ofMinutes(5));
    client.orders().create(Samples.bundleOrder());

    assertThat(sentPaths())
        .containsExactly("/bundles/bun_123", "/orders", "/bundles/bun_123", "/orders");
  }

  /** The bundle may have been changed since. */
  @Test
  void bundleThatWasKept_rejectsNoOrder() {
    server.answer(200, bundle(9));
    server.answer(200, bundle(10));
    server.answer(200, success("createOrder"));
    PeekerClient client = client();

    assertThatThrownBy(() -> client.orders().create(Samples.bundleOrder()))
        .isInstanceOf(DomainCountMismatchException.class);
    client.orders().create(Samples.bundleOrder());

    assertThat(sentPaths()).containsExactly("/bundles/bun_123", "/bundles/bun_123", "/orders");
  }

  @Test
  void bundleThatCannotBeRead_leavesTheOrderUnsent() {
    String notFound = Contract.example("response NotFound not_found").json();
    server.answer(404, notFound);
    server.answer(404, notFound);
    PeekerClient client = client();

    OrderNotCountedException e =
        catchThrowableOfType(
            OrderNotCountedException.class, () -> client.orders().create(Samples.bundleOrder()));
    assertThatThrownBy(() -> client.orders().createAsync(Samples.bundleOrder()).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(OrderNotCountedException.class)
        .hasRootCauseInstanceOf(NotFoundException.class);

    assertThat(e)
        .hasMessageStartingWith(
            "The order was not sent: its domains could not be counted, because bundle bun_123"
                + " could not be read. HTTP 404 not_found")
        .hasCauseInstanceOf(NotFoundException.class);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).hasSize(1);
    assertThat(sentPaths()).containsExactly("/bundles/bun_123", "/bundles/bun_123");
  }

  @Test
  void asynchronousOrder_isCountedBeforeItIsSent() {
    server.answer(200, bundle(11));
    server.answer(200, bundle(10));
    server.answer(200, success("createOrder"));
    Orders orders = client().orders();

    assertThatThrownBy(() -> orders.createAsync(Samples.bundleOrder()).join())
        .hasCauseInstanceOf(DomainCountMismatchException.class);
    assertThat(orders.createAsync(Samples.bundleOrder()).join().id()).startsWith("ord_");

    assertThat(sentPaths()).containsExactly("/bundles/bun_123", "/bundles/bun_123", "/orders");
  }

  @Test
  void prepare_countsToo() {
    server.answer(200, bundle(9));

    assertThatThrownBy(() -> client().orders().prepare(Samples.bundleOrder()))
        .isInstanceOf(DomainCountMismatchException.class);
  }

  @Test
  void orderThatKnowsItsBundle_isCountedWithoutACall() {
    BundleOrder order = Samples.bundleOrder().withBundle(Samples.bundle(9));

    assertThatThrownBy(() -> client().orders().create(order))
        .isInstanceOf(DomainCountMismatchException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void bundleWithoutTheNumber_leavesTheCountToTheServer() {
    server.answer(200, "{\"data\":{\"id\":\"bun_123\",\"status\":\"active\"}}");
    server.answer(200, success("createOrder"));

    client().orders().create(Samples.bundleOrder());

    assertThat(sentPaths()).containsExactly("/bundles/bun_123", "/orders");
  }

  @Test
  void clientThatDoesNotCount_readsNoBundle() {
    server.answer(200, success("createOrder"));
    server.answer(200, success("createOrder"));

    Clients.of(server).orders().create(Samples.bundleOrder());
    Clients.builder(server)
        .countBundleDomains(true)
        .checkDomainCount(false)
        .build()
        .orders()
        .create(Samples.bundleOrder());

    assertThat(sentPaths()).containsExactly("/orders", "/orders");
  }
}
