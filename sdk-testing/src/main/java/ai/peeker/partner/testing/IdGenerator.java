package ai.peeker.partner.testing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates ids in the API's format. They are sequential, not random, so that each run of a test
 * sees the same ids.
 *
 * <p>An id is a prefix and 24 characters of the ULID alphabet (26 in a request id), as in the
 * documented examples.
 */
final class IdGenerator {
  // Letters of the ULID alphabet only, and recognizable as not issued by the real API.
  private static final String STEM = "01TESTPEEKER";
  private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final AtomicLong orders = new AtomicLong();
  private final AtomicLong users = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  String nextOrderId() {
    return "ord_" + STEM + next(orders, 12);
  }

  String nextUserId() {
    return "usr_" + STEM + next(users, 12);
  }

  String nextEventId() {
    return "evt_" + STEM + next(events, 12);
  }

  String nextRequestId() {
    return "req_" + STEM + next(requests, 14);
  }

  private static String next(AtomicLong counter, int width) {
    String base32 = Long.toString(counter.incrementAndGet(), 32);
    StringBuilder digits = new StringBuilder("0".repeat(width - base32.length()));
    for (int i = 0; i < base32.length(); i++) {
      digits.append(ULID_DIGITS.charAt(Character.digit(base32.charAt(i), 32)));
    }
    return digits.toString();
  }
}
