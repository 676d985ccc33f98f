package ai.peeker.partner.testing.internal.contract;

/**
 * A violation of the contract. It never contains a value, which may be a secret.
 *
 * @param field the path of the value, such as {@code personas[0].last_name}; empty for the whole
 *     body
 * @param problem the problem, such as {@code is required}
 */
public record Violation(String field, String problem) {
  /** Returns a sentence that names the field. */
  public String message() {
    return (field.isEmpty() ? "The body" : field) + " " + problem;
  }
}
