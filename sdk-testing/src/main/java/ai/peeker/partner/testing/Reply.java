package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What goes back to the caller.
 *
 * @param lost whether the connection breaks instead of carrying the answer
 */
record Reply(int status, String contentType, String body, boolean lost) {
  private static final String JSON = "application/json";

  static Reply json(int status, JsonNode body) {
    return new Reply(status, JSON, Json.write(body), false);
  }

  static Reply data(JsonNode data) {
    return json(200, Json.object().set("data", data));
  }

  Reply lose() {
    return new Reply(status, contentType, body, true);
  }
}
