package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The three headers of a webhook, each of the form that the API documents. However long a header
 * is, looking at it costs next to nothing: the patterns stop at what they allow.
 */
final class WebhookHeaders {
  private static final int MAX_SIGNATURE_LENGTH = 1024;
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
  private static final Pattern EVENT_ID = Pattern.compile("[!-~&&[^.]]{1,200}");
  private static final Pattern VERSION_ONE = Pattern.compile("[ \t]*+v1=(.*)", Pattern.DOTALL);
  private static final Pattern DIGITS = Pattern.compile("([0-9a-fA-F]{64})[ \t]*+");

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
    int count = 0;
    String found = null;
    for (Map.Entry<String, ? extends List<String>> header : headers.entrySet()) {
      if (isNamed(header.getKey(), name) && header.getValue() != null) {
        for (String value : header.getValue()) {
          count++;
          found = value;
        }
      }
    }
    if (count != 1 || found == null) {
      throw new WebhookVerificationException(
          missing,
          "The request has the header "
              + name
              + " "
              + count
              + " times; it must be there once, with a value. Pass all headers on as they came"
              + " in.");
    }
    return found;
  }

  /** In any case, but in ASCII: to Java, a Kelvin sign equals a k. */
  private static boolean isNamed(@Nullable String key, String name) {
    return key != null
        && name.equalsIgnoreCase(key)
        && key.chars().allMatch(letter -> letter < 128);
  }

  private static byte[] versionOne(String header) {
    int count = 0;
    Matcher digits = DIGITS.matcher("");
    if (header.length() <= MAX_SIGNATURE_LENGTH) {
      for (String part : header.split(",", -1)) {
        Matcher versionOne = VERSION_ONE.matcher(part);
        if (versionOne.matches()) { // other versions beside it are for other readers
          count++;
          digits.reset(versionOne.group(1));
        }
      }
    }
    if (count != 1 || !digits.matches()) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_SIGNATURE,
          "The header Peeker-Signature must hold v1= followed by 64 hexadecimal digits, once, and"
              + " no more than "
              + MAX_SIGNATURE_LENGTH
              + " characters in all.");
    }
    return HexFormat.of().parseHex(digits.group(1));
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
