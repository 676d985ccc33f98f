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
 * @param subject the id of the record in it, if it is one
 * @param environment the environment of the key in it, if it is known
 * @param event the event itself
 */
record WebhookPayload(
    String id,
    String type,
    Optional<Instant> createdAt,
    Optional<String> subject,
    Optional<WebhookEnvironment> environment,
    WebhookEvent event) {
  private static final JsonCodec JSON = new JsonCodec();
  private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,200}");

  static WebhookPayload read(byte[] body) {
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
    Map<?, ?> flat = flattened(envelope, type);
    return new WebhookPayload(
        id,
        type,
        createdAt(envelope),
        subject(flat),
        environment(flat),
        event(envelope, flat, type));
  }

  private static WebhookVerificationException malformed(@Nullable String why) {
    return new WebhookVerificationException(
        Reason.MALFORMED_BODY, "The body is not a webhook as documented: " + why + ".");
  }

  /**
   * Moves the record of an older event, one level down under the name of its family, into the data,
   * where newer events have it.
   */
  private static Map<?, ?> flattened(Map<?, ?> envelope, String type) {
    String family = type.split("\\.", 2)[0];
    if (!(envelope.get("data") instanceof Map<?, ?> data)
        || !(data.get(family) instanceof Map<?, ?> nested)) {
      return envelope;
    }
    Map<Object, @Nullable Object> flatData = new LinkedHashMap<>(data);
    if (family.equals("domain")) {
      flatData.remove(family); // in the newer shape this is the name of the domain
    }
    flatData.putAll(nested);
    Map<Object, @Nullable Object> flat = new LinkedHashMap<>(envelope);
    flat.put("data", flatData);
    return flat;
  }

  private static Optional<Instant> createdAt(Map<?, ?> envelope) {
    try {
      return envelope.get("created_at") instanceof String text
          ? Optional.of(OffsetDateTime.parse(text).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns the id of the record only if every store can keep and compare it. */
  private static Optional<String> subject(Map<?, ?> flat) {
    return flat.get("data") instanceof Map<?, ?> data
            && data.get("id") instanceof String id
            && SUBJECT.matcher(id).matches()
        ? Optional.of(id)
        : Optional.empty();
  }

  private static Optional<WebhookEnvironment> environment(Map<?, ?> flat) {
    if (!(flat.get("data") instanceof Map<?, ?> data)
        || !(data.get("api_key") instanceof Map<?, ?> apiKey)
        || !(apiKey.get("environment") instanceof String name)) {
      return Optional.empty();
    }
    return switch (name) {
      case "live" -> Optional.of(WebhookEnvironment.LIVE);
      case "test" -> Optional.of(WebhookEnvironment.SANDBOX);
      default -> Optional.empty();
    };
  }

  /** Keeps an event whose shape the contract does not know as received. */
  private static WebhookEvent event(Map<?, ?> envelope, Map<?, ?> flat, String type) {
    if (!WebhookEventType.of(type).isKnown()) {
      return new WebhookEvent.Unknown(envelope);
    }
    try {
      return WebhookEvent.fromJson(flat);
    } catch (InvalidModelException e) {
      return new WebhookEvent.Unknown(envelope);
    }
  }
}
