package ai.peeker.partner.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Decides once per attempt whether its request reaches the wire: it is started, or sealed before
 * that. A second request of the same attempt is rejected, whoever in OkHttp asks for it.
 */
final class ExchangeGate {
  private enum State {
    OPEN,
    STARTED,
    SEALED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final boolean hasOtherInterceptors;
  private final Duration timeout;
  private volatile boolean passedOtherInterceptors;
  private volatile long deadline;
  private volatile @Nullable Connection connection;

  /**
   * Creates an open gate.
   *
   * @param hasOtherInterceptors whether application interceptors of the caller run before ours: one
   *     that does not pass the request on may have sent it in another way
   * @param timeout of the attempt, counted from the moment when it starts to connect
   */
  ExchangeGate(boolean hasOtherInterceptors, Duration timeout) {
    this.hasOtherInterceptors = hasOtherInterceptors;
    this.timeout = timeout;
  }

  void passOtherInterceptors(long now) {
    deadline = now + timeout.toNanos();
    passedOtherInterceptors = true;
  }

  /** Returns whether the request may go out now; true at most once. */
  boolean start(@Nullable Connection over) {
    connection = over;
    return state.compareAndSet(State.OPEN, State.STARTED);
  }

  /** Returns whether the request may have gone out; if not, it never does. */
  boolean mayHaveBeenSent() {
    state.compareAndSet(State.OPEN, State.SEALED);
    return state.get() == State.STARTED || (hasOtherInterceptors && !passedOtherInterceptors);
  }

  boolean isSealed() {
    return state.get() == State.SEALED;
  }

  /** Returns the end of the attempt on the monotonic clock. */
  long deadline() {
    return deadline;
  }

  @Nullable Connection connection() {
    return connection;
  }
}
