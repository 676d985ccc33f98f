package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a verifier by their labels, in the order in which they were added. */
final class HmacKeyRing {
  private final Map<String, HmacKey> keys = new LinkedHashMap<>();

  HmacKeyRing copy() {
    HmacKeyRing copy = new HmacKeyRing();
    copy.keys.putAll(keys);
    return copy;
  }

  void add(String label, Secret secret, @Nullable WebhookEnvironment environment) {
    if (label == null || label.isBlank()) {
      throw new IllegalArgumentException(
          "label must not be null or blank. Name the webhook secret, for instance \"live\".");
    }
    if (secret == null || secret.reveal().isBlank()) {
      throw new IllegalArgumentException(
          "The webhook secret \""
              + label
              + "\" must not be null or blank. Copy it from the partner portal.");
    }
    if (!secret.reveal().equals(secret.reveal().strip())) {
      throw new IllegalArgumentException(
          "The webhook secret \""
              + label
              + "\" must not have leading or trailing white space. Remove it.");
    }
    if (keys.putIfAbsent(label, new HmacKey(label, secret, environment)) != null) {
      throw new IllegalArgumentException(
          "The webhook secret \"" + label + "\" was already added. Choose another label.");
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  Set<String> labels() {
    return keys.keySet();
  }

  /** Returns the first key that verifies the signature. */
  HmacKey keyOf(WebhookHeaders headers, byte[] body) {
    byte[] prefix =
        (headers.timestampText() + "." + headers.eventId() + ".").getBytes(StandardCharsets.UTF_8);
    HmacKey match = null;
    for (HmacKey key : keys.values()) { // all of them, so that the time reveals nothing
      boolean verified = key.verifies(prefix, body, headers.signature());
      match = verified && match == null ? key : match;
    }
    if (match == null) {
      throw new WebhookVerificationException(
          Reason.WRONG_SIGNATURE,
          "The signature matches none of the secrets "
              + labels()
              + ". Pass the raw body as received, and the secret that the partner portal shows for"
              + " this URL.");
    }
    return match;
  }
}
