package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/** Reads records through the operations of the API, so that the console shows what they return. */
final class InternalCalls {
  private static final int SUCCESS = 200;

  private final LocalApi api;
  private final String basePath;

  InternalCalls(LocalApi api, URI baseUrl) {
    this.api = api;
    this.basePath = baseUrl.getPath();
  }

  /**
   * Returns the body of a successful response.
   *
   * @throws ErrorResponseException the response of the operation if it is an error
   */
  JsonNode get(String target) {
    LocalRequest request = LocalRequest.of("GET", basePath + target, Map.of(), new byte[0]);
    LocalResponse response = api.handleInternally(request);
    if (response.status() != SUCCESS) {
      throw new ErrorResponseException(response);
    }
    return Json.parse(response.body());
  }
}
