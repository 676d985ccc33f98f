package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import org.jspecify.annotations.Nullable;

/**
 * Chooses events.
 *
 * @param type the type, or null for any
 * @param recordId the id of the record that the event reports, or null for any
 */
public record EventMatch(@Nullable String type, @Nullable String recordId) {
  public static final EventMatch ANY = new EventMatch(null, null);

  public boolean matches(Event event) {
    return (type == null || type.equals(event.type().value()))
        && (recordId == null || recordId.equals(event.recordId()));
  }

  /** Returns a string for messages, such as {@code order.completed about ord_1}. */
  @Override
  public String toString() {
    return (type == null ? "any type" : type) + (recordId == null ? "" : " about " + recordId);
  }
}
