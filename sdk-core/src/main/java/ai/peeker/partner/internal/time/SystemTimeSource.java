package ai.peeker.partner.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The machine's own clock, timer and chance: the one place where the SDK touches them. */
public final class SystemTimeSource implements TimeSource {
  /** Makes a view of the machine's time. */
  public SystemTimeSource() {}

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** Uses the one daemon thread that the JDK keeps for timeouts, so that no client owns a timer. */
  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    CompletableFuture<Boolean> timer =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<?> unused = timer.thenRun(task);
    return () -> timer.cancel(false);
  }
}
