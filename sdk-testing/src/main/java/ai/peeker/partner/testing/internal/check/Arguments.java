package ai.peeker.partner.testing.internal.check;

import java.time.Duration;
import java.util.Objects;

/** Validates the arguments of public methods. */
public final class Arguments {
  private Arguments() {}

  /** Returns the value, or throws if it is null. */
  public static <T> T requireNonNull(T value, String name) {
    return Objects.requireNonNull(value, name + " must not be null");
  }

  /**
   * Returns the value, or throws if it is null or blank. The message omits it: it may be secret.
   */
  public static String requireNonBlank(String value, String name) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  /** Returns the value, or throws if it is negative. */
  public static Duration requireNotNegative(Duration value, String name) {
    if (requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected 0 or more)");
    }
    return value;
  }

  /** Returns the value, or throws if it is below the minimum. */
  public static int requireAtLeast(int value, int min, String name) {
    if (value < min) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected " + min + " or more)");
    }
    return value;
  }

  /** Returns the value, or throws if it is outside the range. */
  public static int requireInRange(int value, int min, int max, String name) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected " + min + " to " + max + ")");
    }
    return value;
  }
}
