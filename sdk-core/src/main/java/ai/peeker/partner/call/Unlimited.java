package ai.peeker.partner.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** No limit at all. */
enum Unlimited implements RateLimiter {
  INSTANCE;

  @Override
  public CompletableFuture<Permit> acquire(Duration patience) {
    return CompletableFuture.completedFuture(() -> {});
  }

  @Override
  public void pause(Duration wait) {
    // each call waits for itself
  }

  @Override
  public String toString() {
    return "RateLimiter[unlimited]";
  }
}
