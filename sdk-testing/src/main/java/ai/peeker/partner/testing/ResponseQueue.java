package ai.peeker.partner.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The scripted responses of the next requests, in FIFO order. Each request takes one. */
final class ResponseQueue {
  /** Produces the response to one request, with or without its normal handling. */
  @FunctionalInterface
  private interface ScriptedResponse {
    LocalResponse respond(Supplier<LocalResponse> handler);
  }

  private final Queue<ScriptedResponse> scripted = new ConcurrentLinkedQueue<>();

  /** Returns the next scripted response, or the handler's if none is queued. */
  LocalResponse respond(Supplier<LocalResponse> handler) {
    return Optional.ofNullable(scripted.poll()).orElse(Supplier::get).respond(handler);
  }

  void addRateLimit(int requests, Duration retryAfter) {
    Arguments.requireAtLeast(requests, 1, "requests");
    Arguments.requireNonNull(retryAfter, "retryAfter");
    if (retryAfter.isNegative() || retryAfter.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "retryAfter must be whole seconds, 0 or more, as the API sends it: " + retryAfter);
    }
    LocalResponse response =
        ErrorResponse.ofStatus(429)
            .details(details -> details.put("retry_after_seconds", retryAfter.toSeconds()))
            .toResponse();
    for (int request = 0; request < requests; request++) {
      scripted.add(handler -> response);
    }
  }

  void addFailure(int status) {
    Arguments.requireInRange(status, 400, 599, "status");
    LocalResponse response = ErrorResponse.ofStatus(status).toResponse();
    scripted.add(handler -> response);
  }

  void add(int status, String contentType, String body) {
    // A status below 200 would not end the exchange.
    Arguments.requireInRange(status, 200, 599, "status");
    Arguments.requireNonNull(contentType, "contentType");
    Arguments.requireNonNull(body, "body");
    LocalResponse response = new LocalResponse(status, contentType, body, false);
    scripted.add(handler -> response);
  }

  /** Adds a response that is handled normally and then not sent. */
  void addDropped() {
    scripted.add(handler -> handler.get().drop());
  }
}
