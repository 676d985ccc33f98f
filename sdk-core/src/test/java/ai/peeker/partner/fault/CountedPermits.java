package ai.peeker.partner.fault;

import ai.peeker.partner.call.RateLimiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everything through, and counts what was not given back, or given back twice. */
final class CountedPermits implements RateLimiter {
  private final AtomicInteger granted = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger finishedTwice = new AtomicInteger();

  @Override
  public CompletableFuture<Permit> acquire(Duration patience) {
    granted.incrementAndGet();
    AtomicBoolean open = new AtomicBoolean(true);
    return CompletableFuture.completedFuture(
        () -> {
          // given back twice, one would hide another that is not given back at all
          (open.getAndSet(false) ? finished : finishedTwice).incrementAndGet();
        });
  }

  @Override
  public void pause(Duration wait) {}

  int granted() {
    return granted.get();
  }

  int finished() {
    return finished.get();
  }

  int finishedTwice() {
    return finishedTwice.get();
  }
}
