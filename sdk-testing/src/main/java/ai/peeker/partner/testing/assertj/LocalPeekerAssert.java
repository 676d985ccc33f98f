package ai.peeker.partner.testing.assertj;

import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalOrder;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.ReceivedRequest;
import ai.peeker.partner.testing.internal.contract.Contract;
import ai.peeker.partner.testing.internal.contract.PathTemplate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link LocalPeeker}. */
public final class LocalPeekerAssert extends AbstractAssert<LocalPeekerAssert, LocalPeeker> {
  LocalPeekerAssert(LocalPeeker actual) {
    super(actual, LocalPeekerAssert.class);
  }

  /**
   * Verifies that it has an order.
   *
   * @param id the id of the order
   * @return this assertion
   */
  public LocalPeekerAssert hasOrder(String id) {
    isNotNull();
    if (actual.orders().all().stream().noneMatch(order -> order.id().equals(id))) {
      throw failure("Expected the order %s, but %s", id, orders());
    }
    return this;
  }

  /**
   * Verifies the number of its orders.
   *
   * @param number the number
   * @return this assertion
   */
  public LocalPeekerAssert hasOrders(int number) {
    isNotNull();
    if (actual.orders().all().size() != number) {
      throw failure("Expected %s orders, but %s", number, orders());
    }
    return this;
  }

  /**
   * Verifies that it has no order.
   *
   * @return this assertion
   */
  public LocalPeekerAssert hasNoOrders() {
    return hasOrders(0);
  }

  /**
   * Verifies how often it received a request. A path that the API does not have is rejected, unless
   * it was received: it is probably misspelled.
   *
   * @param method the HTTP method in upper case
   * @param path the path below the base URL, without the query, such as {@code /orders}, {@code
   *     /orders/ord_1} or, for any order, {@code /orders/{id}}
   * @param times the number of requests
   * @return this assertion
   */
  public LocalPeekerAssert hasReceived(String method, String path, int times) {
    isNotNull();
    PathTemplate template = PathTemplate.of(actual.baseUrl().getPath() + path);
    List<ReceivedRequest> requests = actual.requests();
    long found =
        requests.stream()
            .filter(request -> request.method().equals(method))
            .filter(request -> template.matches(request.path()))
            .count();
    boolean isUnknown = Contract.get().find(method, path).isEmpty();
    if (found == 0 && isUnknown) {
      throw failure(
          "The API has no %s %s, and none was received. Give the method in upper case and the path"
              + " below the base URL, such as /orders or /orders/{id}. Received:%s",
          method, path, paths(requests));
    }
    if (found != times) {
      throw failure(
          "Expected %s %s %s times, but it was received %s times. Requests:%s",
          method, path, times, found, lines(requests));
    }
    return this;
  }

  /** Returns the methods and the paths as {@link #hasReceived} takes them, each once. */
  private String paths(List<ReceivedRequest> requests) {
    String base = actual.baseUrl().getPath();
    return lines(
        requests.stream()
            .map(it -> it.method() + " " + it.path().replaceFirst("^" + Pattern.quote(base), ""))
            .distinct()
            .toList());
  }

  /**
   * Verifies that a receiver accepted an event of a type, after the attempts in flight.
   *
   * @param type the type, such as {@code order.completed}
   * @return this assertion
   */
  public LocalPeekerAssert hasDelivered(String type) {
    isNotNull();
    List<Delivery> deliveries = actual.webhooks().deliveries();
    if (deliveries.stream().noneMatch(it -> it.accepted() && it.type().equals(type))) {
      throw failure("Expected an accepted %s. Deliveries:%s", type, lines(deliveries));
    }
    return this;
  }

  /**
   * Verifies that no event of a type was sent, accepted or not, after the attempts in flight.
   *
   * @param type the type, such as {@code order.failed}
   * @return this assertion
   */
  public LocalPeekerAssert hasNotSent(String type) {
    isNotNull();
    List<Delivery> deliveries = actual.webhooks().deliveries();
    if (deliveries.stream().anyMatch(it -> it.attempt() > 0 && it.type().equals(type))) {
      throw failure("Expected no %s to be sent. Deliveries:%s", type, lines(deliveries));
    }
    return this;
  }

  private String orders() {
    List<LocalOrder> orders = actual.orders().all();
    return "there are " + orders.size() + ":" + lines(orders);
  }

  private static String lines(List<?> records) {
    return records.isEmpty()
        ? " none"
        : records.stream().map(record -> "\n  " + record).collect(Collectors.joining());
  }
}
