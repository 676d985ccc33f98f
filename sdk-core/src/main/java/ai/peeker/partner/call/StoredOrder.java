package ai.peeker.partner.call;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The string that keeps a pending order: format, environment, time, checksum, body. */
final class StoredOrder {
  static final String NOT_BEGUN = "not begun";

  private static final String FORMAT = "peeker-pending-order-1";
  private static final String QUEUED_FORMAT = "peeker-pending-order-2";

  private StoredOrder() {}

  static String serialize(String environment, @Nullable Instant firstSentAt, byte[] body) {
    String format = firstSentAt == null ? QUEUED_FORMAT : FORMAT;
    String since = firstSentAt == null ? NOT_BEGUN : firstSentAt.toString();
    String bytes = Base64.getEncoder().encodeToString(body);
    return String.join(
        "\n", format, environment, since, checksum(format, environment, since, bytes), bytes);
  }

  static PendingOrder parse(@Nullable String serialized) {
    String[] parts = serialized == null ? new String[0] : serialized.strip().split("\\R", -1);
    boolean queued = parts.length == 5 && parts[0].equals(QUEUED_FORMAT);
    if (parts.length != 5 || !(queued || parts[0].equals(FORMAT))) {
      throw new IllegalArgumentException(
          "The string is not a serialized pending order. Pass the result of"
              + " PendingOrder.serialize().");
    }
    try {
      if (checksum(parts[0], parts[1], parts[2], parts[4]).equals(parts[3])) {
        byte[] body = Base64.getDecoder().decode(parts[4]);
        return queued && parts[2].equals(NOT_BEGUN)
            ? PendingOrder.queued(body, parts[1])
            : PendingOrder.of(body, Instant.parse(parts[2]), parts[1]);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // written by other code, as below
    }
    throw new IllegalArgumentException(
        "The serialized pending order was changed: its checksum does not match. Pass it as it was"
            + " stored.");
  }

  /**
   * Covers time and environment as well: other ones would let the order be placed twice. The first
   * format does not cover itself.
   */
  private static String checksum(String format, String environment, String since, String bytes) {
    String covered = String.join("\n", environment, since, bytes);
    String all = format.equals(FORMAT) ? covered : format + "\n" + covered;
    return PendingOrder.sha256(all.getBytes(StandardCharsets.UTF_8));
  }
}
