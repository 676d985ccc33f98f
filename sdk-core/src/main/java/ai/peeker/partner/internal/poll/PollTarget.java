package ai.peeker.partner.internal.poll;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of thing that is waited for.
 *
 * @param name the name for messages, such as "order"
 * @param interval the default time between two polls
 * @param status returns the status of a state
 * @param ends the meaning of the statuses at which a wait ends; all others, also unknown ones, mean
 *     that it is still running
 */
public record PollTarget<T>(
    String name, Duration interval, Function<T, String> status, Map<String, End> ends) {
  /** The meaning of a status. */
  public enum End {
    COMPLETED,
    FAILED,
    ACTION_REQUIRED
  }
}
