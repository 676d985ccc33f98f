package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.webhook.EventMatch;

/**
 * Chooses webhook events of a {@link LocalPeeker} by their type and record.
 *
 * <pre>{@code
 * EventFilter completed = EventFilter.type("order.completed").record("ord_1");
 * Delivery delivery = peeker.webhooks().awaitDelivery(completed, Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EventFilter {
  private final EventMatch match;

  private EventFilter(EventMatch match) {
    this.match = match;
  }

  /**
   * Returns a filter that matches every event.
   *
   * @return the filter
   */
  public static EventFilter any() {
    return new EventFilter(EventMatch.ANY);
  }

  /**
   * Returns a filter for events of one type.
   *
   * @param type the type as the API spells it, such as {@code order.completed}
   * @return the filter
   */
  public static EventFilter type(String type) {
    return new EventFilter(new EventMatch(Arguments.requireNonBlank(type, "type"), null));
  }

  /**
   * Returns this filter, limited to events about one record.
   *
   * @param id the {@code id} in the data of the event, such as that of an order
   * @return another filter
   */
  public EventFilter record(String id) {
    return new EventFilter(new EventMatch(match.type(), Arguments.requireNonBlank(id, "id")));
  }

  EventMatch match() {
    return match;
  }

  /** Returns a string for messages. */
  @Override
  public String toString() {
    return match.toString();
  }
}
