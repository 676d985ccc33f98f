package ai.peeker.partner.order;

import ai.peeker.partner.model.OrderDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The domains of a builder step. The steps of one order share a list, of which each sees its first
 * part, so that adding a domain does not copy the others. A step that another one has continued
 * copies its part.
 */
final class DomainList {
  private final List<OrderDomain> shared; // also the lock of the names
  private final NameIndex names;
  private final int size;

  /** Creates an empty list with room for a number of domains. */
  DomainList(int expected) {
    this(new ArrayList<>(expected), new NameIndex(expected), 0);
  }

  private DomainList(List<OrderDomain> shared, NameIndex names, int size) {
    this.shared = shared;
    this.names = names;
    this.size = size;
  }

  DomainList plus(List<OrderDomain> more) {
    synchronized (shared) {
      boolean isShared = size < shared.size() || size == 0;
      return isShared ? new DomainList(size + more.size()).add(toList()).add(more) : add(more);
    }
  }

  private DomainList add(List<OrderDomain> more) {
    shared.addAll(more);
    OrderValidator validator = new OrderValidator(Set.of());
    validator.checkDomains(size, shared, names);
    validator.throwIfAny(); // then the next step copies its part
    return new DomainList(shared, names, shared.size());
  }

  List<OrderDomain> toList() {
    synchronized (shared) {
      return new ArrayList<>(shared.subList(0, size));
    }
  }
}
