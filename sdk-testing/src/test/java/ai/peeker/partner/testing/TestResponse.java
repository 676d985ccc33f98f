package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** A response as a plain HTTP client receives it. */
record TestResponse(int status, HttpHeaders headers, String body) {

  JsonNode json() {
    return Fixtures.parse(body);
  }

  JsonNode data() {
    return json().path("data");
  }

  String id() {
    return data().path("id").asText();
  }

  JsonNode error() {
    return json().path("error");
  }

  /** Returns the status, code and field on one line, for a single assertion. */
  String errorSummary() {
    String field = error().has("field") ? " " + error().path("field").asText() : "";
    return status + " " + error().path("code").asText() + field;
  }
}
