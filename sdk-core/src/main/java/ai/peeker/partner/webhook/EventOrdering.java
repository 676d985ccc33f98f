package ai.peeker.partner.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Orders the events on one subject by their time, and within one millisecond by the step of the
 * record's life that they report.
 */
final class EventOrdering {
  private static final int RANKS_PER_MILLISECOND = 16;
  private static final Map<String, Integer> RANKS =
      Map.of(
          "created", 1,
          "in_progress", 2,
          "action_required", 2, // one follows the other, in either order
          "completed", 6,
          "connected", 6,
          "forwarding_updated", 6,
          "forwarding_failed", 6,
          "failed", 6,
          "cancel_scheduled", 8,
          "cancelled", 9);

  private EventOrdering() {}

  /**
   * Returns the position of an event.
   *
   * @param type such as {@code order.in_progress}
   * @param createdAt when it happened
   * @return empty for a time that does not fit
   */
  static Optional<Long> position(String type, Instant createdAt) {
    String step = type.substring(type.indexOf('.') + 1);
    int rank = RANKS.getOrDefault(step, 0);
    try {
      long position = Math.multiplyExact(createdAt.toEpochMilli(), RANKS_PER_MILLISECOND);
      return Optional.of(Math.addExact(position, rank));
    } catch (ArithmeticException e) { // some 18 million years from now
      return Optional.empty();
    }
  }
}
