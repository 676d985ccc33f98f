package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The three headers of a webhook, each of the form that the API documents. */
final class WebhookHeaders {
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
  private static final Pattern EVENT_ID = Pattern.compile("[!-~&&[^.]]{1,200}");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");

  private final String eventId;
  private final String timestampText;
  private final byte[] signature;

  private WebhookHeaders(String eventId, String timestampText, byte[] signature) {
    this.eventId = eventId;
    this.timestampText = timestampText;
    this.signature = signature;
  }

  static WebhookHeaders read(Map<String, ? extends List<String>> headers) {
    String eventId = one(headers, "Peeker-Event-Id", Reason.MISSING_EVENT_ID);
    String timestamp = one(headers, "Peeker-Timestamp", Reason.MISSING_TIMESTAMP);
    String signature = one(headers, "Peeker-Signature", Reason.MISSING_SIGNATURE);
    if (!EVENT_ID.matcher(eventId).matches()) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_EVENT_ID,
          "The header Peeker-Event-Id is empty, too long, or has a dot, white space or a character"
              + " outside ASCII in it.");
    }
    if (!TIMESTAMP.matcher(timestamp).matches()) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_TIMESTAMP,
          "The header Peeker-Timestamp is not a number of seconds in the digits 0 to 9.");
    }
    return new WebhookHeaders(eventId, timestamp, versionOne(signature));
  }

  private static String one(
      Map<String, ? extends List<String>> headers, String name, Reason missing) {
    List<String> found = new ArrayList<>();
    headers.forEach(
        (key, values) -> {
          if (name.equalsIgnoreCase(key) && values != null) {
            found.addAll(values);
          }
        });
    if (found.size() != 1 || found.get(0) == null) {
      throw new WebhookVerificationException(
          missing,
          "The request has the header "
              + name
              + " "
              + found.size()
              + " times; it must be there once. Pass all headers on as they came in.");
    }
    return found.get(0);
  }

  private static byte[] versionOne(String header) {
    List<String> values = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String scheme = part.strip();
      if (scheme.startsWith("v1=")) { // other versions beside it are for other readers
        values.add(scheme.substring(3));
      }
    }
    if (values.size() != 1 || !SIGNATURE.matcher(values.get(0)).matches()) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_SIGNATURE,
          "The header Peeker-Signature must hold v1= followed by 64 hexadecimal digits, once.");
    }
    return HexFormat.of().parseHex(values.get(0));
  }

  String eventId() {
    return eventId;
  }

  String timestampText() {
    return timestampText;
  }

  Instant timestamp() {
    return Instant.ofEpochSecond(Long.parseLong(timestampText));
  }

  byte[] signature() {
    return signature;
  }
}
