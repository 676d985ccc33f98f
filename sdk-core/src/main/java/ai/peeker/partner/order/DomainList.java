package ai.peeker.partner.order;

import ai.peeker.partner.model.JsonModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The domains of a builder step, as JSON. The steps of one order share a list, of which each sees
 * its first part, so that adding a domain does not copy the others. A step that another one has
 * continued copies its part.
 */
final class DomainList {
  private final List<@Nullable Object> shared; // also the lock of the names
  private final Map<String, Integer> names;
  private final int size;

  DomainList() {
    this(new ArrayList<>(), new HashMap<>(), 0);
  }

  private DomainList(List<@Nullable Object> shared, Map<String, Integer> names, int size) {
    this.shared = shared;
    this.names = names;
    this.size = size;
  }

  DomainList plus(List<?> more) {
    synchronized (shared) {
      return size < shared.size() ? new DomainList().add(toJson()).add(more) : add(more);
    }
  }

  private DomainList add(List<?> more) {
    OrderValidator validator = new OrderValidator(Set.of(), names);
    List<@Nullable Object> added = new ArrayList<>();
    try {
      for (Object domain : more) {
        validator.check("domains[" + (size + added.size()) + "]", "domains[]", domain);
        added.add(domain instanceof JsonModel model ? model.toJson() : domain);
      }
      validator.throwIfAny();
    } catch (RuntimeException e) {
      names.values().removeIf(index -> index >= size);
      throw e;
    }
    shared.addAll(added);
    return new DomainList(shared, names, shared.size());
  }

  List<?> toJson() {
    synchronized (shared) {
      return new ArrayList<>(shared.subList(0, size));
    }
  }
}
