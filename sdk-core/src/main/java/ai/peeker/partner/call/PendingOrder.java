package ai.peeker.partner.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An order whose outcome is not known, frozen: the exact bytes that went out, and since when.
 * Within 24 hours of the first time, sending the same bytes again gives the order that they placed,
 * or places it if they never arrived; the API documents this.
 *
 * <p>{@link #serialize()} can be stored, and after a crash given to {@code
 * orders().resume(PendingOrder.parse(text))}. The text holds the login password: store it where
 * passwords may be stored.
 *
 * <pre>{@code
 * PendingOrder pending = client.orders().prepare(order);
 * store(pending.serialize()); // before anything is sent
 * OrderSummary placed = client.orders().resume(pending);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PendingOrder {
  /**
   * How long the same bytes may go out again after the first time: 23 hours and 59 minutes. The API
   * documents 24 hours; the last minute is left for the way to the server.
   */
  public static final Duration RESUMABLE_FOR = Duration.ofHours(24).minusMinutes(1);

  private static final String FORMAT = "peeker-pending-order-1";

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final byte[] body;
  private final Instant firstSentAt;

  private final String environment;

  private PendingOrder(byte[] body, Instant firstSentAt, String environment) {
    this.body = body;
    this.firstSentAt = firstSentAt;
    this.environment = environment;
  }

  /**
   * Freezes a body.
   *
   * @param body the bytes of the request; not null
   * @param firstSentAt when they went out for the first time, or may have; not null
   * @param environment what the key was for: {@code live}, or {@code test} for the sandbox
   * @return the pending order
   * @throws IllegalArgumentException if one is null, the environment is another text, or the time
   *     lies outside the years 2000 to 9999
   */
  public static PendingOrder of(byte[] body, Instant firstSentAt, String environment) {
    if (body == null || firstSentAt == null) {
      throw new IllegalArgumentException((body == null ? "body" : "firstSentAt") + " is null.");
    }
    if (!"live".equals(environment) && !"test".equals(environment)) {
      throw new IllegalArgumentException(
          "environment is " + environment + ". Give live or test, as the API key says.");
    }
    if (firstSentAt.isBefore(EARLIEST) || firstSentAt.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "firstSentAt is " + firstSentAt + ". Give a time in the years 2000 to 9999.");
    }
    return new PendingOrder(body.clone(), firstSentAt, environment);
  }

  /**
   * Reads what {@link #serialize()} wrote.
   *
   * @param text the text; not null
   * @return the pending order
   * @throws IllegalArgumentException if it is null, no such text, or was changed
   */
  public static PendingOrder parse(String text) {
    String[] parts = text == null ? new String[0] : text.strip().split("\\R", -1);
    if (parts.length != 5 || !parts[0].equals(FORMAT)) {
      throw new IllegalArgumentException(
          "This is no text of a pending order. Give what PendingOrder.serialize() returned.");
    }
    PendingOrder pending =
        checksum(parts[1], parts[2], parts[4]).equals(parts[3]) ? read(parts) : null;
    if (pending == null) {
      throw new IllegalArgumentException(
          "The text of the pending order was changed: its checksum does not fit. Give it as it was"
              + " stored.");
    }
    return pending;
  }

  private static @Nullable PendingOrder read(String[] parts) {
    try {
      return of(Base64.getDecoder().decode(parts[4]), Instant.parse(parts[2]), parts[1]);
    } catch (IllegalArgumentException | DateTimeException e) { // changed text
      return null;
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /**
   * The bytes of the request. They hold the login password.
   *
   * @return a copy
   */
  public byte[] body() {
    return body.clone();
  }

  /**
   * The SHA-256 of the bytes, which tells orders apart without showing them.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String sha256() {
    return sha256(body);
  }

  /**
   * When the bytes went out for the first time, or may have.
   *
   * @return by the clock of the client
   */
  public Instant firstSentAt() {
    return firstSentAt;
  }

  /**
   * What the API key was for; only that environment recognises the order.
   *
   * @return {@code live}, or {@code test} for the sandbox
   */
  public String environment() {
    return environment;
  }

  /**
   * Until when the same bytes may go out again.
   *
   * @return {@link #RESUMABLE_FOR} after {@link #firstSentAt()}
   */
  public Instant resumableUntil() {
    return firstSentAt.plus(RESUMABLE_FOR);
  }

  /**
   * This pending order as text that can be stored. It holds the login password.
   *
   * @return five lines, which may be stored with other line ends
   */
  public String serialize() {
    String since = firstSentAt.toString();
    String bytes = Base64.getEncoder().encodeToString(body);
    return String.join(
        "\n", FORMAT, environment, since, checksum(environment, since, bytes), bytes);
  }

  /** Of the time and the environment too: others would let the order be placed twice. */
  private static String checksum(String environment, String since, String bytes) {
    return sha256(String.join("\n", environment, since, bytes).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PendingOrder that
        && Arrays.equals(body, that.body)
        && environment.equals(that.environment)
        && firstSentAt.equals(that.firstSentAt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(body);
  }

  /** For people: checksum and time, never the body. */
  @Override
  public String toString() {
    return "PendingOrder[sha256="
        + sha256()
        + ", firstSentAt="
        + firstSentAt
        + ", environment="
        + environment
        + "]";
  }
}
