package ai.peeker.partner.bucket4j;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bucket in the backend. */
final class SharedBucket {
  private static final long TIMEOUT_SECONDS = 5;

  private final Supplier<CompletableFuture<Optional<BucketConfiguration>>> stored;
  private final AsyncBucketProxy bucket;
  private final Limits limits;
  private final BucketConfiguration configuration;
  private @Nullable CompletableFuture<?> ready;
  private volatile boolean hasReplaced; // and has not paused since then

  <K> SharedBucket(
      AsyncProxyManager<K> manager, K key, Limits limits, BucketConfiguration configuration) {
    this.stored = () -> manager.getProxyConfiguration(key);
    this.bucket =
        manager.builder().build(key, () -> CompletableFuture.completedFuture(configuration));
    this.limits = limits;
    this.configuration = configuration;
  }

  BucketConfiguration configuration() {
    return configuration;
  }

  /** Takes a token, if there is one. */
  CompletableFuture<ConsumptionProbe> take() {
    return ready()
        .thenCompose(ready -> bucket.tryConsumeAndReturnRemaining(1))
        .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes a token in any case: a request may arrive later than its own one allows, by as much. */
  void takeAnother() {
    CompletableFuture<?> unused = bucket.consumeIgnoringRateLimits(1);
  }

  private synchronized CompletableFuture<?> ready() {
    CompletableFuture<?> known = ready;
    if (known == null || known.isCompletedExceptionally()) {
      known = stored.get().thenCompose(this::replace).orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      ready = known;
    }
    return known;
  }

  /**
   * Replaces another configuration, which the backend would use instead of this one. The permits of
   * the last window are those of the other one, so there is none until it is over.
   */
  private CompletableFuture<?> replace(Optional<BucketConfiguration> other) {
    if (other.isEmpty() || other.get().equals(configuration)) {
      return hasReplaced ? pauseAfterReplacement() : CompletableFuture.completedFuture(null);
    }
    hasReplaced = true;
    return bucket
        .replaceConfiguration(configuration, TokensInheritanceStrategy.AS_IS)
        .thenCompose(replaced -> pauseAfterReplacement());
  }

  private CompletableFuture<?> pauseAfterReplacement() {
    return pause(limits.window().plus(limits.longestExchange())).thenRun(() -> hasReplaced = false);
  }

  /**
   * Takes so many tokens that there is none until the delay is over, for any machine. If several
   * machines do so at once, each gives back those that make the pause longer.
   */
  CompletableFuture<?> pause(Duration delay) {
    return bucket
        .getAvailableTokens()
        .thenCompose(
            available -> {
              long debt = available + Limits.debt(configuration, delay);
              return debt <= 0
                  ? CompletableFuture.completedFuture(null)
                  : bucket
                      .consumeIgnoringRateLimits(debt)
                      .thenCompose(nanos -> giveBack(debt, nanos - delay.toNanos()));
            });
  }

  private CompletableFuture<?> giveBack(long most, long nanos) {
    long tokens = nanos <= 0 ? 0 : Math.min(most, Limits.leastRefill(configuration, nanos));
    return tokens == 0 ? CompletableFuture.completedFuture(null) : bucket.addTokens(tokens);
  }
}
