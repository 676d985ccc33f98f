package ai.peeker.partner.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Grants every permit immediately. */
enum Unlimited implements RateLimiter {
  INSTANCE;

  @Override
  public CompletableFuture<Permit> acquire(Duration maxWait) {
    return CompletableFuture.completedFuture(() -> {});
  }

  @Override
  public void pause(Duration delay) {
    // each call waits on its own
  }

  @Override
  public String toString() {
    return "RateLimiter[unlimited]";
  }
}
