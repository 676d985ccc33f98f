package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
  private static final Pattern EVENT_ID = Pattern.compile("[!-~&&[^.]]{1,200}");
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
    return headers.entrySet().stream()
        .filter(header -> isNamed(header.getKey(), name) && header.getValue() != null)
        .flatMap(header -> header.getValue().stream())
        .filter(Objects::nonNull)
        .limit(MAX_REPETITIONS)
        .toList();
  }

  /** Compares in any letter case, but only ASCII: to Java, a Kelvin sign equals a k. */
  private static boolean isNamed(@Nullable String key, String name) {
    return key != null
        && name.equalsIgnoreCase(key)
        && key.chars().allMatch(letter -> letter < 128);
  }

  /**
   * Returns each signature of version one. During a rotation there can be several, in one header or
   * in several; other versions beside them are ignored.
   */
  private static List<byte[]> signatures(List<String> values) {
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

  Instant signedAt() {
    return Instant.ofEpochSecond(Long.parseLong(timestamp));
  }

  /** Returns the signed bytes that precede the body. */
  byte[] prefix() {
    return (timestamp + "." + eventId + ".").getBytes(StandardCharsets.US_ASCII);
  }
}
