package ai.peeker.partner.testing.internal.http;

import ai.peeker.partner.model.JsonModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response to a {@link LocalRequest}.
 *
 * @param headers the headers by name, with {@code Content-Type}
 */
public record LocalResponse(int status, Map<String, String> headers, String body) {
  public LocalResponse {
    headers = Map.copyOf(headers);
  }

  /** Creates a response with this content type. */
  public static LocalResponse of(int status, String contentType, String body) {
    return new LocalResponse(status, Map.of("Content-Type", contentType), body);
  }

  /** Creates a JSON response. */
  public static LocalResponse json(int status, JsonNode body) {
    return of(status, "application/json", Json.write(body));
  }

  /** Creates a 200 with this value as the envelope's {@code data}. */
  public static LocalResponse data(JsonNode data) {
    return json(200, Json.object().set("data", data));
  }

  /** Creates a 200 with this model as the envelope's {@code data}. */
  public static LocalResponse data(JsonModel data) {
    return data(200, data);
  }

  /** Creates a response with this status and with this model as the envelope's {@code data}. */
  public static LocalResponse data(int status, JsonModel data) {
    return json(status, Json.object().set("data", Json.tree(data)));
  }

  /** Returns this response with one more header. */
  public LocalResponse withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new LocalResponse(status, all, body);
  }
}
