package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.model.Secret;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A property with a value that is not accepted. */
@SuppressWarnings("serial") // never serialized
final class InvalidPeekerPropertyException extends IllegalArgumentException {
  private static final String PREFIX = "peeker.partner.";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

  private final String property;
  private final String problem;

  InvalidPeekerPropertyException(String property, String problem) {
    super("The property " + PREFIX + property + " is invalid: " + problem);
    this.property = PREFIX + property;
    this.problem = problem;
  }

  /**
   * Passes a value that is set on; if it is rejected, the exception has the name of its property.
   */
  static <T> void pass(String property, @Nullable T value, Consumer<? super T> setter) {
    if (value != null) {
      try {
        setter.accept(value);
      } catch (IllegalArgumentException e) {
        throw new InvalidPeekerPropertyException(property, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Passes a secret on, unless it has a placeholder without a value, which anyone could guess. */
  static Secret resolved(String property, Secret secret) {
    Matcher placeholder = PLACEHOLDER.matcher(secret.reveal());
    if (placeholder.find()) {
      throw new InvalidPeekerPropertyException(
          property, "its placeholder " + placeholder.group() + " has no value");
    }
    return secret;
  }

  String property() {
    return property;
  }

  String problem() {
    return problem;
  }
}
