package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Order;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that the API does not document: rejected, unless the caller names them. */
class UnknownPropertyTest {
  private static final String SEQUENCER =
      "{\"provider\":\"smartlead\",\"client_id\":366903,"
          + "\"login_email\":\"smartlead-login@example.com\",\"login_password\":\"pass-8421\"";

  private static Object plain(String json) {
    try {
      return new JsonCodec().read(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode wire(Order order) {
    byte[] bytes = new JsonCodec().write(order.toRequest().toJson());
    return Samples.tree(new String(bytes, StandardCharsets.UTF_8));
  }

  static List<String> unknownProperties() {
    return List.of(
        "\"text\"", "7", "true", "null", "[]", "{}", "{\"a\":null,\"b\":[1.50,{\"c\":\"d\"}]}");
  }

  @ParameterizedTest
  @MethodSource("unknownProperties")
  void parse_unknownProperty_isRejectedByName(String value) {
    String json = Samples.page("bundle_order", Map.of("micrsoft_licenses", value));

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "Unknown property \"micrsoft_licenses\". Fix the name or remove it. Nothing was sent.");
  }

  @Test
  void parse_unknownPropertysInside_areRejectedByName() {
    String json =
        Samples.page(
            "custom_order",
            Map.of(
                "personas",
                "[{\"first_name\":\"Sam\",\"last_name\":\"Lee\",\"profile_picture_url\":null,"
                    + "\"picture\":\"x\"}]"));

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Unknown property \"personas[0].picture\".");
  }

  @Test
  void parse_misspeltPropertyOfTheSequencer_isRejectedByItsPath() {
    String json = Samples.page("bundle_order", Map.of("sequencer", SEQUENCER + ",\"clientId\":5}"));

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "Unknown property \"sequencer.clientId\". Fix the name or remove it. Nothing was"
                + " sent.");
  }

  @Test
  void of_modelReadByAMapper_isRejectedWithThePathOfEachUnknownProperty() throws Exception {
    String json =
        Samples.page(
            "custom_order",
            Map.of(
                "domains",
                "[\"a.com\",{\"domain\":\"b.com\",\"forwarding_ulr\":\"https://b.com\"}]",
                "forwarding_ulr",
                "\"https://acme.com\""));

    assertThatThrownBy(() -> Order.of(new ObjectMapper().readValue(json, OrderRequest.class)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The order is invalid (2 problems): Unknown property \"domains[1].forwarding_ulr\"."
                + " Fix the name or remove it. Unknown property \"forwarding_ulr\"."
                + " Fix the name or remove it. Nothing was sent.");
  }

  @Test
  void of_unknownPropertyThatIsNamed_isSentAtEveryLevel() {
    String json =
        Samples.page(
            "custom_order",
            Map.of(
                "coupon",
                "{\"code\":\"x\",\"uses\":[1,null]}",
                "sequencer",
                SEQUENCER + ",\"region\":\"eu\"}",
                "domains",
                "[{\"domain\":\"b.com\",\"note\":null}]",
                "personas",
                "[{\"first_name\":\"Sam\",\"last_name\":\"Lee\",\"profile_picture_url\":null,"
                    + "\"title\":\"Dr\"}]"));
    String[] names = {"coupon", "sequencer.region", "domains[].note", "personas[].title"};

    assertThat(wire(Order.of(Samples.request(json), names))).isEqualTo(Samples.tree(json));
    assertThatThrownBy(() -> Order.of(Samples.request(json), "coupon", "title"))
        .hasMessageContaining("(3 problems)");
  }

  /** Names that look like a place in an order, or like its root. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "domains[]", "sequencer.login_email", "personas[].first_name", "*.x"})
  void parse_oddlyNamedProperty_isUnknown(String name) {
    String json =
        Samples.page("bundle_order").replaceFirst("\\{", "{\"" + name + "\":{\"user\":1},");

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("Unknown property \"" + name + "\".");
  }

  @Test
  void of_documentedPropertyThatIsNamed_isStillChecked() {
    String json = Samples.page("bundle_order", Map.of("user", "\"Sam Lee\""));

    assertThatThrownBy(() -> Order.of(Samples.request(json), "user", "domains[]"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("user \"Sam Lee\" must be a user id");
  }

  @Test
  void withBundle_ofAnOrderWithANamedProperty_keepsIt() {
    String json = Samples.page("bundle_order", Map.of("coupon", "\"x\""));
    BundleOrder order = (BundleOrder) Order.of(Samples.request(json), "coupon");

    assertThat(wire(order.withBundle(Samples.bundle(10)))).isEqualTo(Samples.tree(json));
  }

  static Stream<Object> unwritable() {
    return Stream.of(
        "a\ud800",
        List.of("a", Secret.of("8421\udc00")),
        Map.of("b\udc00", 1),
        new BigDecimal("1e1000"),
        BigInteger.TEN.pow(1000));
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void of_namedPropertyThatCannotBeSent_isRejected(Object value) {
    OrderRequest request =
        Samples.bundleOrder().toRequest().toBuilder().additionalProperty("coupon", value).build();

    assertThatThrownBy(() -> Order.of(request, "coupon"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("coupon")
        .hasMessageNotContaining("8421");
  }

  @Test
  void of_namesNull_isRejected() {
    assertThatThrownBy(() -> Order.of(Samples.customOrder().toRequest(), (String[]) null))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("additionalProperties must not be null.");
  }

  @ParameterizedTest
  @MethodSource("unknownProperties")
  void order_ofAModelWithANamedUnknownProperty_keepsIt(String value) {
    String json = Samples.page("bundle_order", Map.of("x_new", value));

    assertThat(wire(Order.of(OrderRequest.fromJson(plain(json)), "x_new")))
        .isEqualTo(Samples.tree(json));
  }
}
