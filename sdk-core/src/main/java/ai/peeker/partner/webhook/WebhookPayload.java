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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a webhook: an object with an id and a type; the rest may have any shape.
 *
 * @param createdAt the time of the event, if it can be read
 * @param event the event, without the properties that cannot be read
 * @param problems the properties that cannot be read
 */
record WebhookPayload(
    String id,
    String type,
    Optional<Instant> createdAt,
    WebhookEvent event,
    List<JsonProblem> problems) {
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
      String id = string(at(event, "id"));
      String type = string(at(event, "type"));
      if (id == null || type == null) {
        throw malformed("it is not a JSON object with an id and a type");
      }
      Optional<Instant> createdAt = time(at(event, "created_at"));
      boolean complete = !isKnown(type) || (createdAt.isPresent() && hasRecord(event, type));
      WebhookEvent all =
          complete ? event : completed(body, type, createdAt.isEmpty() ? signedAt : null);
      return new WebhookPayload(id, type, createdAt, all, problems(event, all, type));
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

  /** Returns a time, which in an event of an unknown type is a string. */
  private static Optional<Instant> time(@Nullable Object value) {
    try {
      Object time = value instanceof String ? JsonReader.plain(value, JsonReader::dateTime) : value;
      return time instanceof OffsetDateTime read ? Optional.of(read.toInstant()) : Optional.empty();
    } catch (InvalidModelException e) {
      return Optional.empty();
    }
  }

  private static boolean isKnown(String type) {
    return WebhookEventType.of(type).isKnown();
  }

  /** Returns the id of the record in the event, if every store can keep and compare it. */
  Optional<String> subject() {
    String nested = isKnown(type) ? null : string(at(event, "data", family(type), "id"));
    String subject = nested == null ? string(at(event, "data", "id")) : nested;
    return Optional.ofNullable(subject).filter(value -> SUBJECT.matcher(value).matches());
  }

  /** Returns the environment of the API key in the event, if it is known. */
  Optional<WebhookEnvironment> environment() {
    return Optional.ofNullable(string(at(event, "data", "api_key", "environment")))
        .map(ENVIRONMENTS::get);
  }

  /** An older event has its record one level down in the data, under the name of its family. */
  private static String family(String type) {
    return type.substring(0, type.indexOf('.') < 0 ? type.length() : type.indexOf('.'));
  }

  /** Returns whether a problem is that record, where newer data has the name of the domain. */
  private static boolean isRecord(String type, JsonProblem problem) {
    return problem.json() instanceof Map<?, ?> && problem.path().equals("data." + family(type));
  }

  /** Returns the problems of an event as received, and of the record that was moved in it. */
  private static List<JsonProblem> problems(WebhookEvent event, WebhookEvent all, String type) {
    if (event.problems().isEmpty()
        || event.problems().stream().noneMatch(problem -> isRecord(type, problem))) {
      return event.problems();
    }
    return Stream.concat(event.problems().stream(), all.problems().stream())
        .filter(problem -> !isRecord(type, problem))
        .distinct()
        .toList();
  }

  /** Returns whether an event has its record where newer events have it. */
  private static boolean hasRecord(WebhookEvent event, String type) {
    Object inData = at(event, "data", family(type));
    return at(event, "data") instanceof JsonModel
        && (inData == null || inData instanceof String)
        && (event.problems().isEmpty()
            || event.problems().stream().noneMatch(problem -> isRecord(type, problem)));
  }

  /** Reads an event again, with data and a time, and with its record where newer events have it. */
  private static WebhookEvent completed(byte[] body, String type, @Nullable Instant time)
      throws MalformedJsonException {
    Map<Object, @Nullable Object> json = new LinkedHashMap<>(object(JSON.read(body)));
    Map<Object, @Nullable Object> data = new LinkedHashMap<>(object(json.get("data")));
    String family = family(type);
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
    return JsonReader.plainLeniently(json, WebhookEvent::read);
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

  private static @Nullable String string(@Nullable Object value) {
    Object json = value instanceof JsonModel model ? model.toJson() : value;
    return json instanceof String string ? string : null;
  }
}
