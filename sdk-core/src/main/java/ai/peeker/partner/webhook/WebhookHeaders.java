package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The three headers of a webhook. The work is bounded, whatever their lengths and number.
 *
 * @param eventId the id of the event
 * @param timestamp the time of signing in seconds, as received
 * @param signatures the candidates, of which one has to match
 */
record WebhookHeaders(String eventId, String timestamp, List<byte[]> signatures) {
  private static final int MAX_SIGNATURE_LENGTH = 16_384; // of all versions together
  private static final int MAX_SIGNATURES = 5;
  private static final int MAX_REPETITIONS = 10;
  private static final int MAX_EVENT_ID_LENGTH = 200;
  private static final int MAX_TIMESTAMP_LENGTH = 12;
  private static final int SIGNATURE_LENGTH = 64;
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{64}(?![^,;\\s])");

  /** The signatures that follow v1= until something else follows. */
  private static final Pattern VERSION_ONE =
      Pattern.compile(
          "(?<![^,;\\s])v1(?:=|[,;\\s]++)(D(?:[,;\\s]++D)*+)".replace("D", "" + DIGITS));

  static WebhookHeaders read(Map<String, ? extends List<String>> headers) {
    String eventId = one(headers, "Peeker-Event-Id", Reason.MISSING_EVENT_ID);
    String timestamp = one(headers, "Peeker-Timestamp", Reason.MISSING_TIMESTAMP);
    List<String> signature = values(headers, "Peeker-Signature");
    if (signature.isEmpty()) {
      throw missing(Reason.MISSING_SIGNATURE, "Peeker-Signature", "");
    }
    if (!consistsOf(eventId, MAX_EVENT_ID_LENGTH, c -> c >= '!' && c <= '~' && c != '.')) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_EVENT_ID,
          "The header Peeker-Event-Id must have 1 to 200 ASCII characters without a dot or white"
              + " space.");
    }
    if (!consistsOf(timestamp, MAX_TIMESTAMP_LENGTH, c -> c >= '0' && c <= '9')) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_TIMESTAMP,
          "The header Peeker-Timestamp must be a number of seconds in the digits 0 to 9.");
    }
    return new WebhookHeaders(eventId, timestamp, signatures(signature));
  }

  private static String one(
      Map<String, ? extends List<String>> headers, String name, Reason missing) {
    List<String> values = values(headers, name);
    if (values.size() != 1) {
      throw missing(missing, name, " exactly once");
    }
    return values.get(0);
  }

  private static WebhookVerificationException missing(Reason reason, String name, String count) {
    return new WebhookVerificationException(
        reason,
        "The request must have the header " + name + count + ". Pass all headers as received.");
  }

  private static List<String> values(Map<String, ? extends List<String>> headers, String name) {
    List<String> found = new ArrayList<>(1);
    for (Map.Entry<String, ? extends List<String>> header : headers.entrySet()) {
      if (header.getValue() != null && isNamed(header.getKey(), name)) {
        for (String value : header.getValue()) {
          if (value != null && found.size() < MAX_REPETITIONS) {
            found.add(value);
          }
        }
      }
    }
    return found;
  }

  private static boolean consistsOf(String value, int maxLength, IntPredicate characters) {
    for (int i = 0; i < value.length() && i < maxLength; i++) {
      if (!characters.test(value.charAt(i))) {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= maxLength;
  }

  /** Compares in any letter case, but only ASCII: to Java, a Kelvin sign equals a k. */
  private static boolean isNamed(@Nullable String key, String name) {
    return key != null && name.equalsIgnoreCase(key) && isAscii(key);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns each signature of version one. During a rotation there can be several, in one header or
   * in several; other versions beside them are ignored.
   */
  private static List<byte[]> signatures(List<String> values) {
    String first = values.get(0);
    if (values.size() == 1 && first.startsWith("v1=") && first.length() == 3 + SIGNATURE_LENGTH) {
      byte[] only = hex(first.substring(3));
      if (only.length > 0) {
        return List.of(only); // the usual form
      }
    }
    boolean tooLong = values.stream().mapToLong(String::length).sum() > MAX_SIGNATURE_LENGTH;
    List<byte[]> signatures =
        VERSION_ONE
            .matcher(tooLong ? "" : String.join(",", values))
            .results()
            .flatMap(versionOne -> DIGITS.matcher(versionOne.group(1)).results())
            .limit(MAX_SIGNATURES)
            .map(digits -> HexFormat.of().parseHex(digits.group()))
            .toList();
    if (signatures.isEmpty()) {
      throw new WebhookVerificationException(
          Reason.MALFORMED_SIGNATURE,
          "The header Peeker-Signature must contain v1= and 64 hexadecimal digits, in at most "
              + MAX_SIGNATURE_LENGTH
              + " characters.");
    }
    return signatures;
  }

  /** Returns the bytes; none if there is another character. */
  private static byte[] hex(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  Instant signedAt() {
    return Instant.ofEpochSecond(Long.parseLong(timestamp));
  }

  /** Returns the signed bytes that precede the body. */
  byte[] prefix() {
    return (timestamp + "." + eventId + ".").getBytes(StandardCharsets.US_ASCII);
  }
}
