package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What came back over the wire. */
record Answer(int status, HttpHeaders headers, String text) {

  JsonNode json() {
    return Bodies.parse(text);
  }

  JsonNode data() {
    return json().path("data");
  }

  JsonNode error() {
    return json().path("error");
  }

  /** Status, code and field in one line, so that a test can compare them at once. */
  String refusal() {
    String field = error().has("field") ? " " + error().path("field").asText() : "";
    return status + " " + error().path("code").asText() + field;
  }
}
