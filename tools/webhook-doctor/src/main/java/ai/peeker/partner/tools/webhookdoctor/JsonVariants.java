package ai.peeker.partner.tools.webhookdoctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Enumerates the JSON that a program may have parsed and written again: other orders of properties,
 * escapes, whitespace and ends. Numbers keep their spelling.
 */
final class JsonVariants {
  private final BodyVariant received;
  private final JsonTree tree;
  private final String end;
  private final @Nullable JsonLayout layout;
  private final List<StringStyle> styles;

  private JsonVariants(BodyVariant received, JsonTree tree) {
    String json = received.text().stripTrailing();
    this.received = received;
    this.tree = tree;
    this.end = received.text().substring(json.length());
    this.layout =
        Arrays.stream(JsonLayout.values())
            .filter(each -> each.write(tree, StringStyle.AS_RECEIVED).equals(json))
            .findFirst()
            .orElse(null);
    this.styles = distinctStyles(tree);
  }

  /** Returns the first accepted variant; empty if the text is not JSON. */
  static Optional<BodyVariant> find(BodyVariant received, Predicate<BodyVariant> accepted) {
    return JsonTree.parse(received.text())
        .flatMap(tree -> new JsonVariants(received, tree).find(accepted));
  }

  private static List<StringStyle> distinctStyles(JsonTree tree) {
    Set<String> seen = new LinkedHashSet<>();
    return Arrays.stream(StringStyle.values())
        .filter(style -> seen.add(JsonLayout.COMPACT.write(tree, style)))
        .toList();
  }

  private Optional<BodyVariant> find(Predicate<BodyVariant> accepted) {
    for (JsonTree order : PropertyOrders.of(tree)) {
      for (StringStyle style : styles) {
        for (JsonLayout other : JsonLayout.values()) {
          for (BodyVariant variant : withEnds(variant(order, style, other))) {
            if (accepted.test(variant)) {
              return Optional.of(variant);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private BodyVariant variant(JsonTree order, StringStyle style, JsonLayout other) {
    List<Diagnosis> diagnoses = new ArrayList<>(received.diagnoses());
    if (other != layout) {
      diagnoses.add(Diagnosis.WHITESPACE_CHANGED);
    }
    if (!order.equals(tree)) {
      diagnoses.add(Diagnosis.PROPERTY_ORDER_CHANGED);
    }
    if (style != StringStyle.AS_RECEIVED) {
      diagnoses.add(Diagnosis.ESCAPES_CHANGED);
    }
    return new BodyVariant(List.copyOf(diagnoses), other.write(order, style), received.charset());
  }

  private List<BodyVariant> withEnds(BodyVariant variant) {
    return List.of(withEnd(variant, ""), withEnd(variant, "\n"), withEnd(variant, "\r\n"));
  }

  private BodyVariant withEnd(BodyVariant variant, String other) {
    String text = variant.text() + other;
    if (other.equals(end)) {
      return variant.withText(text);
    }
    return variant.withText(
        text,
        other.isEmpty()
            ? Diagnosis.TRAILING_WHITESPACE_ADDED
            : Diagnosis.TRAILING_WHITESPACE_REMOVED);
  }
}
