package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Models;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImmutabilityTest {
  static Stream<String> schemas() {
    return Contract.at("/components/schemas").properties().stream()
        .map(Map.Entry::getKey)
        .filter(
            schema ->
                !schema.endsWith("Response")); // envelopes, of which only the data is generated
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void model_ofEachSchema_isClosedToSubclassesAndChange(String schema) {
    Class<?> type = Models.type(schema);

    assertThat(JsonModel.class).isAssignableFrom(type);
    assertThat(type.isSealed() || Modifier.isFinal(type.getModifiers())).isTrue();
    assertThat(type.getConstructors()).isEmpty();
    assertThat(Arrays.stream(type.getDeclaredFields()))
        .allMatch(field -> Modifier.isFinal(field.getModifiers()));
    assertThat(Arrays.stream(type.getFields()).map(Field::getModifiers))
        .allMatch(Modifier::isStatic);
  }

  @Test
  void envelopes_ofResponses_areNotGenerated() {
    assertThat(Contract.at("/components/schemas").has("OrderResponse")).isTrue();
    assertThatThrownBy(() -> Class.forName("ai.peeker.partner.model.OrderResponse"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void list_changedByItsOwnerLater_doesNotChangeTheModel() {
    List<OrderDomain> domains = new ArrayList<>(List.of(OrderDomain.of("a.com")));
    BundleOrderRequest order = Samples.bundleOrder().toBuilder().domains(domains).build();

    domains.add(OrderDomain.of("b.com"));

    assertThat(order.domains()).containsExactly(OrderDomain.of("a.com"));
  }

  @Test
  void map_changedByItsOwnerLater_doesNotChangeTheModel() {
    Map<String, Object> json = new HashMap<>(Map.of("total_cents", 1, "currency", "usd"));
    List<Object> inside = new ArrayList<>(List.of(1));
    json.put("tax", inside);
    OrderCosts costs = OrderCosts.fromJson(json);

    inside.add(2);
    json.put("later", true);

    assertThat(costs.additionalProperties()).isEqualTo(Map.of("tax", List.of(1)));
  }

  @Test
  void details_changedByTheirOwnerLater_doNotChangeTheModel() {
    List<Object> inside = new ArrayList<>(List.of("a.com"));
    ApiError error =
        ApiError.builder()
            .code(ErrorCode.FORBIDDEN)
            .message("m")
            .details(new HashMap<>(Map.of("domains", inside)))
            .build();

    inside.add("b.com");

    assertThat(error.details()).isEqualTo(Map.of("domains", List.of("a.com")));
  }

  @Test
  void unknown_changedByItsOwnerLater_doesNotChange() {
    Map<String, Object> json = new HashMap<>(Map.of("a", 1));
    OrderRequest.Unknown unknown = new OrderRequest.Unknown(json);

    json.put("b", 2);

    assertThat(unknown.toJson()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void builder_usedAgainLater_doesNotChangeTheModel() {
    OrderCosts.Builder builder = OrderCosts.builder().totalCents(1L).currency("usd");
    OrderCosts costs = builder.build();

    builder.totalCents(2L).additionalProperty("tax", 1);

    assertThat(costs.totalCents()).isEqualTo(1);
    assertThat(costs.additionalProperties()).isEmpty();
  }

  @Test
  void collections_ofAModel_areUnmodifiable() {
    BundleOrderRequest order = Samples.bundleOrder();
    List<OrderDomain> domains = order.domains();
    Map<String, Object> rest = order.additionalProperties();
    Map<String, Object> json = order.toJson();

    assertThatThrownBy(domains::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> rest.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(json::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) json.get("domains")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) json.get("sequencer")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void knownValues_ofAnEnum_areUnmodifiable() {
    assertThatThrownBy(() -> OrderStatus.knownValues().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
