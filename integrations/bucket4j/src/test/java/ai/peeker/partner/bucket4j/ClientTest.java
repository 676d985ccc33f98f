package ai.peeker.partner.bucket4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.bucket4j.MemoryBackend.Mode;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.testing.LocalPeeker;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clients and a server with the API's rate limit, on one clock that is moved by hand. */
@Timeout(120)
class ClientTest {
  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(30);
  private static final BucketConfiguration NAIVE =
      BucketConfiguration.builder()
          .addLimit(limit -> limit.capacity(600).refillGreedy(600, Duration.ofMinutes(1)))
          .build();

  private final HandClock clock = new HandClock();
  private final MemoryBackend backend = new MemoryBackend(clock);
  private final LocalPeeker peeker = LocalPeeker.builder().rateLimited().start();

  @AfterEach
  void close() {
    peeker.close();
  }

  private Bucket4jRateLimiter.Builder limiter() {
    return Bucket4jRateLimiter.builder(backend, "live").clock(clock);
  }

  private PeekerClient client(RateLimiter limiter) {
    return peeker.clientBuilder().retryPolicy(RetryPolicy.none()).rateLimiter(limiter).build();
  }

  @Test
  void requests_whoseExchangesTakeTheLongestTime_meetNo429() throws Exception {
    run(limiter().build(), limiter().build());

    // permits of 90 s can arrive within 60 s: the limit is used up
    assertThat(statuses()).hasSize(600).containsOnly(200);
  }

  @Test
  void naiveSetting_meets429_soTheServerCounts() throws Exception {
    Bucket4jRateLimiter.Builder naive = limiter().limit(1_500).configuration(NAIVE);

    run(naive.build(), naive.build());

    assertThat(statuses()).contains(429);
  }

  @Test
  void response429_holdsTheOtherMachine() throws Exception {
    Late here = new Late(limiter().build());
    Late there = new Late(limiter().build());
    here.takeFor(Duration.ZERO);
    advance(Duration.ofMinutes(1));
    peeker.faults().next(1).rateLimit(Duration.ofSeconds(40));
    try (PeekerClient client = client(here)) {
      assertThat(status(client)).isEqualTo(429);
    }

    try (PeekerClient client = client(there)) {
      assertThat(status(client)).isZero();
    }
    assertThat(there.retryIn).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
    assertThat(statuses()).containsExactly(429);
  }

  @Test
  void attempts_thatMayOutlastTheLongestExchange_areRejectedWhenTheClientIsBuilt() {
    Bucket4jRateLimiter limiter = limiter().longestExchange(Duration.ofSeconds(5)).build();
    PeekerClient.Builder builder = peeker.clientBuilder().rateLimiter(limiter);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("attemptTimeout exceeds", "PT30S (expected at most PT5S)");
    assertThatCode(() -> builder.attemptTimeout(Duration.ofSeconds(4)).build().close())
        .doesNotThrowAnyException();
  }

  @Test
  void backend_whichIsAway_failsTheCallBeforeAnythingIsSent() {
    backend.become(Mode.FAILING);

    try (PeekerClient client = client(limiter().build())) {
      client.account().me();
      throw new AssertionError("a call without a permit");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("got no permit from its backend");
    }
    assertThat(peeker.requests()).isEmpty();
  }

  /**
   * Two machines take all permits of the longest exchange, send them at its end, and go on for a
   * minute without any delay.
   */
  private void run(RateLimiter first, RateLimiter second) throws Exception {
    List<Late> limiters = List.of(new Late(first), new Late(second));
    limiters.get(0).takeFor(Duration.ZERO); // the bucket exists
    advance(Duration.ofMinutes(5));
    limiters.get(0).takeFor(LONGEST_EXCHANGE);
    for (int i = 0; i < 20; i++) {
      limiters.get(1).permits.add(limiters.get(0).permits.remove());
    }
    long end = clock.getAsLong() + Duration.ofMinutes(1).toNanos();
    try (PeekerClient here = client(limiters.get(0));
        PeekerClient there = client(limiters.get(1))) {
      int status = 200;
      for (boolean isHere = true; status == 200; isHere = !isHere) {
        status = limiters.get(isHere ? 0 : 1).takeBefore(end) ? status(isHere ? here : there) : 0;
      }
    }
  }

  /** Returns the status; 0 if the client has no permit. */
  private static int status(PeekerClient client) {
    try {
      client.account().me();
      return 200;
    } catch (RateLimitedException e) {
      return e.outcome() == Outcome.NOT_SENT ? 0 : 429;
    }
  }

  private void advance(Duration by) {
    clock.advance(by);
    peeker.clock().advance(by);
  }

  private List<Integer> statuses() {
    return peeker.requests().stream().map(request -> request.status()).toList();
  }

  /** Grants the permits that were taken before; for others, nothing waits. */
  private final class Late implements RateLimiter {
    private final RateLimiter limiter;
    private final Queue<Permit> permits = new ArrayDeque<>();
    private volatile Duration retryIn = Duration.ZERO;

    Late(RateLimiter limiter) {
      this.limiter = limiter;
    }

    void takeFor(Duration duration) throws InterruptedException {
      long end = clock.getAsLong() + duration.toNanos();
      while (takeUntil(end)) {}
    }

    /** Takes a permit unless there is one already; false if there is none until then. */
    boolean takeBefore(long end) throws InterruptedException {
      return !permits.isEmpty() || takeUntil(end);
    }

    private boolean takeUntil(long end) throws InterruptedException {
      while (true) {
        try {
          return permits.add(acquire().get());
        } catch (ExecutionException e) {
          long left = end - clock.getAsLong();
          advance(Duration.ofNanos(Math.min(retryIn.toNanos(), left)));
          if (retryIn.toNanos() > left) {
            return false;
          }
        }
      }
    }

    private CompletableFuture<Permit> acquire() {
      return limiter
          .acquire(Duration.ZERO)
          .whenComplete(
              (permit, e) -> {
                if (e instanceof RateLimitExceededException rejected) {
                  retryIn = rejected.retryIn();
                }
              });
    }

    @Override
    public CompletableFuture<Permit> acquire(Duration maxWait) {
      Permit taken = permits.poll();
      return taken == null ? acquire() : CompletableFuture.completedFuture(taken);
    }

    @Override
    public void pause(Duration delay) {
      limiter.pause(delay);
    }
  }
}
