package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private void answer() {
    server.answer(200, Samples.page("new_order"));
  }

  @Test
  void create_accepted_givesTheReceiptOfThePage() {
    answer();

    OrderSummary placed = Clients.of(server).orders().create(Samples.bundleOrder());

    assertThat(placed.id()).isEqualTo("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(placed.userId()).isEqualTo("usr_01HZX0C6Z3K4M5N6P7Q8R9S0");
    assertThat(placed.email()).isEqualTo("client@example.com");
    assertThat(placed.bundleId()).isEqualTo("bun_123");
    assertThat(placed.status()).isEqualTo(OrderStatus.IN_PROGRESS);
    assertThat(placed.domainCount()).isEqualTo(2);
    assertThat(placed.costs().totalCents()).isEqualTo(6800);
    assertThat(placed.renewsAt()).isEqualTo("2026-06-08T12:00:00Z");
    assertThat(placed.createdAt()).isEqualTo("2026-05-08T12:00:00Z");
  }

  @Test
  void create_null_isRejectedBeforeSending() {
    assertThatThrownBy(() -> Clients.of(server).orders().create(null))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("The order must not be null");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 13})
  void create_wrongNumberOfDomains_isRejectedBeforeSending(int domains) {
    DomainCountMismatchException e =
        catchThrowableOfType(
            DomainCountMismatchException.class,
            () -> Clients.of(server).orders().create(Samples.customOrder(domains)));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.status()).isEmpty();
    assertThat(e.missingCount()).hasValue(12 - domains);
    assertThat(e).hasMessageEndingWith("Nothing was sent.");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void create_bundleOrderWithItsBundle_isCountedBeforeSending() {
    BundleOrder order = Samples.bundleOrder().withBundle(Samples.bundle(12));

    assertThatThrownBy(() -> Clients.of(server).orders().create(order))
        .isInstanceOf(DomainCountMismatchException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void create_bundleOrderWithOnlyAnId_isSent() {
    answer();

    Clients.of(server).orders().create(Samples.bundleOrder());

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void create_uncheckedWrongNumber_isSentAndRejectedByTheServer() {
    server.answer(400, Samples.page("domain_count_mismatch"));
    PeekerClient client = Clients.builder(server).checkDomainCount(false).build();

    DomainCountMismatchException e =
        catchThrowableOfType(
            DomainCountMismatchException.class,
            () -> client.orders().create(Samples.customOrder(11)));

    assertThat(server.requests()).hasSize(1);
    assertThat(e.status()).hasValue(400);
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e.missingCount()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle_order", "existing_user_order", "custom_order"})
  void create_orderOfTheBuilders_sendsTheExampleOfThePage(String example) {
    answer();

    Clients.of(server).orders().create(Samples.order(example));

    assertThat(Samples.tree(server.requests().get(0).text()))
        .isEqualTo(Samples.tree(Samples.page(example)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle_order", "existing_user_order", "custom_order"})
  void create_parsedOrder_sendsTheBytesOfTheBuiltOne(String example) {
    answer();
    answer();
    PeekerClient client = Clients.of(server);

    client.orders().create(Samples.order(example));
    client.orders().create(Orders.parse(Samples.page(example)));

    assertThat(bodies()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle_order", "existing_user_order", "custom_order"})
  void create_sameOrderAgain_sendsTheSameBytesFromAnyClient(String example) {
    for (int i = 0; i < 4; i++) {
      answer();
    }
    PeekerClient one = Clients.of(server);
    PeekerClient other = Clients.builder(server).apiKey("pk_live_other").build();

    one.orders().create(Samples.order(example));
    one.orders().create(Samples.order(example));
    other.orders().create(Samples.order(example));
    other.orders().createWithResponse(Samples.order(example));

    assertThat(server.requests()).hasSize(4);
    assertThat(bodies()).hasSize(1);
  }

  private Set<ByteString> bodies() {
    Set<ByteString> bodies = new TreeSet<>();
    server.requests().stream().map(SentRequest::body).forEach(bodies::add);
    return bodies;
  }

  @Test
  void create_customOrder_sendsItsPropertysInTheOrderOfTheContract() {
    answer();

    Clients.of(server).orders().create(Samples.customOrder());

    assertThat(server.requests().get(0).text())
        .isEqualTo(
            "{\"user\":\"client@example.com\",\"sequencer\":{\"provider\":\"smartlead\","
                + "\"client_id\":366903,\"login_email\":\"smartlead-login@example.com\","
                + "\"login_password\":\"secret-password\"},\"google_licenses\":20,"
                + "\"google_inboxes_per_domain\":2,\"microsoft_licenses\":2,"
                + "\"microsoft_inboxes_per_domain\":50,\"domains\":[\"domain-01.com\","
                + "\"domain-02.com\",\"domain-03.com\",\"domain-04.com\",\"domain-05.com\","
                + "\"domain-06.com\",\"domain-07.com\",\"domain-08.com\",\"domain-09.com\","
                + "\"domain-10.com\",\"domain-11.com\",\"domain-12.com\"],\"personas\":"
                + "[{\"first_name\":\"Sam\",\"last_name\":\"Lee\","
                + "\"profile_picture_url\":null}]}");
  }

  @Test
  void create_orderWithForwarding_sendsDomainsAsTextAndAsObject() {
    answer();
    CustomOrder order =
        CustomOrder.builder()
            .user("client@example.com")
            .google(4, GoogleDensity.TWO)
            .sequencer(Samples.sequencer())
            .orderDomains(List.of(OrderDomain.of("a.com")))
            .persona("Sam", "Lee")
            .domain("b.com", "https://b.example")
            .forwardingUrl("https://acme.com")
            .build();

    Clients.of(server).orders().create(order);

    assertThat(Samples.tree(server.requests().get(0).text()).get("domains"))
        .isEqualTo(
            Samples.tree(
                "[\"a.com\",{\"domain\":\"b.com\",\"forwarding_url\":\"https://b.example\"}]"));
  }

  /** Two more JVMs, of other languages and other seeds: {@link OrderBytes} prints the digests. */
  @Test
  void bytes_inOtherJvms_areTheSame() throws Exception {
    String here = String.join("\n", OrderBytes.digests());

    String turkish =
        inAnotherJvm("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=UTF-8");
    String arabic =
        inAnotherJvm(
            "-Duser.language=ar",
            "-Duser.timezone=Asia/Tokyo",
            "-Dfile.encoding=ISO-8859-1",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2"); // every object has the same identity hash

    assertThat(turkish).isEqualTo(here);
    assertThat(arabic).isEqualTo(here);
  }

  private static String inAnotherJvm(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), OrderBytes.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }
}
