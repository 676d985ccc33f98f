package ai.peeker.partner.webhook;

import java.util.Locale;

/** The names of event types: in the contract, and as classes. */
final class EventNames {
  private EventNames() {}

  /** Such as {@code OrderInProgressEvent} for {@code order.in_progress}. */
  static String className(String type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.split("[._]", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.append("Event").toString();
  }
}
