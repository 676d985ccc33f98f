package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.fault.Fault;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The scripted faults of a {@link LocalPeeker}.
 *
 * <pre>{@code
 * try (LocalPeeker peeker = LocalPeeker.start()) {
 *   peeker.faults().next(2).rateLimit(Duration.ofSeconds(12));
 *   peeker.faults().next(1).dropResponse();
 *   // ... the third request is handled, but gets no response ...
 * }
 * }</pre>
 *
 * <p>A request takes the first scripted fault that matches it, in the order scripted.
 *
 * <p>Safe for use by several threads.
 */
public final class Faults {
  private final Supplier<LocalApi> api;

  Faults(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Chooses the next requests, whatever they are.
   *
   * @param requests the number of requests, 1 or more
   * @return the choice of their fault
   * @throws IllegalArgumentException if the number is out of range
   */
  public Script next(int requests) {
    Arguments.requireAtLeast(requests, 1, "requests");
    return new Script(request -> true, requests);
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "Faults[]";
  }

  /** Chooses the fault of the requests. Each method scripts one fault. */
  public final class Script {
    private final Predicate<LocalRequest> matches;
    private final int requests;

    private Script(Predicate<LocalRequest> matches, int requests) {
      this.matches = matches;
      this.requests = requests;
    }

    /**
     * Responds with 429 {@code rate_limited}, without handling the request.
     *
     * @param retryAfter the {@code details.retry_after_seconds}: whole seconds, 0 or more
     * @throws IllegalArgumentException if the value is out of range
     */
    public void rateLimit(Duration retryAfter) {
      Arguments.requireNonNull(retryAfter, "retryAfter");
      if (retryAfter.isNegative() || retryAfter.toNanosPart() != 0) {
        throw new IllegalArgumentException(
            "retryAfter must be whole seconds, 0 or more, as the API sends it: " + retryAfter);
      }
      respond(
          ErrorResponse.ofStatus(429)
              .details(details -> details.put("retry_after_seconds", retryAfter.toSeconds()))
              .toResponse());
    }

    /**
     * Responds with an error, without handling the request. The error code fits the status: {@code
     * internal_error} from 500 on.
     *
     * @param status from 400 to 599
     * @throws IllegalArgumentException if the status is out of range
     */
    public void fail(int status) {
      Arguments.requireInRange(status, 400, 599, "status");
      respond(ErrorResponse.ofStatus(status).toResponse());
    }

    /**
     * Responds with exactly this response, without handling the request. Use it for error pages of
     * proxies, malformed bodies and errors that no state leads to.
     *
     * @param status from 200 to 599
     * @param contentType the value of the {@code Content-Type} header
     * @param body the response body; may be empty
     * @throws IllegalArgumentException if the status is out of range
     */
    public void respond(int status, String contentType, String body) {
      // A status below 200 would not end the exchange.
      Arguments.requireInRange(status, 200, 599, "status");
      Arguments.requireNonNull(contentType, "contentType");
      Arguments.requireNonNull(body, "body");
      respond(LocalResponse.of(status, contentType, body));
    }

    /**
     * Handles the request and then closes the connection without a response, so that the caller
     * cannot know the outcome.
     */
    public void dropResponse() {
      add(Fault.dropping());
    }

    private void respond(LocalResponse response) {
      add(Fault.responding(response));
    }

    private void add(Fault fault) {
      api.get().backend().faults().add(matches, requests, fault);
    }
  }
}
