package ai.peeker.partner.dbscheduler;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.exceptions.DataClassMismatchException;
import java.time.Instant;
import java.util.Optional;

/**
 * An order in the table of an {@link OrderOutbox}.
 *
 * @param id the id that it was scheduled with
 * @param state how far it is
 * @param attempts how often it was tried in vain
 * @param failure the last failure, without a secret; empty if there was none
 * @param nextAttempt the time of the next attempt
 */
public record ScheduledOrder(
    String id, State state, int attempts, Optional<String> failure, Instant nextAttempt) {
  /** How far an order is. */
  public enum State {
    /** It was never sent, or was rejected each time for another reason than its content. */
    QUEUED,
    /** It is being sent, or it was and its effect is unknown. */
    OPEN,
    /** It is placed, and the listener is yet to be notified. */
    PLACED,
    /** It was rejected, and the listener is yet to be notified. */
    REFUSED,
    /** It is too late to send it again, and the listener is yet to be notified. */
    EXPIRED,
    /** Its row was changed, or was written with another serializer. */
    UNREADABLE
  }

  static ScheduledOrder of(ScheduledExecution<?> execution) {
    String id = execution.getTaskInstance().getId();
    Instant next = execution.getExecutionTime();
    try {
      StoredOrder stored = StoredOrder.parse((String) execution.getData());
      Optional<String> failure = Optional.of(stored.failure()).filter(text -> !text.isEmpty());
      return new ScheduledOrder(id, stored.state(), stored.attempts(), failure, next);
    } catch (ClassCastException | DataClassMismatchException e) {
      throw CommittingClients.withoutTask(execution.getTaskInstance().getTaskName(), e);
    } catch (RuntimeException e) { // also of the serializer
      Optional<String> failure = Optional.of(FailureText.of(e));
      int attempts = execution.getConsecutiveFailures();
      return new ScheduledOrder(id, State.UNREADABLE, attempts, failure, next);
    }
  }
}
