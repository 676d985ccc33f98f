package ai.peeker.partner.spring.health;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnauthorizedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of Peeker as this application sees it. Each successful call of the client proves that
 * it is up. Only if none has succeeded for the interval is the account read, once in each interval,
 * with a short timeout and without a retry. So a failure is forgotten after the interval at the
 * latest, and with the next successful call.
 *
 * <p>A response that rejects the request, such as a 429, is a sign of life. Peeker is down if it
 * does not respond, responds with 500 or more, or rejects the API key.
 */
public final class PeekerHealth implements CallListener {
  private final Supplier<? extends @Nullable PeekerClient> client;
  private final Duration interval;
  private final Duration timeout;
  private final InstantSource clock;
  private final AtomicBoolean probing = new AtomicBoolean();
  private volatile @Nullable State last;

  /**
   * Creates a state that is unknown yet.
   *
   * @param client supplies the client, which notifies the new object; null if there is none
   * @param interval the time after which the account is read
   * @param timeout the timeout of that call
   * @param clock the time
   */
  public PeekerHealth(
      Supplier<? extends @Nullable PeekerClient> client,
      Duration interval,
      Duration timeout,
      InstantSource clock) {
    this.client = client;
    this.interval = interval;
    this.timeout = timeout;
    this.clock = clock;
  }

  /**
   * The state at one time.
   *
   * @param isUp whether Peeker is up
   * @param at when that was found out
   * @param source the operation that found it out
   * @param failure the reason why it is down, or the rejection; null after a success
   */
  public record State(boolean isUp, Instant at, String source, @Nullable String failure) {
    /** {@return the properties other than {@code isUp}, for a health indicator} */
    public Map<String, Object> details() {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("checkedAt", at.toString());
      details.put("checkedBy", source);
      if (failure != null) {
        details.put("failure", failure);
      }
      return details;
    }
  }

  @Override
  public void onCallEnd(CallInfo call, CallEnd end) {
    if (end.isSuccess()) {
      last = new State(true, clock.instant(), call.operation(), null);
    }
  }

  /**
   * Returns the state, which may be as old as the interval, or older while another thread reads the
   * account.
   *
   * @return the state; null while the first one is found out, and without a client
   */
  public @Nullable State state() {
    State known = last;
    boolean isFresh = known != null && known.at.plus(interval).isAfter(clock.instant());
    PeekerClient peeker = client.get();
    if (peeker != null && !isFresh && probing.compareAndSet(false, true)) {
      try {
        last = probe(peeker);
      } finally {
        probing.set(false);
      }
    }
    return last;
  }

  private State probe(PeekerClient peeker) {
    PeekerClient once =
        peeker.withOptions(options -> options.timeout(timeout).retryPolicy(RetryPolicy.none()));
    try {
      once.account().me();
      return new State(true, clock.instant(), "getMe", null);
    } catch (CallException e) {
      return new State(
          isAlive(e),
          clock.instant(),
          "getMe",
          e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static boolean isAlive(CallException failure) {
    return failure.getCause() instanceof RateLimitExceededException
        || (failure instanceof ApiException
            && !(failure instanceof UnauthorizedException)
            && !(failure instanceof ServerException));
  }
}
