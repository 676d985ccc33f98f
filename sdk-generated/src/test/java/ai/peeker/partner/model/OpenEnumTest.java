package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every enumeration of the contract is open. */
class OpenEnumTest {
  static Stream<String> enums() {
    return Contract.at("/components/schemas").properties().stream()
        .filter(each -> each.getValue().has("enum"))
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("enums")
  void knownValues_ofAnEnum_areThoseOfTheContract(String schema) throws Exception {
    Object known = Models.type(schema).getMethod("knownValues").invoke(null);

    assertThat(Models.tree(Models.text(known)))
        .isEqualTo(Models.tree(Contract.at("/components/schemas/" + schema + "/enum").toString()));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void known_ofAnEnum_hasOneConstantMore(String schema) throws Exception {
    List<String> constants = new ArrayList<>();
    for (Object each : Class.forName(Models.type(schema).getName() + "$Known").getEnumConstants()) {
      constants.add(((Enum<?>) each).name());
    }
    List<?> values = (List<?>) Models.type(schema).getMethod("knownValues").invoke(null);

    assertThat(constants).hasSize(values.size() + 1).endsWith("UNRECOGNIZED");
  }

  @ParameterizedTest
  @MethodSource("enums")
  void fromJson_eachValue_isTheConstant(String schema) {
    Contract.at("/components/schemas/" + schema + "/enum")
        .forEach(
            value -> {
              Object plain = Models.plain(value.toString());
              assertThat(Models.read(Models.type(schema), plain))
                  .isSameAs(Models.read(Models.type(schema), plain))
                  .hasToString(value.asText())
                  .extracting("known")
                  .doesNotHaveToString("UNRECOGNIZED");
            });
  }

  @Test
  void of_anUnknownString_isKept() {
    OrderStatus status = OrderStatus.of("paused");

    assertThat(status.value()).isEqualTo("paused");
    assertThat(status.known()).isEqualTo(OrderStatus.Known.UNRECOGNIZED);
    assertThat(status.isKnown()).isFalse();
    assertThat(status).isEqualTo(OrderStatus.of("paused")).hasToString("paused");
  }

  @Test
  void of_aKnownString_isTheConstant() {
    assertThat(OrderStatus.of("completed")).isSameAs(OrderStatus.COMPLETED);
    assertThat(OrderStatus.COMPLETED.known()).isEqualTo(OrderStatus.Known.COMPLETED);
    assertThat(OrderStatus.COMPLETED.isKnown()).isTrue();
  }

  @Test
  void of_anUnknownNumber_isKept() {
    GoogleInboxesPerDomain density = GoogleInboxesPerDomain.fromJson(4);

    assertThat(density.isKnown()).isFalse();
    assertThat(density.toJson()).isEqualTo(4);
  }

  @Test
  void of_null_isRejected() {
    assertThatThrownBy(() -> OrderStatus.of(null))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("OrderStatus: value must not be null");
  }
}
