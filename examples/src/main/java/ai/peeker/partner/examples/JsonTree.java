package ai.peeker.partner.examples;

import ai.peeker.partner.model.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as it is written, not as it is meant: keys in their order, texts with their escapes, numbers
 * with their digits. A library that reads for meaning would lose what is looked for here.
 */
sealed interface JsonTree {

  /** A text with its quotes, a number, true, false or null, as it stands there. */
  record Token(String raw) implements JsonTree {}

  /** An array. */
  record Items(List<JsonTree> items) implements JsonTree {}

  /** An object. */
  record Members(List<Member> members) implements JsonTree {}

  /** A key, with its quotes, and its value. */
  record Member(Token key, JsonTree value) {}

  /** Empty if the text is no JSON. */
  static Optional<JsonTree> read(String text) {
    return new JsonTreeReader(text).read();
  }

  /** The id in the body of a webhook. */
  static Optional<String> idOf(byte[] body) {
    return read(new String(body, StandardCharsets.UTF_8))
        .map(JsonTree::meaning)
        .filter(json -> json instanceof Map<?, ?>)
        .map(json -> ((Map<?, ?>) json).get("id"))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** With the keys of every object from A to Z. */
  static JsonTree sorted(JsonTree tree) {
    return ordered(tree, Comparator.comparing(member -> JsonText.meaning(member.key().raw())));
  }

  /** With the keys of every object in the order of the contract, where it knows them. */
  static JsonTree asInContract(JsonTree tree) {
    try {
      return like(tree, WebhookEvent.fromJson(meaning(tree)).toJson());
    } catch (IllegalArgumentException e) { // the contract knows another shape
      return tree;
    }
  }

  private static JsonTree ordered(JsonTree tree, Comparator<Member> order) {
    if (tree instanceof Items array) {
      return new Items(array.items().stream().map(item -> ordered(item, order)).toList());
    }
    if (tree instanceof Members object) {
      return new Members(
          object.members().stream()
              .sorted(order)
              .map(member -> new Member(member.key(), ordered(member.value(), order)))
              .toList());
    }
    return tree;
  }

  private static JsonTree like(JsonTree tree, @Nullable Object pattern) {
    if (tree instanceof Items array
        && pattern instanceof List<?> list
        && list.size() == array.items().size()) {
      List<JsonTree> items = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        items.add(like(array.items().get(i), list.get(i)));
      }
      return new Items(items);
    }
    if (tree instanceof Members object && pattern instanceof Map<?, ?> map) {
      List<?> order = new ArrayList<>(map.keySet());
      return new Members(
          object.members().stream()
              .sorted(Comparator.comparingInt(member -> order.indexOf(name(member))))
              .map(member -> new Member(member.key(), like(member.value(), map.get(name(member)))))
              .toList());
    }
    return tree;
  }

  private static String name(Member member) {
    return JsonText.meaning(member.key().raw());
  }

  /** As a JSON parser for meaning would give it. */
  private static @Nullable Object meaning(JsonTree tree) {
    if (tree instanceof Items array) {
      List<@Nullable Object> list = new ArrayList<>();
      array.items().forEach(item -> list.add(meaning(item)));
      return list;
    }
    if (tree instanceof Members object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.members().forEach(member -> map.put(name(member), meaning(member.value())));
      return map;
    }
    return JsonText.value(((Token) tree).raw());
  }
}
