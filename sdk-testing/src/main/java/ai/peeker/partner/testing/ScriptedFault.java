package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.fault.Fault;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Chooses the fault of the requests that {@link Faults} names. Each method scripts one fault.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ScriptedFault {
  private final Consumer<Fault> script;

  ScriptedFault(Consumer<Fault> script) {
    this.script = script;
  }

  /**
   * Responds with 429 {@code rate_limited}, without handling the request.
   *
   * @param retryAfter the {@code details.retry_after_seconds}: whole seconds, 0 or more
   * @throws IllegalArgumentException if the value is out of range
   */
  public void rateLimit(Duration retryAfter) {
    respond(ErrorResponse.rateLimited(requireSeconds(retryAfter)).toResponse());
  }

  /** Responds with 429 {@code rate_limited} without a delay, without handling the request. */
  public void rateLimit() {
    respond(ErrorResponse.ofStatus(429).toResponse());
  }

  /**
   * Responds with 429 whose delay is in the header {@code Retry-After} only and which has no body,
   * as a proxy does, without handling the request.
   *
   * @param retryAfter the value of the header: whole seconds, 0 or more
   * @throws IllegalArgumentException if the value is out of range
   */
  public void rateLimitByHeader(Duration retryAfter) {
    String seconds = String.valueOf(requireSeconds(retryAfter).toSeconds());
    respond(LocalResponse.of(429, "text/plain", "").withHeader("Retry-After", seconds));
  }

  /**
   * Responds with the 429 of an import for which there is no capacity, without handling the
   * request.
   */
  public void importCapacity() {
    respond(
        ErrorResponse.ofStatus(429)
            .details(details -> details.put("reason", "cloudflare_account_capacity"))
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
    respond(ErrorResponse.ofStatus(requireErrorStatus(status)).toResponse());
  }

  /**
   * Responds with an error that has no body, without handling the request.
   *
   * @param status from 400 to 599
   * @throws IllegalArgumentException if the status is out of range
   */
  public void failWithoutBody(int status) {
    respond(LocalResponse.of(requireErrorStatus(status), "text/plain", ""));
  }

  /**
   * Responds with 200 and the beginning of a JSON success response: it ends within the {@code id}
   * of the {@code data}, after {@code ord_} and a NUL character. The request is not handled, and
   * the client cannot read the response.
   */
  public void garbage() {
    respond(LocalResponse.of(200, "application/json", "{\"data\":{\"id\":\"ord_\u0000"));
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

  /** Resets the connection (TCP RST) without handling the request. */
  public void resetConnection() {
    script.accept(Fault.resettingConnection());
  }

  /**
   * Handles the request and then closes the connection without a response, so that the caller
   * cannot know the outcome.
   */
  public void dropResponse() {
    script.accept(Fault.droppingResponse());
  }

  /** Handles the request, sends the status and the headers, and closes the connection. */
  public void headersOnly() {
    script.accept(Fault.cuttingBody());
  }

  /**
   * Handles the request and delays the response, in real time.
   *
   * @param delay the time before the response
   * @throws IllegalArgumentException if the delay is negative
   */
  public void delay(Duration delay) {
    script.accept(Fault.delaying(requireNotNegative(delay, "delay")));
  }

  /**
   * Handles the request and sends the body byte by byte, in real time.
   *
   * @param pause the time after each byte
   * @throws IllegalArgumentException if the pause is negative
   */
  public void drip(Duration pause) {
    script.accept(Fault.dripping(requireNotNegative(pause, "pause")));
  }

  private void respond(LocalResponse response) {
    script.accept(Fault.responding(response));
  }

  private static int requireErrorStatus(int status) {
    return Arguments.requireInRange(status, 400, 599, "status");
  }

  private static Duration requireSeconds(Duration retryAfter) {
    Arguments.requireNonNull(retryAfter, "retryAfter");
    if (retryAfter.isNegative() || retryAfter.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "retryAfter must be whole seconds, 0 or more, as the API sends it: " + retryAfter);
    }
    return retryAfter;
  }

  private static Duration requireNotNegative(Duration value, String name) {
    if (Arguments.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected 0 or more)");
    }
    return value;
  }
}
