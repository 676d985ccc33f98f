package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.time.Instant;

/**
 * A request received, with its response.
 *
 * @param response the response, even if a fault dropped it
 * @param requestId the id of the response, or empty while there is none
 * @param time the time of the account at which the request was received
 * @param fault the name of the fault that the request took, or empty
 */
public record Exchange(
    LocalRequest request, LocalResponse response, String requestId, Instant time, String fault) {
  /** Creates the record of a request without a response: its status is 0. */
  public static Exchange before(LocalRequest request) {
    return new Exchange(request, LocalResponse.of(0, "", ""), "", Instant.EPOCH, "");
  }
}
