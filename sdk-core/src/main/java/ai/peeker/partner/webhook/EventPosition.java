package ai.peeker.partner.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where an event stands among those on its subject: by the time at which it happened, and within
 * one millisecond by how far along its type is.
 */
final class EventPosition {
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

  private EventPosition() {}

  /**
   * The position of an event.
   *
   * @param type such as {@code order.in_progress}
   * @param createdAt when it happened
   * @return empty for a time that no webhook has
   */
  static Optional<Long> of(String type, Instant createdAt) {
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
