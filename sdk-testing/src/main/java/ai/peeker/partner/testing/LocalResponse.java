package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A response to a {@link LocalRequest}.
 *
 * @param dropped whether the connection is closed instead of sending the response
 */
record LocalResponse(int status, String contentType, String body, boolean dropped) {
  private static final String JSON = "application/json";

  static LocalResponse json(int status, JsonNode body) {
    return new LocalResponse(status, JSON, Json.write(body), false);
  }

  /** Creates a 200 with this value as the envelope's {@code data}. */
  static LocalResponse data(JsonNode data) {
    return json(200, Json.object().set("data", data));
  }

  LocalResponse drop() {
    return new LocalResponse(status, contentType, body, true);
  }
}
