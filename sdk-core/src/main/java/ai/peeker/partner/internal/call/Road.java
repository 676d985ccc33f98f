package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.RequestFactory;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The stations that all calls of a client pass.
 *
 * @param writer makes requests
 * @param limiter the limiter of a key
 * @param wire sends requests
 * @param reader reads answers
 * @param rules decide whether a call is sent again
 * @param budget keeps retries from multiplying load
 * @param listener watches
 * @param time clock, timer and chance
 * @param timeout of a whole call
 * @param attemptTimeout of one exchange
 * @param threads where a call goes on after a wait: what the caller brought may block there
 * @param closed whether the client is closed
 */
record Road(
    RequestFactory writer,
    Function<ApiKey, RateLimiter> limiter,
    HttpSender wire,
    ResponseReader reader,
    RetryDecider rules,
    RetryBudget budget,
    CallListener listener,
    TimeSource time,
    Duration timeout,
    Duration attemptTimeout,
    Executor threads,
    BooleanSupplier closed) {

  boolean isClosed() {
    return closed.getAsBoolean();
  }

  /** Goes on after a wait, away from the timer that all clients of the process share. */
  void onItsThreads(Runnable task) {
    runOn(threads, task);
  }

  static void runOn(Executor threads, Runnable task) {
    AtomicBoolean begun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (begun.compareAndSet(false, true)) {
            task.run();
          }
        };
    try {
      threads.execute(once);
    } catch (Throwable e) { // shut down, or no thread to be had: better here than never
      once.run();
    }
  }

  /** Tells the listener, whose failures are its own. */
  void tell(Consumer<CallListener> news) {
    try {
      news.accept(listener);
    } catch (Throwable e) { // a checked one too, from a language that does not check
      // watching never breaks a call, and there is no logger to tell
    }
  }
}
