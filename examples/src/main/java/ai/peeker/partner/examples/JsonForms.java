package ai.peeker.partner.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The forms that a JSON body may have had before a program parsed it and wrote it again. Of the
 * orders of keys it tries all of the envelope, and inside it the given one, that of the contract
 * and the alphabet; numbers stay as they are written.
 */
final class JsonForms {
  private static final int MOST_KEYS = 5; // 120 orders

  private final BodyForm given;
  private final JsonTree tree;
  private final String end;
  private final @Nullable JsonLayout layout;
  private final List<JsonText> spellings;

  private JsonForms(BodyForm given, JsonTree tree) {
    String text = given.text();
    String json = text.stripTrailing();
    this.given = given;
    this.tree = tree;
    this.end = text.substring(json.length());
    this.layout =
        Arrays.stream(JsonLayout.values())
            .filter(one -> one.write(tree, JsonText.AS_GIVEN).equals(json))
            .findFirst()
            .orElse(null);
    this.spellings = spellings(tree);
  }

  /** The first form that is wanted; none if the text is no JSON. */
  static Optional<BodyForm> find(BodyForm given, Predicate<BodyForm> wanted) {
    return JsonTree.read(given.text()).flatMap(tree -> new JsonForms(given, tree).find(wanted));
  }

  /** Those that differ for this body. */
  private static List<JsonText> spellings(JsonTree tree) {
    Set<String> seen = new LinkedHashSet<>();
    return Arrays.stream(JsonText.values())
        .filter(spelling -> seen.add(JsonLayout.COMPACT.write(tree, spelling)))
        .toList();
  }

  private Optional<BodyForm> find(Predicate<BodyForm> wanted) {
    for (JsonTree order : orders()) {
      for (JsonText spelling : spellings) {
        for (JsonLayout one : JsonLayout.values()) {
          BodyForm form = form(order, spelling, one);
          for (String other : List.of("", "\n", "\r\n")) {
            BodyForm ended = ended(form, other);
            if (wanted.test(ended)) {
              return Optional.of(ended);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private Set<JsonTree> orders() {
    Set<JsonTree> orders = new LinkedHashSet<>();
    orders.add(tree);
    orders.add(JsonTree.asInContract(tree));
    orders.add(JsonTree.sorted(tree));
    for (JsonTree order : List.copyOf(orders)) {
      if (order instanceof JsonTree.Members object && object.members().size() <= MOST_KEYS) {
        permute(object.members(), List.of(), orders);
      }
    }
    return orders;
  }

  private static void permute(
      List<JsonTree.Member> rest, List<JsonTree.Member> chosen, Set<JsonTree> orders) {
    if (rest.isEmpty()) {
      orders.add(new JsonTree.Members(chosen));
    }
    for (JsonTree.Member next : rest) {
      List<JsonTree.Member> others = new ArrayList<>(rest);
      others.remove(next);
      List<JsonTree.Member> more = new ArrayList<>(chosen);
      more.add(next);
      permute(others, more, orders);
    }
  }

  private BodyForm form(JsonTree order, JsonText spelling, JsonLayout one) {
    List<Cause> causes = new ArrayList<>(given.causes());
    if (one != layout) {
      causes.add(Cause.WHITE_SPACE);
    }
    if (!order.equals(tree)) {
      causes.add(Cause.KEY_ORDER);
    }
    if (spelling != JsonText.AS_GIVEN) {
      causes.add(Cause.ESCAPES);
    }
    return new BodyForm(List.copyOf(causes), one.write(order, spelling), given.charset());
  }

  private BodyForm ended(BodyForm form, String other) {
    if (other.equals(end)) {
      return form.with(form.text() + other);
    }
    return form.with(
        form.text() + other, other.isEmpty() ? Cause.LINE_END_ADDED : Cause.LINE_END_REMOVED);
  }
}
