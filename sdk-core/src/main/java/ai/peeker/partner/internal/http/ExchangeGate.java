package ai.peeker.partner.internal.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
  private final long latestStart;
  private final CompletableFuture<Void> canceled = new CompletableFuture<>();
  private volatile boolean passedOtherInterceptors;
  private volatile long deadline;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Connection connection;

  /**
   * Creates an open gate.
   *
   * @param hasOtherInterceptors whether application interceptors of the caller run before ours: one
   *     that does not pass the request on, or handles our failure, may send it in another way
   * @param timeout of the attempt, counted from the moment when it starts to connect
   * @param latestStart the time on the monotonic clock after which the request is not started
   */
  ExchangeGate(boolean hasOtherInterceptors, Duration timeout, long latestStart) {
    this.hasOtherInterceptors = hasOtherInterceptors;
    this.timeout = timeout;
    this.latestStart = latestStart;
  }

  void passOtherInterceptors(long now) {
    long end = now + timeout.toNanos();
    deadline = end - latestStart < 0 ? end : latestStart;
    passedOtherInterceptors = true;
  }

  /** Records the failure that the caller's interceptors get to see. */
  void failed(Throwable seen) {
    failure = seen;
  }

  /** Returns whether the request may go out now; true at most once, and never too late. */
  boolean start(@Nullable Connection over, long now) {
    connection = over;
    if (now - latestStart > 0) {
      state.compareAndSet(State.OPEN, State.SEALED);
    }
    return state.compareAndSet(State.OPEN, State.STARTED);
  }

  /** Returns whether the request may have gone out; if not, it never does. */
  boolean mayHaveBeenSent() {
    state.compareAndSet(State.OPEN, State.SEALED);
    return state.get() == State.STARTED || (hasOtherInterceptors && !passedOtherInterceptors);
  }

  /** Returns the same at the end of a call that failed, perhaps in an interceptor after ours. */
  boolean mayHaveBeenSent(Throwable end) {
    return mayHaveBeenSent() || (hasOtherInterceptors && failure != null && !isOurs(end));
  }

  private boolean isOurs(Throwable end) {
    for (Throwable cause = end; cause != null; cause = cause.getCause()) {
      if (cause == failure) {
        return true;
      }
    }
    return false;
  }

  boolean isSealed() {
    return state.get() == State.SEALED;
  }

  /** Returns the end of the attempt on the monotonic clock. */
  long deadline() {
    return deadline;
  }

  void cancel() {
    canceled.complete(null);
  }

  /** Returns a future that is completed when the attempt is canceled. */
  CompletableFuture<Void> canceled() {
    return canceled;
  }

  @Nullable Connection connection() {
    return connection;
  }
}
