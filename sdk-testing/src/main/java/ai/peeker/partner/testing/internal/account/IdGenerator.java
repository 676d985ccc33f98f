package ai.peeker.partner.testing.internal.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates ids in the API's format. They are sequential, not random, so that each run of a test
 * sees the same ids.
 *
 * <p>An id is a prefix and 24 characters of the ULID alphabet (26 in a request id), as in the
 * documented examples.
 */
public final class IdGenerator {
  // Letters of the ULID alphabet only, and recognizable as not issued by the real API.
  private static final String STEM = "01TESTPEEKER";
  private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();

  /**
   * Returns the next id.
   *
   * @param prefix the prefix without its underscore, such as {@code ord}
   */
  public String next(String prefix) {
    long number = counters.computeIfAbsent(prefix, unused -> new AtomicLong()).incrementAndGet();
    return prefix + "_" + STEM + digits(number, prefix.equals("req") ? 14 : 12);
  }

  private static String digits(long number, int width) {
    String base32 = Long.toString(number, 32);
    StringBuilder digits = new StringBuilder("0".repeat(width - base32.length()));
    for (int i = 0; i < base32.length(); i++) {
      digits.append(ULID_DIGITS.charAt(Character.digit(base32.charAt(i), 32)));
    }
    return digits.toString();
  }
}
