package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.contract.Operation;
import ai.peeker.partner.testing.internal.contract.ResponseValidator;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Validates our own responses and webhooks by the contract, and remembers the violations.
 *
 * <p>Safe for use by several threads.
 */
public final class Conformance {
  private final List<String> violations = new ArrayList<>();

  /** Validates a response to a request of the operation, or to one that no operation has. */
  void check(Optional<Operation> operation, LocalResponse response) {
    JsonNode body = Json.parse(response.body());
    add(
        operation
            .map(found -> ResponseValidator.response(found, response.status(), body))
            .orElseGet(() -> ResponseValidator.error(response.status(), body)));
  }

  /** Validates the body of a webhook. */
  public void checkWebhook(String type, JsonNode body) {
    add(ResponseValidator.webhook(type, body));
  }

  /** Remembers a failure of ours, without its message, which may quote a secret. */
  public void addFailure(String subject, Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    String place = stack.length == 0 ? "" : " at " + stack[0];
    add(List.of(subject + ": " + failure.getClass().getName() + place));
  }

  private synchronized void add(List<String> found) {
    violations.addAll(found);
  }

  /** Returns the violations since the last call. */
  public synchronized List<String> drain() {
    List<String> drained = List.copyOf(violations);
    violations.clear();
    return drained;
  }
}
