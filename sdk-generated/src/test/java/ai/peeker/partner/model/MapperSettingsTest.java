package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No setting of an {@code ObjectMapper} changes how models are written and read. */
class MapperSettingsTest {
  private static final ObjectMapper PLAIN = new ObjectMapper();

  /**
   * Settings by which every value is wrapped, annotations have no effect, or the output is not
   * JSON.
   */
  private static final List<? extends Enum<?>> OTHER =
      List.of(
          DeserializationFeature.UNWRAP_ROOT_VALUE,
          SerializationFeature.WRAP_ROOT_VALUE,
          MapperFeature.USE_ANNOTATIONS,
          MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS,
          JsonWriteFeature.QUOTE_FIELD_NAMES);

  /** A class of a caller that has models. */
  public static final class Holder {
    @JsonProperty("order")
    public BundleOrderRequest order = order();

    @JsonProperty("models")
    public List<JsonModel> models = List.of(costs(), OrderStatus.of("paused"));

    @JsonProperty("costs")
    public Map<String, OrderCosts> costs = Map.of("a", costs());
  }

  private static BundleOrderRequest order() {
    return Samples.bundleOrder().toBuilder()
        .additionalProperty("b_list", List.of(1, new BigDecimal("0.5")))
        .additionalProperty("a_null", null)
        .additionalProperty("map", Map.of("z", "\u00e9/\u2028", "a", List.of()))
        .build();
  }

  private static OrderCosts costs() {
    return Samples.costs().toBuilder().additionalProperty("tax", null).build();
  }

  static Stream<Arguments> mappers() {
    List<Arguments> mappers = new ArrayList<>();
    flip(
        mappers,
        MapperFeature.values(),
        (builder, each) -> builder.configure(each, !PLAIN.isEnabled(each)));
    flip(
        mappers,
        SerializationFeature.values(),
        (builder, each) -> builder.configure(each, !PLAIN.isEnabled(each)));
    flip(
        mappers,
        DeserializationFeature.values(),
        (builder, each) -> builder.configure(each, !PLAIN.isEnabled(each)));
    flip(
        mappers,
        JsonReadFeature.values(),
        (builder, each) -> builder.configure(each, !each.enabledByDefault()));
    flip(
        mappers,
        JsonWriteFeature.values(),
        (builder, each) -> builder.configure(each, !each.enabledByDefault()));
    flip(
        mappers,
        StreamReadFeature.values(),
        (builder, each) -> builder.configure(each, !each.enabledByDefault()));
    flip(
        mappers,
        StreamWriteFeature.values(),
        (builder, each) -> builder.configure(each, !each.enabledByDefault()));
    for (JsonInclude.Include each : JsonInclude.Include.values()) {
      mappers.add(
          argumentSet(
              "Include." + each,
              json(
                  builder ->
                      builder.defaultPropertyInclusion(JsonInclude.Value.construct(each, each)))));
    }
    for (ObjectMapper.DefaultTyping each : ObjectMapper.DefaultTyping.values()) {
      mappers.add(
          argumentSet(
              "DefaultTyping." + each,
              json(
                  builder ->
                      builder.activateDefaultTyping(
                          BasicPolymorphicTypeValidator.builder()
                              .allowIfBaseType(Object.class)
                              .build(),
                          each))));
    }
    for (JsonAutoDetect.Visibility each : JsonAutoDetect.Visibility.values()) {
      for (PropertyAccessor accessor : PropertyAccessor.values()) {
        mappers.add(
            argumentSet(
                accessor + " " + each, json(builder -> builder.visibility(accessor, each))));
      }
    }
    for (PropertyNamingStrategy each :
        List.of(
            PropertyNamingStrategies.SNAKE_CASE,
            PropertyNamingStrategies.KEBAB_CASE,
            PropertyNamingStrategies.UPPER_CAMEL_CASE,
            PropertyNamingStrategies.LOWER_CASE,
            PropertyNamingStrategies.LOWER_DOT_CASE,
            PropertyNamingStrategies.UPPER_SNAKE_CASE)) {
      mappers.add(
          argumentSet(
              each.getClass().getSimpleName(),
              json(builder -> builder.propertyNamingStrategy(each))));
    }
    return mappers.stream();
  }

  private interface Flip<E> {
    void in(JsonMapper.Builder builder, E feature);
  }

  private static <E extends Enum<E>> void flip(
      List<Arguments> mappers, E[] features, Flip<E> flip) {
    for (E each : features) {
      if (!OTHER.contains(each)) {
        mappers.add(
            argumentSet(
                each.getDeclaringClass().getSimpleName() + "." + each,
                json(builder -> flip.in(builder, each))));
      }
    }
  }

  private static ObjectMapper json(Consumer<JsonMapper.Builder> settings) {
    JsonMapper.Builder builder = JsonMapper.builder();
    settings.accept(builder);
    return builder.build();
  }

  private static String plain(JsonModel model) throws Exception {
    return PLAIN.writeValueAsString(model);
  }

  private static void assertSame(String json, String expected) throws Exception {
    assertThat(PLAIN.readTree(json.replace("\\/", "/"))).isEqualTo(PLAIN.readTree(expected));
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void model_alone_isWrittenAndComesBack(ObjectMapper mapper) throws Exception {
    String json = mapper.writeValueAsString(order());

    assertSame(json, plain(order()));
    assertThat(mapper.readValue(plain(order()), BundleOrderRequest.class)).isEqualTo(order());
    assertThat(mapper.readValue(json, OrderRequest.class)).isEqualTo(order());
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void model_inAListAndAMap_isWrittenAndComesBack(ObjectMapper mapper) throws Exception {
    TypeReference<Map<String, List<OrderCosts>>> type = new TypeReference<>() {};
    Map<String, List<OrderCosts>> value = Map.of("a", List.of(costs(), costs()));

    assertThat(mapper.writerFor(type).writeValueAsString(value).replaceAll("\\s", ""))
        .contains(plain(costs()));
    String json = mapper.writerFor(type).writeValueAsString(value);
    assertThat(mapper.<Map<String, List<OrderCosts>>>readValue(json, type)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void model_inAClassOfTheCaller_isWrittenAsItIs(ObjectMapper mapper) throws Exception {
    JsonNode json = PLAIN.readTree(mapper.writeValueAsString(new Holder()).replace("\\/", "/"));

    // typed mappers wrap the caller's own classes
    assertThat(json.findValues("order")).containsOnly(PLAIN.readTree(plain(order())));
    assertThat(json.findValues("a")).contains(PLAIN.readTree(plain(costs())));
    assertThat(json.findValue("models").toString()).contains(plain(costs()), "\"paused\"");
  }
}
