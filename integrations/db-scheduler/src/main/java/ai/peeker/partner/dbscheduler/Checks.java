package ai.peeker.partner.dbscheduler;

import java.time.Duration;

/** Checks of arguments. */
final class Checks {
  private static final int LONGEST_NAME = 100; // of db-scheduler's columns

  private Checks() {}

  static <T> T notNull(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    return value;
  }

  /** Checks the name of a task or the id of an instance. */
  static String name(String name, String value) {
    if (notNull(name, value).isBlank() || value.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          name + " must have 1 to 100 characters: \"" + value + "\"");
    }
    return value;
  }

  static void limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "limit is out of range: " + limit + " (expected 1 or more)");
    }
  }

  static void delays(Duration first, Duration longest, Duration maximum) {
    if (notNull("first", first).toMillis() < 1
        || first.compareTo(notNull("longest", longest)) > 0
        || longest.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "delays are out of range: "
              + first
              + " and "
              + longest
              + " (expected at least 1 ms, and at most "
              + maximum.toHours()
              + " h)");
    }
  }
}
