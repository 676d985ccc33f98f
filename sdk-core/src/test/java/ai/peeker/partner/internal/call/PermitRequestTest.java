package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.time.SystemTimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermitRequestTest {
  private final CompletableFuture<Permit> future = new CompletableFuture<>();
  private final AtomicInteger released = new AtomicInteger();

  private static PermitRequest of(@Nullable CompletableFuture<Permit> future) {
    RateLimiter limiter =
        new RateLimiter() {
          @Override
          public @Nullable CompletableFuture<Permit> acquire(Duration maxWait) {
            return future;
          }

          @Override
          public void pause(Duration delay) {}
        };
    return new PermitRequest(limiter, Duration.ofSeconds(1), new SystemTimeSource());
  }

  @Test
  void limiter_withoutAFuture_isNamed() {
    assertThatThrownBy(() -> of(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("RateLimiter.acquire must not return null");
  }

  @Test
  void abandon_ofARequestThatWaits_leavesTheQueue() {
    PermitRequest request = of(future);

    request.release(Permit::releaseUnused);

    assertThat(future).isCancelled();
    assertThat(request.failure()).isInstanceOf(CancellationException.class);
  }

  @Test
  void abandon_ofARequestThatWasGranted_releasesThePermit() {
    future.complete(released::incrementAndGet);

    of(future).release(Permit::releaseUnused);

    assertThat(released).hasValue(1);
  }

  @Test
  void abandon_ofARequestThatFailed_changesNothing() {
    IllegalStateException down = new IllegalStateException("down");
    future.completeExceptionally(down);
    PermitRequest request = of(future);

    request.release(Permit::releaseUnused);

    assertThat(request.failure()).isSameAs(down);
  }

  @Test
  void failure_ofAGrantedRequest_isNone() {
    future.complete(released::incrementAndGet);

    assertThat(of(future).failure()).isNull();
    assertThat(of(future).future().join()).isNotNull();
    assertThat(released).hasValue(0);
  }

  @Test
  void failure_ofAChainOfFutures_isItsCause() {
    IllegalStateException down = new IllegalStateException("down");
    CompletableFuture<Permit> chained = future.thenApply(permit -> permit);
    future.completeExceptionally(down);

    assertThat(of(chained).failure()).isSameAs(down);
  }

  @Test
  void failure_withoutACause_isTheFailureItself() {
    CompletionException bare = new CompletionException("bare", null);
    future.completeExceptionally(bare);

    assertThat(of(future).failure()).isSameAs(bare);
  }

  @Test
  void permit_thatIsNull_isNamed() {
    future.complete(null);

    assertThat(of(future).failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("RateLimiter.acquire must not complete its future with null");
  }

  @Test
  void failure_ofALimiterThatKeepsItsRequests_isACancellation() {
    CompletableFuture<Permit> kept =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterrupt) {
            return false;
          }
        };

    assertThat(of(kept).failure()).isInstanceOf(CancellationException.class);
  }

  @Test
  void failure_ofARequestThatIsGrantedInsteadOfCanceled_isNone() {
    CompletableFuture<Permit> granted =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterrupt) {
            complete(released::incrementAndGet);
            return false;
          }
        };

    assertThat(of(granted).failure()).isNull();
  }
}
