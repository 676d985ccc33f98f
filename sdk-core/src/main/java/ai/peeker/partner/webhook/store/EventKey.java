package ai.peeker.partner.webhook.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an event, and what orders it among the events on the same record: its subject,
 * its type and its time.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EventKey {
  private static final Pattern ID = Pattern.compile("[!-~]{1,200}");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private final String id;
  private final String type;
  private final @Nullable String subject;
  private final Instant createdAt;

  private EventKey(String id, String type, @Nullable String subject, Instant createdAt) {
    this.id = id;
    this.type = type;
    this.subject = subject;
    this.createdAt = createdAt;
  }

  /**
   * Creates a key. It has no subject, and so does not take part in the order of events, if the
   * subject does not have 1 to 200 visible ASCII characters, if the time is unknown or not in the
   * years 1970 to 9999, or if the type is not known.
   *
   * @param id the id of the event: 1 to 200 visible ASCII characters
   * @param type such as {@code order.completed}
   * @param subject the id of the record that the event is about, or null if it is not known
   * @param createdAt the time of the event, or null if it is not known; fractions of a millisecond
   *     are ignored
   * @return the key
   * @throws IllegalArgumentException if the id is null or malformed, or the type is null
   */
  public static EventKey of(
      String id, String type, @Nullable String subject, @Nullable Instant createdAt) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          (id == null ? "id must not be null." : "id must have 1 to 200 visible ASCII characters.")
              + " Pass the event id of the webhook.");
    }
    Arguments.notNull("type", type);
    boolean ordered =
        createdAt != null
            && !createdAt.isBefore(Instant.EPOCH)
            && !createdAt.isAfter(END)
            && subject != null
            && ID.matcher(subject).matches() // so that any store holds it
            && EventOrdering.isKnown(type);
    return createdAt == null || !ordered
        ? new EventKey(id, type, null, Instant.EPOCH)
        : new EventKey(
            id,
            type,
            subject + EventOrdering.aspect(type),
            createdAt.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Returns the key of an event whose subject this package has stored. */
  static EventKey stored(String id, String type, String subject, Instant createdAt) {
    return new EventKey(id, type, subject, createdAt);
  }

  /**
   * Returns a key that does not take part in the order of events: with it, {@link
   * EventStore#markHandled} does not make other events stale.
   *
   * @return a key with the same id and type
   */
  public EventKey withoutSubject() {
    return subject == null ? this : new EventKey(id, type, null, Instant.EPOCH);
  }

  /**
   * Returns the id of the event, the same on every delivery.
   *
   * @return at most 200 visible ASCII characters
   */
  public String id() {
    return id;
  }

  /**
   * Returns the type of the event.
   *
   * @return such as {@code order.completed}
   */
  public String type() {
    return type;
  }

  /**
   * Returns the subject: the id of the record that the event is about, such as an order. An event
   * on the forwarding of a domain has a separate subject, the id with {@code /forwarding} appended:
   * forwarding and connecting a domain are independent.
   *
   * @return at most 211 visible ASCII characters, or null if the event is not ordered
   */
  public @Nullable String subject() {
    return subject;
  }

  /**
   * Returns the time of the event.
   *
   * @return the time in milliseconds; empty if the event is not ordered
   */
  public Optional<Instant> createdAt() {
    return subject == null ? Optional.empty() : Optional.of(createdAt);
  }

  /**
   * Returns whether this event, once a handler has handled it, makes another one stale: it is about
   * the same subject, it happened later, and it reports a step of the record's life that is not
   * before the other's. So {@code order.completed} makes an earlier {@code order.in_progress}
   * stale. Nothing but {@code order.cancelled} makes {@code order.cancel_scheduled} stale, and no
   * {@code action_required} makes {@code completed} stale.
   *
   * @param other the event that may be stale; not null
   * @return false also for events of the same time
   */
  public boolean supersedes(EventKey other) {
    return subject != null
        && subject.equals(other.subject)
        && createdAt.isAfter(other.createdAt)
        && EventOrdering.reached(type) >= EventOrdering.outdatedAt(other.type);
  }

  /** Returns whether a store that keeps one event for each subject keeps this one. */
  boolean replaces(@Nullable EventKey known) {
    int ahead = known == null ? 1 : EventOrdering.reached(type) - EventOrdering.reached(known.type);
    return ahead > 0 || (ahead == 0 && known != null && !createdAt.isBefore(known.createdAt));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventKey that
        && id.equals(that.id)
        && type.equals(that.type)
        && Objects.equals(subject, that.subject)
        && createdAt.equals(that.createdAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, type, subject, createdAt);
  }

  /** Returns a string for logging: id, type, and if it is ordered, subject and time. */
  @Override
  public String toString() {
    return "EventKey["
        + id
        + ", "
        + type
        + (subject == null ? "]" : ", " + subject + ", " + createdAt + "]");
  }
}
