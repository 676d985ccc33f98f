package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects all problems of an order, so that one message can name all of them. */
final class Violations {
  private final List<String> problems = new ArrayList<>();
  private @Nullable String firstField;

  Violations add(String field, String problem) {
    problems.add(field + " " + problem);
    firstField = firstField == null ? field : firstField;
    return this;
  }

  /** Runs some checks and throws if they add a problem. */
  static void throwIfAny(Consumer<Violations> checks) {
    Violations violations = new Violations();
    checks.accept(violations);
    violations.throwIfAny();
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw toException();
    }
  }

  ApiException toException() {
    String heading =
        problems.size() == 1 ? "" : "The order is invalid (" + problems.size() + " problems): ";
    return ApiException.builder(
            ErrorCode.INVALID_REQUEST, heading + String.join(" ", problems) + " Nothing was sent.")
        .field(firstField)
        .build();
  }
}
