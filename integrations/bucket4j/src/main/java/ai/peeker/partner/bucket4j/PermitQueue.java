package ai.peeker.partner.bucket4j;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a permit in this process, in FIFO order. The first of them asks the bucket for
 * a token; if there is none, it asks again when there will be one.
 */
final class PermitQueue {
  // A daemon thread, which ends when it has nothing to do. The JDK's delay thread may be blocked by
  // other code of the application. Futures of the backend continue here, not on its threads.
  private static final ScheduledThreadPoolExecutor WORKER = worker();
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);
  // tokens may be there earlier than expected: a debt is given back, or lost with the bucket
  private static final long ASK_AGAIN = TimeUnit.SECONDS.toNanos(1);
  // so that each process is the first from time to time; tokens that wait so long are not lost
  private static final long JITTER = TimeUnit.MILLISECONDS.toNanos(10);

  private final SharedBucket bucket;
  private final LongSupplier clock;
  private final long origin; // of all times here: the clock's may overflow
  private final Set<Waiter> waiting = new LinkedHashSet<>(); // guarded by itself
  private final AtomicLong pausedUntil = new AtomicLong();
  private long emptyUntil; // this and those below are used by the worker alone
  private long askAt;
  private boolean isAsking;
  private boolean hasAlarm;

  private static final class Waiter extends CompletableFuture<Permit> {
    private final long until;

    Waiter(long until) {
      this.until = until;
    }
  }

  PermitQueue(SharedBucket bucket, LongSupplier clock) {
    this.bucket = bucket;
    this.clock = clock;
    this.origin = clock.getAsLong();
  }

  private static ScheduledThreadPoolExecutor worker() {
    ScheduledThreadPoolExecutor worker =
        new ScheduledThreadPoolExecutor(
            1,
            task -> { // without thread-locals and class loader of the thread that is the first here
              Thread thread = new Thread(null, task, "peeker-bucket4j", 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(PermitQueue.class.getClassLoader());
              return thread;
            });
    worker.setKeepAliveTime(5, TimeUnit.SECONDS);
    worker.allowCoreThreadTimeOut(true);
    return worker;
  }

  private long now() {
    return clock.getAsLong() - origin;
  }

  CompletableFuture<Permit> acquire(Duration maxWait) {
    Duration bounded = maxWait.compareTo(LONGEST_WAIT) < 0 ? maxWait : LONGEST_WAIT;
    Waiter waiter = new Waiter(now() + bounded.toNanos());
    synchronized (waiting) {
      waiting.add(waiter);
    }
    CompletableFuture<?> unused = waiter.whenComplete((permit, e) -> leave(waiter));
    try {
      WORKER.execute(this::ask);
    } catch (Throwable e) { // no thread can be started, and the caller waits for nothing
      leave(waiter);
      throw e;
    }
    return waiter;
  }

  private void leave(Waiter waiter) {
    synchronized (waiting) {
      waiting.remove(waiter);
    }
  }

  void pause(Duration delay) {
    pausedUntil.accumulateAndGet(now() + delay.toNanos(), Math::max);
    WORKER.execute(this::ask);
    CompletableFuture<?> unused = bucket.pause(delay);
  }

  private void ask() {
    if (isAsking || isNobodyWaiting()) {
      return;
    }
    long now = now();
    long wait = Math.max(pausedUntil.get(), askAt) - now;
    if (wait > 0) {
      rejectHopeless(Math.max(wait, emptyUntil - now));
      askAfter(wait);
    } else {
      isAsking = true;
      CompletableFuture<?> unused = token().whenCompleteAsync(this::answered, WORKER);
    }
  }

  private boolean isNobodyWaiting() {
    synchronized (waiting) {
      return waiting.isEmpty();
    }
  }

  private void askAfter(long nanos) {
    if (!hasAlarm) { // else it looks again when it goes off
      hasAlarm = true;
      Object unused =
          WORKER.schedule(
              () -> {
                hasAlarm = false;
                ask();
              },
              nanos + ThreadLocalRandom.current().nextLong(JITTER),
              TimeUnit.NANOSECONDS);
    }
  }

  private CompletableFuture<ConsumptionProbe> token() {
    try {
      return bucket.take();
    } catch (Throwable e) { // thrown by the backend
      return CompletableFuture.failedFuture(e);
    }
  }

  private void answered(@Nullable ConsumptionProbe probe, @Nullable Throwable failure) {
    isAsking = false;
    if (probe == null) {
      failAll(failure);
    } else if (!probe.isConsumed()) {
      long wait = Math.max(SHORTEST_WAIT, probe.getNanosToWaitForRefill());
      emptyUntil = now() + wait;
      askAt = now() + Math.min(wait, ASK_AGAIN);
    } else if (pausedUntil.get() <= now()) { // else the token is lost
      grant();
    }
    ask();
  }

  /** Completes the first future that is not canceled meanwhile, outside the lock. */
  private void grant() {
    Permit permit = new TokenPermit();
    for (Waiter first = poll(); first != null && !first.complete(permit); first = poll()) {}
  }

  private @Nullable Waiter poll() {
    synchronized (waiting) {
      Iterator<Waiter> all = waiting.iterator();
      Waiter first = all.hasNext() ? all.next() : null;
      waiting.remove(first);
      return first;
    }
  }

  private void failAll(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    List<Waiter> all;
    synchronized (waiting) {
      all = List.copyOf(waiting);
      waiting.clear();
    }
    for (Waiter waiter : all) {
      waiter.completeExceptionally(
          new IllegalStateException(
              "Bucket4jRateLimiter got no permit from its backend, so the request was not sent."
                  + " Check that the backend is available. See the cause.",
              cause));
    }
  }

  /** Rejects those whose permit will come too late: each needs one more token. */
  private void rejectHopeless(long wait) {
    Map<Waiter, Long> hopeless = new LinkedHashMap<>();
    long now = now();
    synchronized (waiting) {
      int kept = 0;
      for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
        Waiter waiter = all.next();
        long earliest = wait + Limits.refillNanos(bucket.configuration(), kept);
        if (waiter.until - now < earliest) {
          hopeless.put(waiter, earliest);
          all.remove();
        } else {
          kept++;
        }
      }
    }
    hopeless.forEach(
        (waiter, earliest) ->
            waiter.completeExceptionally(
                new RateLimitExceededException(Duration.ofNanos(earliest))));
  }

  /** A token, which is never put back: the bucket may have been refilled in its stead. */
  private final class TokenPermit extends AtomicBoolean implements Permit {
    private static final long serialVersionUID = 1L;

    @Override
    public void release() {} // the bucket is refilled by time alone

    @Override
    public void releaseWithoutResponse() {
      if (compareAndSet(false, true)) {
        bucket.takeAnother();
      }
    }
  }
}
