package ai.peeker.partner.ratelimit;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.ratelimit.SlidingWindowRateLimiter;
import ai.peeker.partner.internal.time.DaemonThreads;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.ratelimit.PermitTable.Change;
import ai.peeker.partner.ratelimit.PermitTable.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a permit in this process, in FIFO order, and the permits that they release.
 * One thread talks to the database, in rounds: each releases permits and takes others. It ends when
 * there is nothing to do; a timer wakes it up when the next permit is free.
 */
final class PermitQueue {
  private static final TimeSource TIME = new SystemTimeSource();
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);
  private static final long IDLE_SECONDS = 1;
  private static final int ROUNDS = 75; // for all permits: then other processes have their turn

  private final Settings settings;
  private final PermitTable table;
  private final int mostPerRound;
  private final @Nullable RateLimiter local;
  private final Executor worker;
  private final Queue<Release> releases = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean hasRound = new AtomicBoolean();
  private final Set<Waiter> waiting = new LinkedHashSet<>(); // guarded by itself
  private final Turns turns; // used by the worker alone
  private volatile boolean isInRound;
  private volatile @Nullable Long awayUntil; // when the database is tried again

  private static final class Waiter extends CompletableFuture<Permit> {
    private final long until;

    Waiter(long until) {
      this.until = until;
    }
  }

  PermitQueue(Settings settings, Executor worker) {
    this.settings = settings;
    this.worker = worker;
    this.table = new PermitTable(settings);
    this.turns = new Turns(settings, TIME, this::startRound);
    this.mostPerRound = Math.max(1, settings.limit() / ROUNDS);
    this.local =
        settings.localShare() == 0
            ? null
            : new SlidingWindowRateLimiter(
                settings.localShare(), settings.window(), TIME, ConcurrentHashMap.newKeySet());
  }

  static Executor worker() {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("peeker-rate-limiter"));
    worker.allowCoreThreadTimeOut(true);
    return worker;
  }

  CompletableFuture<Permit> acquire(Duration maxWait) {
    Duration bounded = maxWait.compareTo(LONGEST_WAIT) < 0 ? maxWait : LONGEST_WAIT;
    Waiter waiter = new Waiter(TIME.nanos() + bounded.toNanos());
    if (!enqueue(waiter) && local != null) {
      return local.acquire(maxWait);
    }
    CompletableFuture<?> unused = waiter.whenComplete((permit, e) -> leave(waiter));
    try {
      startRound();
    } catch (Throwable e) { // no thread can be started, and the caller waits for nothing
      leave(waiter);
      throw e;
    }
    return waiter;
  }

  /** While the database is away, one at a time tries whether it responds again. */
  private boolean enqueue(Waiter waiter) {
    synchronized (waiting) {
      Long until = awayUntil;
      return (until == null || (until - TIME.nanos() <= 0 && !isInRound && waiting.isEmpty()))
          && waiting.add(waiter);
    }
  }

  private void leave(Waiter waiter) {
    synchronized (waiting) {
      waiting.remove(waiter);
    }
  }

  void pause(Duration delay) {
    if (local != null) {
      local.pause(delay);
    }
    releases.add(new Release(0, "", 0, TIME.nanos() + delay.toNanos()));
    startRound();
  }

  /** A permit that is released once. */
  private final class TablePermit extends AtomicBoolean implements Permit {
    private static final long serialVersionUID = 1L;

    private final int place;
    private final String owner;

    TablePermit(long place, String owner) {
      this.place = (int) place;
      this.owner = owner;
    }

    @Override
    public void release() {
      release(settings.windowMillis());
    }

    @Override
    public void releaseWithoutResponse() {
      release(settings.lateMillis());
    }

    @Override
    public void releaseUnused() {
      release(0);
    }

    private void release(long millis) {
      if (compareAndSet(false, true)) {
        long lease = TimeUnit.MILLISECONDS.toNanos(settings.leaseMillis());
        releases.add(new Release(place, owner, millis, TIME.nanos() + lease));
        startRound();
      }
    }
  }

  private void startRound() {
    if (hasRound.compareAndSet(false, true)) {
      try {
        worker.execute(this::round);
      } catch (Throwable e) { // no thread can be started now, but perhaps later
        hasRound.set(false);
        throw e;
      }
    }
  }

  private void round() {
    isInRound = true;
    hasRound.set(false);
    List<Release> work = new ArrayList<>();
    for (Release next = releases.poll(); next != null; next = releases.poll()) {
      work.add(next);
    }
    int count = waitingCount();
    try {
      if (count > 0 || !work.isEmpty()) {
        long now = TIME.nanos();
        List<Change> changes = work.stream().map(release -> release.change(now)).toList();
        int wanted = turns.isNow() ? Math.min(count, mostPerRound) : 0;
        granted(table.exchange(changes, wanted, count), wanted);
      }
    } catch (Throwable e) { // an Error, too, must not leave the others waiting
      failed(work, e);
    } finally {
      isInRound = false;
    }
  }

  private int waitingCount() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** Completes the futures of those whose turn it is, outside the lock. */
  private void granted(Grant grant, int wanted) {
    awayUntil = null;
    turns.granted(grant.places().size());
    List<Waiter> turn = first(grant.places().size());
    for (int i = 0; i < grant.places().size(); i++) {
      Permit permit = new TablePermit(grant.places().get(i), grant.owner());
      if (i >= turn.size() || !turn.get(i).complete(permit)) { // canceled meanwhile
        permit.releaseUnused();
      }
    }
    if (!grant.waits().isEmpty()) {
      rejectHopeless(grant.waits());
      sleep(grant.waits().get(0), wanted > 0);
    } else if (waitingCount() > 0) {
      startRound();
    }
  }

  /** Takes the first out of the queue. */
  private List<Waiter> first(int count) {
    synchronized (waiting) {
      List<Waiter> first = waiting.stream().limit(count).toList();
      first.forEach(waiting::remove);
      return first;
    }
  }

  private void rejectHopeless(List<Long> waits) {
    List<Waiter> hopeless = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    synchronized (waiting) {
      int kept = 0;
      for (Iterator<Waiter> next = waiting.iterator(); next.hasNext(); ) {
        Waiter waiter = next.next();
        long wait = waits.get(Math.min(kept, waits.size() - 1));
        if (waiter.until - TIME.nanos() < TimeUnit.MILLISECONDS.toNanos(wait)) {
          hopeless.add(waiter);
          after.add(wait);
          next.remove();
        } else {
          kept++;
        }
      }
    }
    for (int i = 0; i < hopeless.size(); i++) {
      Duration wait = Duration.ofMillis(after.get(i));
      hopeless.get(i).completeExceptionally(new RateLimitExceededException(wait));
    }
  }

  private void sleep(long millis, boolean isTurnOver) {
    if (waitingCount() > 0 || !releases.isEmpty()) {
      if (isTurnOver) {
        turns.sleep(millis);
      } else {
        turns.sleepNoLonger(millis);
      }
    }
  }

  /** A permit whose release failed is kept until it succeeds, or until its lease is over. */
  private void failed(List<Release> work, Throwable failure) {
    long now = TIME.nanos();
    work.stream().filter(release -> release.expires() - now > 0).forEach(releases::add);
    if (PermitTable.isRolledBack(failure)) {
      sleep(0, true);
      return;
    }
    RateLimiter substitute = PermitTable.isRejected(failure) ? null : local;
    if (substitute != null) {
      awayUntil = now + TimeUnit.MILLISECONDS.toNanos(Turns.LONGEST_SLEEP);
    }
    List<Waiter> turn = first(Integer.MAX_VALUE);
    sleep(Turns.LONGEST_SLEEP, true);
    for (Waiter waiter : turn) {
      if (substitute == null) {
        waiter.completeExceptionally(unavailable(failure));
      } else {
        acquire(substitute, waiter);
      }
    }
  }

  private static IllegalStateException unavailable(Throwable failure) {
    return new IllegalStateException(
        PermitTable.isRejected(failure)
            ? "The database rejected a statement of JdbcRateLimiter, so the request was not sent."
                + " Check that it has the table of JdbcRateLimiter.schema(), and that it is"
                + " PostgreSQL 12, MySQL 8.0, MariaDB 10.6, H2 2.2 or newer. See the cause."
            : "JdbcRateLimiter got no permit from the database, so the request was not sent. Check"
                + " that the database is available. See the cause.",
        failure);
  }

  private static void acquire(RateLimiter substitute, Waiter waiter) {
    Duration left = Duration.ofNanos(Math.max(0, waiter.until - TIME.nanos()));
    CompletableFuture<Permit> permit = substitute.acquire(left);
    CompletableFuture<?> unused =
        permit.whenComplete(
            (granted, e) -> {
              if (e != null) {
                waiter.completeExceptionally(e);
              } else if (!waiter.complete(granted)) {
                granted.releaseUnused();
              }
            });
    unused = waiter.whenComplete((granted, e) -> permit.cancel(false));
  }
}
