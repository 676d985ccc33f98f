package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.model.WebhookEventType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a webhook: an object with an id and a type; the rest may have any shape.
 *
 * @param createdAt the time of the event, if it can be read
 * @param event the event, without the properties that cannot be read
 * @param problems the properties that cannot be read
 */
record WebhookPayload(Optional<Instant> createdAt, WebhookEvent event, List<JsonProblem> problems) {
  private static final JsonCodec JSON = new JsonCodec();
  private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,200}");

  private static final Map<String, WebhookEnvironment> ENVIRONMENTS =
      Map.of("live", WebhookEnvironment.LIVE, "test", WebhookEnvironment.SANDBOX);

  /**
   * Reads a body.
   *
   * @param signedAt replaces the time of an event that has none
   */
  static WebhookPayload read(byte[] body, Instant signedAt) {
    try {
      WebhookEvent event = JSON.read(body, WebhookEvent::read);
      if (string(event, "id").isEmpty() || string(event, "type").isEmpty()) {
        throw malformed("it is not a JSON object with an id and a type");
      }
      Optional<Instant> createdAt = createdAt(event);
      boolean complete = !isKnown(event) || isComplete(event, createdAt);
      return new WebhookPayload(
          createdAt,
          complete ? event : completed(body, event, createdAt.isEmpty() ? signedAt : null),
          event.problems().stream().filter(problem -> !isRecord(event, problem)).toList());
    } catch (MalformedJsonException e) {
      throw malformed(e.getMessage());
    } catch (InvalidModelException e) {
      throw malformed("it is not a JSON object with an id and a type");
    }
  }

  private static WebhookVerificationException malformed(@Nullable String why) {
    return new WebhookVerificationException(
        Reason.MALFORMED_BODY, "The body is not a webhook as documented: " + why + ".");
  }

  private static Optional<Instant> createdAt(WebhookEvent event) {
    Object time = at(event, "created_at");
    if (time instanceof String text && !isKnown(event)) {
      try {
        time = JsonReader.plain(text, JsonReader::dateTime);
      } catch (InvalidModelException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(time instanceof OffsetDateTime read ? read.toInstant() : null);
  }

  private static boolean isKnown(WebhookEvent event) {
    return WebhookEventType.of(string(event, "type").orElse("")).isKnown();
  }

  String id() {
    return string(event, "id").orElseThrow();
  }

  String type() {
    return string(event, "type").orElseThrow();
  }

  /** Returns the id of the record in the event, if every store can keep and compare it. */
  Optional<String> subject() {
    return (isKnown(event) ? Optional.<String>empty() : string(event, "data", family(event), "id"))
        .or(() -> string(event, "data", "id"))
        .filter(value -> SUBJECT.matcher(value).matches());
  }

  /** Returns the environment of the API key in the event, if it is known. */
  Optional<WebhookEnvironment> environment() {
    return string(event, "data", "api_key", "environment").map(ENVIRONMENTS::get);
  }

  /** An older event has its record one level down in the data, under the name of its family. */
  private static String family(WebhookEvent event) {
    return string(event, "type").orElse("").split("\\.", 2)[0];
  }

  /**
   * Returns whether a problem is that record: it has another kind than the domain of newer data.
   */
  private static boolean isRecord(WebhookEvent event, JsonProblem problem) {
    return problem.path().equals("data." + family(event)) && problem.json() instanceof Map<?, ?>;
  }

  private static boolean isComplete(WebhookEvent event, Optional<Instant> createdAt) {
    return createdAt.isPresent()
        && at(event, "data") instanceof JsonModel data
        && (data.property(family(event)) == null || data.property(family(event)) instanceof String)
        && event.problems().stream().noneMatch(problem -> isRecord(event, problem));
  }

  /** Reads an event again, with data and a time, and with its record where newer events have it. */
  private static WebhookEvent completed(byte[] body, WebhookEvent event, @Nullable Instant time)
      throws MalformedJsonException {
    Map<Object, @Nullable Object> json = new LinkedHashMap<>(object(JSON.read(body)));
    Map<Object, @Nullable Object> data = new LinkedHashMap<>(object(json.get("data")));
    String family = family(event);
    if (data.get(family) instanceof Map<?, ?> record) {
      if (family.equals("domain")) {
        data.remove(family); // in the newer shape this is the name of the domain
      }
      data.putAll(record);
    }
    json.put("data", data);
    if (time != null) {
      json.put("created_at", time.atOffset(ZoneOffset.UTC));
    }
    return JSON.read(JSON.write(json), WebhookEvent::read);
  }

  private static Map<?, ?> object(@Nullable Object json) {
    return json instanceof Map<?, ?> object ? object : Map.of();
  }

  private static @Nullable Object at(Object from, String... path) {
    Object value = from;
    for (String name : path) {
      value = value instanceof JsonModel model ? model.property(name) : object(value).get(name);
    }
    return value;
  }

  private static Optional<String> string(Object from, String... path) {
    Object value = at(from, path);
    Object json = value instanceof JsonModel model ? model.toJson() : value;
    return json instanceof String string ? Optional.of(string) : Optional.empty();
  }
}
