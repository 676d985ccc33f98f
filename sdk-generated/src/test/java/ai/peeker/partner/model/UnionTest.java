package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Models;
import ai.peeker.partner.contract.Operation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The case of a union is selected by the JSON value; an unrecognized value is kept. */
class UnionTest {
  private static OrderRequest order(String json) {
    return OrderRequest.fromJson(Models.plain(json));
  }

  private static String example(String name) {
    return Contract.example("createOrder request " + name).json();
  }

  static Stream<Operation> webhooks() {
    return Contract.webhooks().stream();
  }

  @Test
  void order_withBundle_isABundleOrder() {
    assertThat(order(example("bundle_order"))).isInstanceOf(BundleOrderRequest.class);
  }

  @Test
  void order_withLicenses_isACustomOrder() {
    assertThat(order(example("custom_order"))).isInstanceOf(CustomOrderRequest.class);
  }

  @Test
  void order_withBundleAndAnUnknownProperty_isABundleOrder() {
    String json = example("bundle_order").replaceFirst("\\{", "{\"coupon\":\"x\",");

    assertThat(order(json))
        .isInstanceOfSatisfying(
            BundleOrderRequest.class,
            found -> assertThat(found.additionalProperties()).containsOnlyKeys("coupon"));
  }

  @Test
  void order_ofNeitherShape_isKept() {
    OrderRequest found = order("{\"reseller\":{\"login_password\":\"marker-password-4711\"}}");

    assertThat(found).isInstanceOf(OrderRequest.Unknown.class);
    assertThat(found.additionalProperties()).containsOnlyKeys("reseller");
    assertThat(found.toString())
        .isEqualTo("OrderRequest.Unknown[an object]")
        .doesNotContain(Samples.PASSWORD);
  }

  @Test
  void subtypes_ofEvents_areTheirClassesByType() {
    List<Class<?>> cases =
        Stream.<Class<?>>of(WebhookEvent.class.getPermittedSubclasses())
            .filter(type -> type != WebhookEvent.Unknown.class)
            .toList();

    assertThat(WebhookEvent.subtypes())
        .hasSize(18)
        .containsEntry("order.in_progress", OrderInProgressEvent.class)
        .containsEntry("domain_import.completed", DomainImportCompletedEvent.class);
    assertThat(WebhookEvent.subtypes().values().stream().<Class<?>>map(type -> type))
        .containsExactlyInAnyOrderElementsOf(cases);
    assertThat(WebhookEvent.subtypes().keySet())
        .allMatch(type -> WebhookEventType.of(type).isKnown());
  }

  @Test
  void domain_string_isAName() {
    assertThat(OrderDomain.fromJson("a.com")).isEqualTo(OrderDomain.of("a.com"));
    assertThat(OrderDomain.of("a.com").toJson()).isEqualTo("a.com");
  }

  @Test
  void domain_object_isAModel() {
    assertThat(OrderDomain.fromJson(Models.plain("{\"domain\":\"a.com\"}")))
        .isEqualTo(DomainWithForwarding.builder().domain("a.com").build());
  }

  @Test
  void domain_ofAnotherKind_isKept() {
    assertThat(OrderDomain.fromJson(5)).isEqualTo(new OrderDomain.Unknown(5));
    assertThat(new OrderDomain.Unknown(5).toJson()).isEqualTo(5);
  }

  @Test
  void clientId_wholeNumber_equalsTheSameDecimal() {
    assertThat(SequencerClientId.of(366903L))
        .isEqualTo(SequencerClientId.of(new BigDecimal("366903")))
        .isEqualTo(SequencerClientId.fromJson(366903));
  }

  @ParameterizedTest
  @CsvSource({
    "366903, 366903.0",
    "366903, 3.66903e5",
    "366900, 36690e1",
    "0, 0.000",
    "1.5, 1.500",
    "-7, -7.0"
  })
  void clientId_equalNumbers_areEqualAndSentAlike(BigDecimal one, BigDecimal other) {
    SequencerClientId id = SequencerClientId.of(one);

    assertThat(SequencerClientId.of(other))
        .isEqualTo(id)
        .hasSameHashCodeAs(id)
        .hasToString(id.toString());
    assertThat(SequencerClientId.fromJson(other.doubleValue())).isEqualTo(id).hasSameHashCodeAs(id);
    assertThat(Models.text(SequencerClientId.of(other).toJson())).isEqualTo(one.toPlainString());
  }

  @Test
  void clientId_astronomicNumber_isNotExpanded() {
    BigDecimal huge = new BigDecimal("1e999999999");

    assertThat(SequencerClientId.of(huge)).isEqualTo(SequencerClientId.of(huge));
  }

  @Test
  void clientId_numberAndString_differ() {
    assertThat(SequencerClientId.of("366903")).isNotEqualTo(SequencerClientId.of(366903L));
  }

  @Test
  void of_null_isRejected() {
    assertThatThrownBy(() -> OrderDomain.of((String) null))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("must not be null");
  }

  @ParameterizedTest
  @MethodSource("webhooks")
  void event_ofAKnownType_isItsCase(Operation webhook) {
    String json = webhook.examples().findFirst().orElseThrow().json();
    String schema = String.valueOf(webhook.requestSchema()).replace("/components/schemas/", "");

    WebhookEvent event = WebhookEvent.fromJson(Models.plain(json));

    assertThat(event).isInstanceOf(Models.type(schema));
    assertThat(Models.tree(Models.text(event.toJson()))).isEqualTo(Models.tree(json));
  }

  @Test
  void event_cases_areTheWebhooksAndTheUnknown() {
    List<String> cases =
        Arrays.stream(WebhookEvent.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toList();

    assertThat(cases)
        .hasSize(19)
        .contains("Unknown")
        .containsAll(
            webhooks()
                .map(each -> String.valueOf(each.requestSchema()))
                .map(each -> each.replace("/components/schemas/", ""))
                .toList());
  }

  @Test
  void event_ofAnUnknownType_isKept() {
    WebhookEvent event =
        WebhookEvent.fromJson(Models.plain("{\"type\":\"order.paused\",\"id\":\"evt_1\"}"));

    assertThat(event).isInstanceOf(WebhookEvent.Unknown.class);
    assertThat(event.additionalProperties()).containsEntry("type", "order.paused");
  }

  @Test
  void event_ofAKnownTypeAndAnotherShape_isRejected() {
    assertThatThrownBy(
            () -> WebhookEvent.fromJson(Models.plain("{\"type\":\"swap.created\",\"id\":5}")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("id must be a string, not a number; created_at is missing");
  }

  @Test
  void event_notAnObject_isKept() {
    assertThat(WebhookEvent.fromJson(List.of(1))).isInstanceOf(WebhookEvent.Unknown.class);
  }
}
