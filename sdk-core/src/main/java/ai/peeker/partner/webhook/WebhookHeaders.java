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
 * The three headers of a webhook, each in its documented format. The patterns stop at the first
 * invalid character, so a long header costs next to nothing.
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
          "The header Peeker-Event-Id must have 1 to 200 ASCII characters without a dot or white"
              + " space.");
    }
    if (!TIMESTAMP.matcher(timestamp).matches()) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_TIMESTAMP,
          "The header Peeker-Timestamp must be a number of seconds in the digits 0 to 9.");
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
          "The request must have the header "
              + name
              + " exactly once (found "
              + count
              + "). Pass all headers as received.");
    }
    return found;
  }

  /** Compares in any letter case, but only ASCII: to Java, a Kelvin sign equals a k. */
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
          "The header Peeker-Signature must contain v1= and 64 hexadecimal digits exactly once, in"
              + " at most "
              + MAX_SIGNATURE_LENGTH
              + " characters.");
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
