package ai.peeker.partner.testing.internal.account;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates ids in the API's format. They are sequential, not random, so that each run of a test
 * sees the same ids. Event ids have a random part: receivers remember them, often in a database,
 * and must not take the first event of the next test for a duplicate.
 *
 * <p>An id is a prefix and 24 characters of the ULID alphabet (26 in a request id), as in the
 * documented examples.
 */
public final class IdGenerator {
  // Letters of the ULID alphabet only, and recognizable as not issued by the real API.
  private static final String STEM = "01TESTPEEKER";
  private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int RANDOM_BITS = 30;
  private static final int RANDOM_DIGITS = 6;

  private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
  private final boolean allUnique;
  private final String unique = digits(new SecureRandom().nextInt(1 << RANDOM_BITS), RANDOM_DIGITS);

  /**
   * Creates a generator.
   *
   * @param allUnique whether all ids have a random part, for people, whose application keeps its
   *     records when LocalPeeker is started again
   */
  public IdGenerator(boolean allUnique) {
    this.allUnique = allUnique;
  }

  /**
   * Returns the next id.
   *
   * @param prefix the prefix without its underscore, such as {@code ord}
   */
  public String next(String prefix) {
    long number = counters.computeIfAbsent(prefix, unused -> new AtomicLong()).incrementAndGet();
    int width = prefix.equals("req") ? 14 : 12;
    return prefix
        + "_"
        + STEM
        + (allUnique || prefix.equals("evt")
            ? unique + digits(number, width - RANDOM_DIGITS)
            : digits(number, width));
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
