package ai.peeker.partner.poll;

import ai.peeker.partner.error.CallException;
import org.jspecify.annotations.Nullable;

/**
 * The result of a wait, with the last state that was read.
 *
 * <pre>{@code
 * PollResult<OrderSummary> result = client.orders().waitFor(orderId);
 * if (result instanceof PollResult.ActionRequired<OrderSummary>) {
 *   client.orders().listAllPending(q -> q.orderId(orderId)).forEach(action -> log(action.message()));
 * }
 * }</pre>
 *
 * <p>The family is sealed, so a {@code switch} over it can be exhaustive on Java 21 and newer.
 *
 * @param <T> the type of the state
 */
public sealed interface PollResult<T> {
  /** {@return the last state that was read} */
  T value();

  /** {@return whether it completed} */
  default boolean isCompleted() {
    return false;
  }

  /**
   * Returns the state if it completed.
   *
   * @return the last state that was read
   * @throws IllegalStateException if it failed, needs an action or is still running; the message
   *     says which
   */
  default T orThrow() {
    if (isCompleted()) {
      return value();
    }
    throw new IllegalStateException(
        "The wait ended with "
            + getClass().getSimpleName()
            + ", not with Completed. Check the result before its value.");
  }

  /**
   * It completed.
   *
   * @param <T> the type of the state
   * @param value the last state that was read
   */
  record Completed<T>(T value) implements PollResult<T> {
    @Override
    public boolean isCompleted() {
      return true;
    }
  }

  /**
   * It ended and will not complete: it failed, in part or as a whole, or was canceled. The status
   * of the value says which.
   *
   * @param <T> the type of the state
   * @param value the last state that was read
   */
  record Failed<T>(T value) implements PollResult<T> {}

  /**
   * It does not go on before the partner or the customer does something.
   *
   * @param <T> the type of the state
   * @param value the last state that was read
   */
  record ActionRequired<T>(T value) implements PollResult<T> {}

  /**
   * The timeout of the wait passed first. It goes on; wait again by its id.
   *
   * @param <T> the type of the state
   * @param value the last state that was read
   * @param lastFailure the failure of the last poll, after which the value may be old; null if that
   *     succeeded
   */
  record StillRunning<T>(T value, @Nullable CallException lastFailure) implements PollResult<T> {}
}
