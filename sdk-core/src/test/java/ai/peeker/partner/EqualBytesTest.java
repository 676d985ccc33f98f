package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Equal requests have equal bytes: the server takes a repetition for the same order by its bytes.
 */
class EqualBytesTest {
  private static String bytes(OrderRequest request) {
    return new String(new JsonCodec().write(request), StandardCharsets.UTF_8);
  }

  private static BundleOrderRequest.Builder order() {
    return Samples.bundleOrder().toRequest().toBuilder();
  }

  private static BundleOrderRequest with(String name, @Nullable Object value) {
    return order().additionalProperty(name, value).build();
  }

  @Test
  void additionalProperties_inAnyOrder_haveEqualBytes() {
    OrderRequest one = order().additionalProperty("b", 1).additionalProperty("a", 2).build();
    OrderRequest other = order().additionalProperty("a", 2).additionalProperty("b", 1).build();

    assertThat(one).isEqualTo(other);
    assertThat(bytes(one)).isEqualTo(bytes(other)).endsWith(",\"a\":2,\"b\":1}");
  }

  @Test
  void additionalProperties_ofNestedModels_haveEqualBytes() {
    Sequencer sequencer = Samples.sequencer();
    OrderRequest one =
        order()
            .sequencer(
                sequencer.toBuilder()
                    .additionalProperty("z", 1)
                    .additionalProperty("y", null)
                    .build())
            .personas(List.of(persona("b", "a")))
            .build();
    OrderRequest other =
        order()
            .sequencer(
                sequencer.toBuilder()
                    .additionalProperty("y", null)
                    .additionalProperty("z", 1)
                    .build())
            .personas(List.of(persona("a", "b")))
            .build();

    assertThat(one).isEqualTo(other);
    assertThat(bytes(one)).isEqualTo(bytes(other));
  }

  private static Persona persona(String first, String second) {
    return Samples.sam("").toBuilder()
        .additionalProperty(first, true)
        .additionalProperty(second, true)
        .build();
  }

  private static Map<String, Object> map(Map<String, Object> empty, String... names) {
    for (String name : names) {
      empty.put(name, name.length());
    }
    return empty;
  }

  static Stream<Map<String, Object>> equalMaps() {
    return Stream.of(
        map(new LinkedHashMap<>(), "b", "Aa", "BB", "c"), // Aa and BB have one hash code
        map(new LinkedHashMap<>(), "c", "BB", "Aa", "b"),
        map(new HashMap<>(), "BB", "Aa", "c", "b"),
        map(new HashMap<>(1000), "Aa", "BB", "b", "c"),
        map(new TreeMap<>(Collections.reverseOrder()), "Aa", "BB", "b", "c"),
        Map.of("Aa", 2, "BB", 2, "b", 1, "c", 1));
  }

  @ParameterizedTest
  @MethodSource("equalMaps")
  void maps_ofAnyKindAndDepth_haveEqualBytes(Map<String, Object> map) {
    assertThat(bytes(with("a", map))).endsWith(",\"a\":{\"Aa\":2,\"BB\":2,\"b\":1,\"c\":1}}");
    assertThat(bytes(with("a", List.of(Map.of("x", map)))))
        .endsWith(",\"a\":[{\"x\":{\"Aa\":2,\"BB\":2,\"b\":1,\"c\":1}}]}");
  }

  static Stream<Set<Object>> equalSets() {
    return Stream.of(
        Set.of("b", "a", 1, "1", List.of(2), List.of("2")),
        new LinkedHashSet<>(List.of("b", "a", "1", 1, List.of("2"), List.of(2))),
        new LinkedHashSet<>(List.of(List.of(2), List.of("2"), 1, "1", "a", "b")));
  }

  @ParameterizedTest
  @MethodSource("equalSets")
  void sets_ofAnyKind_haveEqualBytes(Set<Object> set) {
    String first = bytes(with("a", equalSets().findFirst().orElseThrow()));

    assertThat(bytes(with("a", set))).isEqualTo(first).contains("\"a\",\"b\"");
    assertThat(bytes(with("a", Map.of("x", set))))
        .isEqualTo(bytes(with("a", Map.of("x", equalSets().findFirst().orElseThrow()))));
  }

  @Test
  void set_changedAfterTheOrderWasBuilt_isAsItWas() {
    Set<Object> set = new LinkedHashSet<>(List.of("a"));
    OrderRequest order = with("a", set);
    set.add("b");

    assertThat(bytes(order)).endsWith(",\"a\":[\"a\"]}");
  }

  @Test
  void lists_inAnotherOrder_areOtherRequests() {
    assertThat(bytes(with("a", List.of(2, 1)))).endsWith(",\"a\":[2,1]}");
  }

  static Stream<Object> withoutAJsonForm() {
    return Stream.of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        List.of(Float.NaN),
        Map.of("x", Arrays.asList(1, Double.NaN)),
        new Object(),
        Optional.of(1),
        Thread.State.NEW,
        List.of(new StringBuilder("a")));
  }

  @ParameterizedTest
  @MethodSource("withoutAJsonForm")
  void value_withoutAJsonForm_isRejectedByName(Object value) {
    assertThatThrownBy(() -> with("my_property", value))
        .isExactlyInstanceOf(InvalidModelException.class)
        .hasMessageContaining("BundleOrderRequest: my_property must be");
  }

  @Test
  void nan_rejected_isNamed() {
    assertThatThrownBy(() -> with("a", Double.NaN))
        .hasMessage("BundleOrderRequest: a must be a finite number, not NaN");
  }

  @Test
  void nan_inAMapThatIsRead_isRejected() {
    Map<String, Object> json = new LinkedHashMap<>((Map<String, ?>) order().build().toJson());
    json.put("a", Double.NaN);

    assertThatThrownBy(() -> OrderRequest.fromJson(json))
        .hasMessageContaining("must be a finite number, not NaN");
  }
}
