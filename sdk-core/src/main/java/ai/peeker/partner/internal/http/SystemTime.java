package ai.peeker.partner.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The machine's own clock, sleep and chance: the one place where the SDK touches them. */
public final class SystemTime implements Time {
  /** Makes a view of the machine's time. */
  public SystemTime() {}

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
