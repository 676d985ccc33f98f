package ai.peeker.partner.tools.webhookdoctor;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders that the properties of a webhook may have had: as received, of the contract and
 * alphabetical; and with each of them, any order of the outermost properties.
 */
final class PropertyOrders {
  private static final int MAX_PERMUTED_PROPERTIES = 5; // 120 orders

  private PropertyOrders() {}

  static Set<JsonTree> of(JsonTree tree) {
    Set<JsonTree> orders = new LinkedHashSet<>();
    orders.add(tree);
    orders.add(asInContract(tree));
    orders.add(sorted(tree));
    for (JsonTree order : List.copyOf(orders)) {
      if (order instanceof JsonTree.JsonObject object
          && object.properties().size() <= MAX_PERMUTED_PROPERTIES) {
        addPermutations(object.properties(), List.of(), orders);
      }
    }
    return orders;
  }

  private static void addPermutations(
      List<JsonTree.Property> rest, List<JsonTree.Property> chosen, Set<JsonTree> orders) {
    if (rest.isEmpty()) {
      orders.add(new JsonTree.JsonObject(chosen));
    }
    for (JsonTree.Property next : rest) {
      List<JsonTree.Property> others = new ArrayList<>(rest);
      others.remove(next);
      List<JsonTree.Property> more = new ArrayList<>(chosen);
      more.add(next);
      addPermutations(others, more, orders);
    }
  }

  private static JsonTree sorted(JsonTree tree) {
    if (tree instanceof JsonTree.JsonArray array) {
      return new JsonTree.JsonArray(array.elements().stream().map(PropertyOrders::sorted).toList());
    }
    if (tree instanceof JsonTree.JsonObject object) {
      return new JsonTree.JsonObject(
          object.properties().stream()
              .sorted(Comparator.comparing(JsonTree.Property::name))
              .map(property -> withValue(property, sorted(property.value())))
              .toList());
    }
    return tree;
  }

  private static JsonTree asInContract(JsonTree tree) {
    String json = JsonLayout.COMPACT.write(tree, StringStyle.AS_RECEIVED);
    try {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      return orderedLike(tree, WebhookVerifier.parseUnverified(body).toJson());
    } catch (WebhookVerificationException e) { // not an event
      return tree;
    }
  }

  private static JsonTree orderedLike(JsonTree tree, @Nullable Object model) {
    if (tree instanceof JsonTree.JsonArray array
        && model instanceof List<?> list
        && list.size() == array.elements().size()) {
      List<JsonTree> elements = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        elements.add(orderedLike(array.elements().get(i), list.get(i)));
      }
      return new JsonTree.JsonArray(elements);
    }
    if (tree instanceof JsonTree.JsonObject object && model instanceof Map<?, ?> map) {
      List<?> names = new ArrayList<>(map.keySet());
      return new JsonTree.JsonObject(
          object.properties().stream()
              .sorted(Comparator.comparingInt(property -> names.indexOf(property.name())))
              .map(
                  property ->
                      withValue(property, orderedLike(property.value(), map.get(property.name()))))
              .toList());
    }
    return tree;
  }

  private static JsonTree.Property withValue(JsonTree.Property property, JsonTree value) {
    return new JsonTree.Property(property.nameToken(), value);
  }
}
