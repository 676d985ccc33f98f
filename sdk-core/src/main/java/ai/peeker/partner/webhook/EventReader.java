package ai.peeker.partner.webhook;

import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.WebhookEvent;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event of a known type without the properties that cannot be read. An event that is
 * rejected because of a single property would be lost.
 */
final class EventReader {
  private static final int MAX_ATTEMPTS = 100; // each names up to 100 properties

  private final Map<Object, @Nullable Object> json;
  private final OffsetDateTime signedAt;
  private final Set<List<?>> shortened = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable InvalidModelException unreadable;

  /**
   * Creates a reader.
   *
   * @param json the event, which is changed
   * @param signedAt replaces a time that cannot be read: an event requires one
   */
  EventReader(Map<Object, @Nullable Object> json, OffsetDateTime signedAt) {
    this.json = json;
    this.signedAt = signedAt;
  }

  /** Returns the exception that names the properties that were left out. */
  Optional<InvalidModelException> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  /**
   * Reads the event. One or two attempts are enough unless hundreds of properties are unreadable.
   */
  WebhookEvent read() {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try {
        return WebhookEvent.fromJson(json);
      } catch (InvalidModelException e) {
        unreadable = unreadable == null ? e : unreadable;
        leaveOut(e.problems());
      }
    }
    json.put("data", Map.of());
    return WebhookEvent.fromJson(json);
  }

  /** Leaves out the values with problems or, if a required value is missing, those around it. */
  private void leaveOut(List<InvalidModelException.Problem> problems) {
    boolean changed = false;
    for (int levels = 0; !changed; levels++) {
      for (InvalidModelException.Problem problem : problems) {
        List<String> path = List.of(problem.path().split("\\.|(?=\\[)", -1));
        changed |= remove(path.subList(0, Math.max(1, path.size() - levels)));
      }
    }
    shortened.forEach(list -> list.removeIf(Objects::isNull));
    shortened.clear();
  }

  @SuppressWarnings("unchecked") // a JSON array
  private boolean remove(List<String> path) {
    String last = path.get(path.size() - 1);
    Object parent = json;
    for (String step : path.subList(0, path.size() - 1)) {
      parent = child(parent, step);
    }
    if (parent == json) { // required
      json.put(last, last.equals("data") ? Map.of() : signedAt);
    } else if (parent instanceof List<?> list) {
      ((List<@Nullable Object>) list).set(index(last), null); // the others keep their indexes
      shortened.add(list);
    } else if (parent instanceof Map<?, ?> map && map.containsKey(last)) {
      map.remove(last);
    } else {
      return false;
    }
    return true;
  }

  private static @Nullable Object child(@Nullable Object parent, String step) {
    if (parent instanceof List<?> list) {
      return list.get(index(step));
    }
    return parent instanceof Map<?, ?> map ? map.get(step) : null;
  }

  private static int index(String step) {
    return Integer.parseInt(step, 1, step.length() - 1, 10);
  }
}
