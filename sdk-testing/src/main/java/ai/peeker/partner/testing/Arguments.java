package ai.peeker.partner.testing;

import java.util.Objects;

/** Validates the arguments of public methods. */
final class Arguments {
  private Arguments() {}

  /** Returns the value, or throws if it is null. */
  static <T> T requireNonNull(T value, String name) {
    return Objects.requireNonNull(value, name + " must not be null");
  }

  /**
   * Returns the value, or throws if it is null or blank. The message omits it: it may be secret.
   */
  static String requireNonBlank(String value, String name) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  /** Returns the value, or throws if it is below the minimum. */
  static int requireAtLeast(int value, int min, String name) {
    if (value < min) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected " + min + " or more)");
    }
    return value;
  }

  /** Returns the value, or throws if it is outside the range. */
  static int requireInRange(int value, int min, int max, String name) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected " + min + " to " + max + ")");
    }
    return value;
  }
}
