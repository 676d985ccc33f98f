package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import java.util.ArrayList;
import java.util.List;

/** The scripted shapes. An event takes the first that matches. Guarded by the account's lock. */
final class ShapeScript {
  private final List<ScriptedShape> entries = new ArrayList<>();

  void add(ScriptedShape entry) {
    entries.add(entry);
  }

  Shape take(Event event) {
    Shape shape =
        entries.stream()
            .filter(entry -> entry.matches(event))
            .findFirst()
            .map(ScriptedShape::shape)
            .orElse(Shape.PLAIN);
    entries.removeIf(ScriptedShape::isUsedUp);
    return shape;
  }
}
