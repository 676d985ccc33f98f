package ai.peeker.partner.testing.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A change of one value of a documented body.
 *
 * @param kind the name of the change in the table of disagreements
 * @param fits tells which values it can change
 * @param change changes the value
 */
record Mutation(String kind, Predicate<Place> fits, Consumer<Place> change) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int BEYOND_ANY_LIMIT = 501;

  /** All changes. */
  static final List<Mutation> ALL =
      List.of(
          new Mutation("a property dropped", Place::isProperty, Place::remove),
          new Mutation(
              "an extra property", object(), place -> fields(place).put("made_up_property", 1)),
          replacing("null", place -> true, JSON.nullNode()),
          replacing("text instead", not(JsonNode::isTextual), JSON.textNode("text")),
          replacing("a number instead", not(JsonNode::isNumber), JSON.numberNode(7)),
          replacing("an object instead", not(JsonNode::isObject), JSON.objectNode()),
          replacing("a list instead", not(JsonNode::isArray), JSON.arrayNode()),
          replacing("true instead", not(JsonNode::isBoolean), JSON.booleanNode(true)),
          replacing("zero", is(JsonNode::isNumber), JSON.numberNode(0)),
          replacing("a negative number", is(JsonNode::isNumber), JSON.numberNode(-1)),
          replacing("above a hundred", is(JsonNode::isNumber), JSON.numberNode(101)),
          replacing("above 32 bits", is(JsonNode::isNumber), JSON.numberNode(3_000_000_000L)),
          replacing("a fraction", is(JsonNode::isNumber), JSON.numberNode(2.5)),
          new Mutation(
              "an integer as 20.0",
              is(JsonNode::isIntegralNumber),
              place -> place.set(JSON.numberNode(place.value().doubleValue()))),
          replacing("another text", is(JsonNode::isTextual), JSON.textNode("other")),
          replacing("empty text", is(JsonNode::isTextual), JSON.textNode("")),
          replacing("blank text", is(JsonNode::isTextual), JSON.textNode(" \t")),
          replacing("a no-break space", is(JsonNode::isTextual), JSON.textNode("\u00a0")),
          replacing("an empty list", is(JsonNode::isArray), JSON.arrayNode()),
          new Mutation("a long list", nonEmptyList(), Mutation::lengthen),
          new Mutation(
              "an element twice",
              nonEmptyList(),
              place -> ((ArrayNode) place.value()).add(place.value().path(0))),
          new Mutation(
              "both shapes of an order", at("bundle_id"), Mutation::addLicensesBesideBundle),
          new Mutation(
              "both shapes of an order",
              at("google_licenses"),
              place -> ((ObjectNode) place.parent()).put("bundle_id", "bun_123")));

  private static Mutation replacing(String kind, Predicate<Place> fits, JsonNode value) {
    return new Mutation(kind, fits, place -> place.set(value.deepCopy()));
  }

  private static Predicate<Place> is(Predicate<JsonNode> type) {
    return place -> type.test(place.value());
  }

  private static Predicate<Place> not(Predicate<JsonNode> type) {
    return is(type.negate());
  }

  private static Predicate<Place> at(String name) {
    return place -> place.name().equals(name);
  }

  private static Predicate<Place> object() {
    return is(JsonNode::isObject);
  }

  private static Predicate<Place> nonEmptyList() {
    return is(value -> value.isArray() && !value.isEmpty());
  }

  private static ObjectNode fields(Place place) {
    return (ObjectNode) place.value();
  }

  private static void lengthen(Place place) {
    ArrayNode list = (ArrayNode) place.value();
    while (list.size() < BEYOND_ANY_LIMIT) {
      list.add(list.path(0));
    }
  }

  private static void addLicensesBesideBundle(Place place) {
    ((ObjectNode) place.parent()).put("google_licenses", 2).put("google_inboxes_per_domain", 2);
  }
}
