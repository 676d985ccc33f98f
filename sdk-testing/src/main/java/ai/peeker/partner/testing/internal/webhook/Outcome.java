package ai.peeker.partner.testing.internal.webhook;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of an attempt.
 *
 * @param status the status of the receiver's response, or empty if there was none
 * @param failure the reason for a missing response
 */
record Outcome(OptionalInt status, Optional<String> failure) {
  static Outcome responded(int status) {
    return new Outcome(OptionalInt.of(status), Optional.empty());
  }

  static Outcome failed(String failure) {
    return new Outcome(OptionalInt.empty(), Optional.of(failure));
  }

  boolean accepted() {
    return status.isPresent() && status.getAsInt() / 100 == 2;
  }
}
