package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.model.WebhookEventType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a webhook: an object with an id and a type; the rest may have any shape.
 *
 * @param id the id of the event
 * @param type its type, known or not
 * @param createdAt when the event happened, if that can be read
 * @param subject the id of the record in it, if every store can keep and compare it
 * @param environment the environment of the key in it, if it is known
 * @param event the event itself, without the properties that cannot be read
 * @param unreadable names those properties, if there are any
 */
record WebhookPayload(
    String id,
    String type,
    Optional<Instant> createdAt,
    Optional<String> subject,
    Optional<WebhookEnvironment> environment,
    WebhookEvent event,
    Optional<InvalidModelException> unreadable) {
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
    Object json;
    try {
      json = JSON.read(body);
    } catch (MalformedJsonException e) {
      throw malformed(e.getMessage());
    }
    if (!(json instanceof Map<?, ?> envelope)
        || !(envelope.get("type") instanceof String type)
        || !(envelope.get("id") instanceof String id)) {
      throw malformed("it is not a JSON object with an id and a type");
    }
    Map<Object, @Nullable Object> flat = flattened(envelope, type);
    Optional<OffsetDateTime> createdAt = string(flat, "created_at").flatMap(WebhookPayload::time);
    Optional<String> subject =
        string(flat, "data", "id").filter(value -> SUBJECT.matcher(value).matches());
    Optional<WebhookEnvironment> environment =
        string(flat, "data", "api_key", "environment").map(ENVIRONMENTS::get);
    createdAt.ifPresent(time -> flat.put("created_at", time));
    EventReader reader = new EventReader(flat, signedAt.atOffset(ZoneOffset.UTC));
    WebhookEvent event =
        WebhookEventType.of(type).isKnown() ? reader.read() : new WebhookEvent.Unknown(envelope);
    return new WebhookPayload(
        id,
        type,
        createdAt.map(OffsetDateTime::toInstant),
        subject,
        environment,
        event,
        reader.unreadable());
  }

  private static WebhookVerificationException malformed(@Nullable String why) {
    return new WebhookVerificationException(
        Reason.MALFORMED_BODY, "The body is not a webhook as documented: " + why + ".");
  }

  /**
   * Moves the record of an older event, one level down under the name of its family, into the data,
   * where newer events have it.
   */
  private static Map<Object, @Nullable Object> flattened(Map<?, ?> envelope, String type) {
    Map<Object, @Nullable Object> flat = new LinkedHashMap<>(envelope);
    String family = type.split("\\.", 2)[0];
    if (envelope.get("data") instanceof Map<?, ?> data
        && data.get(family) instanceof Map<?, ?> nested) {
      Map<Object, @Nullable Object> flatData = new LinkedHashMap<>(data);
      if (family.equals("domain")) {
        flatData.remove(family); // in the newer shape this is the name of the domain
      }
      flatData.putAll(nested);
      flat.put("data", flatData);
    }
    return flat;
  }

  private static Optional<String> string(Map<?, ?> json, String... path) {
    Object value = json;
    for (String name : path) {
      value = value instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return value instanceof String string ? Optional.of(string) : Optional.empty();
  }

  /**
   * Reads a date-time of RFC 3339, also with a blank for the T, with an offset without a colon, and
   * with more digits than nanoseconds have. A leap second is read as the second before it.
   */
  private static Optional<OffsetDateTime> time(String text) {
    String iso =
        text.replaceFirst("(?<=^.{10}) ", "T")
            .replaceFirst("(?<=^.{16}):60", ":59")
            .replaceFirst("(?<=\\.[0-9]{9})[0-9]+", "")
            .replaceFirst(" ?([+-][0-9]{2}):?([0-9]{2})$", "$1:$2");
    try {
      return Optional.of(OffsetDateTime.parse(iso));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
