package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The string that keeps a verified webhook: five lines after the format, the last with the body.
 */
final class StoredWebhook {
  private static final String FORMAT = "peeker-webhook-1";
  private static final String NO_ENVIRONMENT = "unknown";
  private static final int LINES = 6;

  private StoredWebhook() {}

  static String serialize(
      Instant signedAt, String label, @Nullable WebhookEnvironment environment, byte[] body) {
    String name = environment == null ? NO_ENVIRONMENT : environment.name();
    String content =
        String.join(
            "\n",
            signedAt.toString(),
            name,
            encode(label.getBytes(StandardCharsets.UTF_8)),
            encode(body));
    return String.join("\n", FORMAT, checksum(content), content);
  }

  static VerifiedWebhook parse(@Nullable String serialized) {
    String[] lines = serialized == null ? new String[0] : serialized.strip().split("\\R", -1);
    if (lines.length != LINES || !lines[0].equals(FORMAT)) {
      throw new IllegalArgumentException(
          "The string is not a serialized webhook. Pass the result of VerifiedWebhook.serialize().");
    }
    try {
      if (checksum(String.join("\n", lines[2], lines[3], lines[4], lines[5])).equals(lines[1])) {
        return webhook(lines);
      }
    } catch (IllegalArgumentException | DateTimeException | WebhookVerificationException e) {
      // written by other code, as below
    }
    throw new IllegalArgumentException(
        "The serialized webhook was changed: its checksum does not match. Pass it as it was"
            + " stored.");
  }

  private static VerifiedWebhook webhook(String[] lines) {
    return VerifiedWebhook.of(
        Instant.parse(lines[2]),
        new String(decode(lines[4]), StandardCharsets.UTF_8),
        lines[3].equals(NO_ENVIRONMENT) ? null : WebhookEnvironment.valueOf(lines[3]),
        decode(lines[5]));
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }

  /** Covers the format as well, so that no other one is read in its place. */
  private static String checksum(String content) {
    try {
      byte[] bytes = (FORMAT + "\n" + content).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
