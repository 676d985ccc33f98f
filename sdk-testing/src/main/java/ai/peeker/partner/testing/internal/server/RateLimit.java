package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The API's rate limit: 600 requests of a key within any minute.
 *
 * <p>Safe for use by several threads.
 */
public final class RateLimit {
  private static final int REQUESTS = 600;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final boolean enabled;
  private final Map<String, Deque<Instant>> acceptedByKey = new HashMap<>();

  public RateLimit(boolean enabled) {
    this.enabled = enabled;
  }

  /** Counts a request of a key, or rejects it with 429. */
  synchronized void take(String key, Instant now) {
    if (!enabled) {
      return;
    }
    Deque<Instant> accepted = acceptedByKey.computeIfAbsent(key, unused -> new ArrayDeque<>());
    while (!accepted.isEmpty() && !accepted.peekFirst().plus(WINDOW).isAfter(now)) {
      accepted.removeFirst();
    }
    if (accepted.size() >= REQUESTS) {
      Duration wait = Duration.between(now, accepted.getFirst().plus(WINDOW));
      throw ErrorResponse.rateLimited(wait).toException();
    }
    accepted.addLast(now);
  }
}
