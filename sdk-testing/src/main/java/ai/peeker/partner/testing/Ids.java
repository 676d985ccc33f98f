package ai.peeker.partner.testing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids in the API's form, counted and not drawn, so that a test sees the same ids in each run.
 *
 * <p>They are a prefix and 24 characters of the ULID alphabet, 26 for request ids, as in the
 * documented examples.
 */
final class Ids {
  // Letters of the ULID alphabet only, and plainly not of the real service.
  private static final String STEM = "01TESTPEEKER";
  private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final AtomicLong orders = new AtomicLong();
  private final AtomicLong users = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  String order() {
    return "ord_" + STEM + counted(orders, 12);
  }

  String user() {
    return "usr_" + STEM + counted(users, 12);
  }

  String event() {
    return "evt_" + STEM + counted(events, 12);
  }

  String request() {
    return "req_" + STEM + counted(requests, 14);
  }

  private static String counted(AtomicLong counter, int width) {
    String base32 = Long.toString(counter.incrementAndGet(), 32);
    StringBuilder digits = new StringBuilder("0".repeat(width - base32.length()));
    for (int i = 0; i < base32.length(); i++) {
      digits.append(ULID_DIGITS.charAt(Character.digit(base32.charAt(i), 32)));
    }
    return digits.toString();
  }
}
