package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The next thing that a driver does for a call. */
sealed interface Step<T> {
  /** Wait for a permit, for at most a time; then report the end of the wait. */
  record Acquire<T>(CompletableFuture<?> permit, Duration maxWait, ApiKey key) implements Step<T> {}

  /** Send a request; then report the response or the failure. */
  record Send<T>(HttpRequest request) implements Step<T> {}

  /** Wait, then report that the delay is over. */
  record Delay<T>(Duration duration) implements Step<T> {}

  /** End the call with a response. */
  record Succeed<T>(ApiResponse<T> response) implements Step<T> {}

  /** End the call with an exception. */
  record Fail<T>(Throwable failure) implements Step<T> {}
}
