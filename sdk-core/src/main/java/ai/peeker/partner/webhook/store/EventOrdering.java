package ai.peeker.partner.webhook.store;

import java.util.Map;

/**
 * The steps of a record's life that the types of events report. Skipping an event that is wrongly
 * called stale loses its effect, so in doubt an event is not stale.
 */
final class EventOrdering {
  private static final int FINISHED = 3;
  private static final int CANCELLED = 4;
  private static final int NEVER = 5;

  private static final Map<String, Integer> REACHED =
      Map.of(
          "created", 1,
          "in_progress", 2,
          "action_required", 2,
          "cancel_scheduled", 2, // an order can still complete
          "completed", FINISHED,
          "connected", FINISHED,
          "forwarding_updated", FINISHED,
          "forwarding_failed", FINISHED,
          "failed", FINISHED,
          "cancelled", CANCELLED);

  /** Where it is not the step itself. */
  private static final Map<String, Integer> OUTDATED_AT =
      Map.of(
          "action_required", FINISHED, // several may be open
          "cancel_scheduled", CANCELLED,
          "cancelled", NEVER);

  private EventOrdering() {}

  static boolean isKnown(String type) {
    return reached(type) > 0;
  }

  /** Returns the step that an event reports. */
  static int reached(String type) {
    return REACHED.getOrDefault(lastPart(type), 0);
  }

  /** Returns the first step that makes an earlier event stale. */
  static int outdatedAt(String type) {
    return OUTDATED_AT.getOrDefault(lastPart(type), reached(type));
  }

  /** Returns what distinguishes the subjects of events on one record that are independent. */
  static String aspect(String type) {
    return lastPart(type).startsWith("forwarding_") ? "/forwarding" : "";
  }

  private static String lastPart(String type) {
    return type.substring(type.indexOf('.') + 1);
  }
}
