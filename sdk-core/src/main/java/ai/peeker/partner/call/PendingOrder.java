package ai.peeker.partner.call;

import ai.peeker.partner.internal.order.SendRecord;
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
 * An order whose outcome is unknown: the exact bytes of its request and the time of the first
 * attempt. Within 24 hours of that time, sending the same bytes again returns the order that they
 * placed, or places it if they never arrived. The API documents this.
 *
 * <p>Store {@link #serialize()}, and pass it to {@code orders().resume(PendingOrder.parse(stored))}
 * after a crash. It contains the login password: store it where passwords may be stored.
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
   * The time within which the same bytes may be sent again: 23 hours and 59 minutes. The API
   * documents 24 hours; the last minute is reserved for the way to the server.
   */
  public static final Duration RESUMABLE_FOR = Duration.ofHours(24).minusMinutes(1);

  private static final String FORMAT = "peeker-pending-order-1";

  private static final Instant EARLIEST = Instant.ofEpochSecond(946_684_800); // the year 2000
  private static final Instant LATEST =
      Instant.ofEpochSecond(253_402_214_400L); // the last day of the year 9999

  private final byte[] body;
  private final Instant firstSentAt;
  private final String environment;
  private final SendRecord sends = new SendRecord();

  static {
    SendRecord.register(pending -> ((PendingOrder) pending).sends);
  }

  private PendingOrder(byte[] body, Instant firstSentAt, String environment) {
    this.body = body;
    this.firstSentAt = firstSentAt;
    this.environment = environment;
  }

  /**
   * Creates a pending order.
   *
   * @param body the bytes of the request; copied; not null
   * @param firstSentAt the time of the first attempt, or of a possible one; not null
   * @param environment the environment of the API key: {@code live}, or {@code test} for the
   *     sandbox
   * @return the pending order
   * @throws IllegalArgumentException if an argument is null, the environment is another string, or
   *     the time is not in the years 2000 to 9999
   */
  public static PendingOrder of(byte[] body, Instant firstSentAt, String environment) {
    if (body == null || firstSentAt == null) {
      throw new IllegalArgumentException(
          (body == null ? "body" : "firstSentAt") + " must not be null");
    }
    if (!"live".equals(environment) && !"test".equals(environment)) {
      throw new IllegalArgumentException(
          "environment is invalid: " + environment + " (expected live or test)");
    }
    if (firstSentAt.isBefore(EARLIEST) || firstSentAt.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "firstSentAt is out of range: " + firstSentAt + " (expected the years 2000 to 9999)");
    }
    return new PendingOrder(body.clone(), firstSentAt, environment);
  }

  /**
   * Parses the result of {@link #serialize()}.
   *
   * @param serialized the string; not null
   * @return the pending order
   * @throws IllegalArgumentException if it is null, another string, or was changed
   */
  public static PendingOrder parse(String serialized) {
    String[] parts = serialized == null ? new String[0] : serialized.strip().split("\\R", -1);
    if (parts.length != 5 || !parts[0].equals(FORMAT)) {
      throw new IllegalArgumentException(
          "The string is not a serialized pending order. Pass the result of"
              + " PendingOrder.serialize().");
    }
    try {
      if (checksum(parts[1], parts[2], parts[4]).equals(parts[3])) {
        return of(Base64.getDecoder().decode(parts[4]), Instant.parse(parts[2]), parts[1]);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // written by other code, as below
    }
    throw new IllegalArgumentException(
        "The serialized pending order was changed: its checksum does not match. Pass it as it was"
            + " stored.");
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /**
   * Returns the bytes of the request. They contain the login password.
   *
   * @return a copy
   */
  public byte[] body() {
    return body.clone();
  }

  /**
   * Returns the SHA-256 of the bytes, which distinguishes orders without showing them.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String sha256() {
    return sha256(body);
  }

  /**
   * Returns the time of the first attempt, or of a possible one.
   *
   * @return the time by the clock of the client
   */
  public Instant firstSentAt() {
    return firstSentAt;
  }

  /**
   * Returns the environment of the API key; only that environment recognizes the order.
   *
   * @return {@code live}, or {@code test} for the sandbox
   */
  public String environment() {
    return environment;
  }

  /**
   * Returns whether this order was certainly never sent: {@code prepare} returned this object, and
   * no call can have sent it since. One that was parsed may have been sent by another process.
   *
   * @return false for good, as soon as a call may have sent it; false while a call is running
   */
  public boolean neverSent() {
    return sends.neverSent();
  }

  /**
   * Returns the time until which the same bytes may be sent again.
   *
   * @return {@link #RESUMABLE_FOR} after {@link #firstSentAt()}
   */
  public Instant resumableUntil() {
    return firstSentAt.plus(RESUMABLE_FOR);
  }

  /**
   * Returns a string to store, which contains the login password.
   *
   * @return five lines; other line separators are accepted by {@link #parse}
   */
  public String serialize() {
    String since = firstSentAt.toString();
    String bytes = Base64.getEncoder().encodeToString(body);
    return String.join(
        "\n", FORMAT, environment, since, checksum(environment, since, bytes), bytes);
  }

  /** Covers time and environment as well: other ones would let the order be placed twice. */
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

  /** Returns a string for logging that contains checksum and time, never the body. */
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
