package ai.peeker.partner.call;

import ai.peeker.partner.internal.order.SendRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order to be sent, or whose outcome is unknown: the exact bytes of its request and the time of
 * the first attempt. Within 24 hours of that time, sending the same bytes again returns the order
 * that they placed, or places it if they never arrived. The API documents this.
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
 * <p>An order for a queue has no first attempt yet, which its string says as well. {@link #begun}
 * sets the time of the first attempt, and so starts the 24 hours; store the result before it is
 * sent.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PendingOrder {
  /**
   * The time within which the same bytes may be sent again: 23 hours and 59 minutes. The API
   * documents 24 hours; the last minute is reserved for the way to the server.
   */
  public static final Duration RESUMABLE_FOR = Duration.ofHours(24).minusMinutes(1);

  private static final Instant EARLIEST = Instant.ofEpochSecond(946_684_800); // the year 2000
  private static final Instant LATEST =
      Instant.ofEpochSecond(253_402_214_400L); // the last day of the year 9999

  private final byte[] body;
  private final @Nullable Instant firstSentAt; // null for an order that has no first attempt yet
  private final String environment;
  private final SendRecord sends;

  static {
    SendRecord.register(pending -> ((PendingOrder) pending).sends);
  }

  private PendingOrder(
      byte[] body, @Nullable Instant firstSentAt, String environment, SendRecord sends) {
    this.body = body;
    this.firstSentAt = firstSentAt;
    this.environment = environment;
    this.sends = sends;
  }

  /**
   * Creates a pending order.
   *
   * @param body the bytes of the request; copied; not null, not empty
   * @param firstSentAt the time of the first attempt, or of a possible one; not null
   * @param environment the environment of the API key: {@code live}, or {@code test} for the
   *     sandbox
   * @return the pending order
   * @throws IllegalArgumentException if an argument is null or empty, the environment is another
   *     string, or the time is not in the years 2000 to 9999
   */
  public static PendingOrder of(byte[] body, Instant firstSentAt, String environment) {
    requireBody(body, environment);
    requireTime("firstSentAt", firstSentAt);
    return new PendingOrder(body.clone(), firstSentAt, environment, new SendRecord());
  }

  /**
   * Creates an order that was never sent and has no first attempt yet.
   *
   * @param body the bytes of the request; copied; not null, not empty
   * @param environment the environment of the API key: {@code live}, or {@code test} for the
   *     sandbox
   * @return the order, for a queue
   * @throws IllegalArgumentException if an argument is null or empty, or the environment is another
   *     string
   */
  public static PendingOrder queued(byte[] body, String environment) {
    requireBody(body, environment);
    return new PendingOrder(body.clone(), null, environment, SendRecord.neverSentYet());
  }

  private static void requireBody(byte[] body, String environment) {
    if (body == null) {
      throw new IllegalArgumentException("body must not be null");
    }
    if (body.length == 0) {
      throw new IllegalArgumentException("body must not be empty");
    }
    if (!"live".equals(environment) && !"test".equals(environment)) {
      throw new IllegalArgumentException(
          "environment is invalid: " + environment + " (expected live or test)");
    }
  }

  private static void requireTime(String name, Instant time) {
    if (time == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          name + " is out of range: " + time + " (expected the years 2000 to 9999)");
    }
  }

  /**
   * Parses the result of {@link #serialize()}.
   *
   * @param serialized the string; not null
   * @return the pending order
   * @throws IllegalArgumentException if it is null, another string, or was changed
   */
  public static PendingOrder parse(String serialized) {
    return StoredOrder.parse(serialized);
  }

  static String sha256(byte[] body) {
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
   * Returns whether the order has a first attempt, or a possible one. One that has not is for a
   * queue, and cannot be sent before {@link #begun}.
   *
   * @return whether {@link #firstSentAt()} returns a time
   */
  public boolean isBegun() {
    return firstSentAt != null;
  }

  /**
   * Returns this order with the time of its first attempt, which starts its 24 hours. Store the
   * string of the result before it is sent: as soon as it is stored, no process takes the order for
   * one that was never sent. This object still knows, so that a rejection of the first attempt
   * counts as one.
   *
   * <p>Only this object knows, and only of the calls of its process. Therefore the process that
   * begins an order must be the only one that sends it until its call has ended: replace the stored
   * string by compare-and-set, as in {@code UPDATE … SET pending = :begun WHERE id = :id AND
   * pending = :queued}, and go on only if that changed the row. A process that takes the order over
   * parses the begun string. If two processes begin copies of one order, a rejection of one copy
   * says nothing about the other.
   *
   * @param now the current time; not null. An order that is begun more than a minute ahead of the
   *     clock of its client is not sent
   * @return the order to store and to send
   * @throws IllegalArgumentException if the time is null, or not in the years 2000 to 9999
   * @throws IllegalStateException if the order is begun, or one that was begun from it may have
   *     been sent: another time would let it be placed twice
   */
  public PendingOrder begun(Instant now) {
    requireTime("now", now);
    if (firstSentAt != null) {
      throw new IllegalStateException(
          "The pending order was begun at " + firstSentAt + ". Send it as it is.");
    }
    if (!neverSent()) {
      throw new IllegalStateException(
          "The pending order was begun before, and may have been sent. Send the one that was"
              + " stored then.");
    }
    return new PendingOrder(body, now, environment, sends);
  }

  /**
   * Returns this order without the time of its first attempt, as if it had never left its queue.
   * Its 24 hours start anew when it is {@linkplain #begun begun} again.
   *
   * @return the order to store, in place of the begun one
   * @throws IllegalStateException if it may have been placed: {@link #neverSent()} is false
   */
  public PendingOrder queuedAgain() {
    if (!sends.restart()) {
      throw new IllegalStateException("The pending order may have been sent. Send it as it is.");
    }
    return new PendingOrder(body, null, environment, sends);
  }

  /**
   * Returns the time of the first attempt, or of a possible one.
   *
   * @return the time by the clock of the client
   * @throws IllegalStateException if it is not {@linkplain #isBegun begun}
   */
  public Instant firstSentAt() {
    if (firstSentAt == null) {
      throw new IllegalStateException(
          "The pending order has no first attempt yet. Call begun(Instant.now()).");
    }
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
   * Returns whether this order was certainly never sent, or was rejected each time: {@code prepare}
   * returned this object, or it is not {@linkplain #isBegun begun}, or became so here; and no call
   * of this process can have placed it since. One that was parsed with a first attempt may have
   * been sent by another process.
   *
   * @return false for good, as soon as a call may have placed it; false while a call is running
   */
  public boolean neverSent() {
    return sends.neverSent();
  }

  /**
   * Returns the time until which the same bytes may be sent again.
   *
   * @return {@link #RESUMABLE_FOR} after {@link #firstSentAt()}
   * @throws IllegalStateException if it is not {@linkplain #isBegun begun}
   */
  public Instant resumableUntil() {
    return firstSentAt().plus(RESUMABLE_FOR);
  }

  /**
   * Returns a string to store, which contains the login password.
   *
   * @return five lines; other line separators are accepted by {@link #parse}
   */
  public String serialize() {
    return StoredOrder.serialize(environment, firstSentAt, body);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PendingOrder that
        && Arrays.equals(body, that.body)
        && environment.equals(that.environment)
        && Objects.equals(firstSentAt, that.firstSentAt);
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
        + (firstSentAt == null ? StoredOrder.NOT_BEGUN : firstSentAt)
        + ", environment="
        + environment
        + "]";
  }
}
