package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A webhook that is being written: the body and how to sign it. */
public final class Draft {
  private final Event event;
  private String body;
  private long timestamp;
  private List<String> secrets;
  private final Map<String, List<String>> changedHeaders =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Draft(Event event, Instant signedAt, String secret) {
    this.event = event;
    this.timestamp = signedAt.getEpochSecond();
    this.secrets = List.of(secret);
    this.body = Json.write(json(event));
  }

  /** Returns the body of an event that is not changed. */
  static ObjectNode json(Event event) {
    ObjectNode json = Json.object();
    json.put("id", event.id()).put("type", event.type().value());
    json.put("created_at", Json.timestamp(event.createdAt())).set("data", event.data());
    return json;
  }

  void changeBody(UnaryOperator<String> change) {
    body = change.apply(body);
  }

  /** Sets a property, and the objects on the way to it; removes it if the value is missing. */
  void property(List<String> path, JsonNode value) {
    JsonNode root = Json.parse(body);
    ObjectNode parent = root.isObject() ? (ObjectNode) root : Json.object();
    root = parent;
    for (String name : path.subList(0, path.size() - 1)) {
      JsonNode child = parent.path(name);
      parent = child.isObject() ? (ObjectNode) child : parent.putObject(name);
    }
    String last = path.get(path.size() - 1);
    if (value.isMissingNode()) {
      parent.remove(last);
    } else {
      parent.set(last, value);
    }
    body = Json.write(root);
  }

  void timestamp(long seconds) {
    timestamp = seconds;
  }

  void secrets(List<String> all) {
    secrets = all;
  }

  void header(String name, List<String> values) {
    changedHeaders.put(name, values);
  }

  /** Signs the body and returns the message. */
  Message message(URI url) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Content-Type", List.of("application/json"));
    headers.put("Peeker-Event-Id", List.of(event.id()));
    headers.put("Peeker-Timestamp", List.of(Long.toString(timestamp)));
    headers.put("Peeker-Signature", List.of(signature()));
    changedHeaders.forEach(
        (name, values) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          if (!values.isEmpty()) {
            headers.put(name, values);
          }
        });
    return new Message(url, headers, body);
  }

  private String signature() {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> new Signature(secret).sign(timestamp, event.id(), bytes))
        .collect(Collectors.joining(","));
  }
}
