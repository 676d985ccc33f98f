package ai.peeker.partner.ratelimit;

import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a limiter.
 *
 * @param schema with a dot, or empty
 * @param localShare 0 for none
 */
record Settings(
    DataSource source,
    String name,
    int limit,
    Duration longestExchange,
    String schema,
    int localShare,
    Duration window) {
  private static final Pattern NAME = Pattern.compile("[!-~&&[^A-Z]]{1,100}");
  private static final int HIGHEST_LIMIT = 10_000;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  static Settings of(@Nullable DataSource source, @Nullable String name) {
    if (source == null) {
      throw new IllegalArgumentException("dataSource must not be null");
    }
    Duration timeout = Duration.ofSeconds(30); // the default of an attempt
    return new Settings(source, checked(name), 600, timeout, "", 0, Duration.ofMinutes(1));
  }

  private static String checked(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("name must not be " + (name == null ? "null" : "empty"));
    }
    if (name.contains("pk_live_") || name.contains("pk_test_")) { // not shown, for that reason
      throw new IllegalArgumentException(
          "name looks like it contains an API key, and it is stored in the database. Use a name for"
              + " the key instead, such as \"live\".");
    }
    if (!NAME.matcher(name).matches()) { // MySQL does not tell upper from lower case
      throw new IllegalArgumentException(
          "name must have 1 to 100 ASCII characters without spaces and upper-case letters: \""
              + name
              + "\".");
    }
    return name;
  }

  Settings withLimit(int value) {
    int checked = inRange("requestsPerMinute", value);
    return new Settings(source, name, checked, longestExchange, schema, localShare, window);
  }

  Settings withLocalShare(int value) {
    int checked = inRange("requestsPerMinute", value);
    return new Settings(source, name, limit, longestExchange, schema, checked, window);
  }

  private static int inRange(String argument, int value) {
    if (value < 1 || value > HIGHEST_LIMIT) {
      throw new IllegalArgumentException(
          argument + " is out of range: " + value + " (expected 1 to 10000).");
    }
    return value;
  }

  Settings withLongestExchange(@Nullable Duration value) {
    if (value == null) {
      throw new IllegalArgumentException("longestExchange must not be null");
    }
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "longestExchange is out of range: " + value + " (expected more than zero, to 1 hour).");
    }
    return new Settings(source, name, limit, value, schema, localShare, window);
  }

  Settings inSchema(@Nullable String value) {
    if (value == null || !SCHEMA.matcher(value).matches()) { // it becomes part of the statements
      throw new IllegalArgumentException(
          "schema must have 1 to 63 ASCII letters, digits and underscores and must not start with a"
              + " digit: \""
              + value
              + "\".");
    }
    return new Settings(source, name, limit, longestExchange, value + ".", localShare, window);
  }

  /** Returns settings with another window of the server, for a test. */
  Settings withWindow(Duration value) {
    return new Settings(source, name, limit, longestExchange, schema, localShare, value);
  }

  /**
   * Returns how long a permit is held after a response, in ms: both ends of a window belong to it.
   */
  long windowMillis() {
    return window.toMillis() + 1;
  }

  /** The network may deliver a request without a response for about one window more. */
  long lateMillis() {
    return windowMillis() + window.toMillis();
  }

  /** Returns after how many ms the permit of a process that ended is free again. */
  long leaseMillis() {
    return longestExchange.toMillis() + lateMillis();
  }
}
