package ai.peeker.partner.webhook.store;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of an event, the record that it is about, and its position among the events on it.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EventKey {
  private static final Pattern ID = Pattern.compile("[!-~]{1,200}");

  private final String id;
  private final @Nullable String subject;
  private final long position;

  private EventKey(String id, @Nullable String subject, long position) {
    this.id = id;
    this.subject = subject;
    this.position = position;
  }

  /**
   * Creates a key.
   *
   * @param id the id of the event: 1 to 200 visible ASCII characters
   * @param subject the id of the record that the event is about, or null if it is not known; an id
   *     that does not have 1 to 200 visible ASCII characters counts as not known
   * @param position the position of the event among those on its subject: the later, the larger
   * @return the key
   * @throws IllegalArgumentException if the id is null or malformed
   */
  public static EventKey of(String id, @Nullable String subject, long position) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          (id == null ? "id must not be null." : "id must have 1 to 200 visible ASCII characters.")
              + " Pass the event id of the webhook.");
    }
    boolean known = subject != null && ID.matcher(subject).matches(); // so that any store holds it
    return new EventKey(id, known ? subject : null, position);
  }

  /**
   * Returns the id of the event, the same on every delivery.
   *
   * @return at most 200 ASCII characters
   */
  public String id() {
    return id;
  }

  /**
   * Returns the id of the record that the event is about, such as an order.
   *
   * @return at most 200 ASCII characters, or null if it is not known
   */
  public @Nullable String subject() {
    return subject;
  }

  /**
   * Returns the position of the event among those on its subject.
   *
   * @return the later, the larger
   */
  public long position() {
    return position;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventKey that
        && id.equals(that.id)
        && Objects.equals(subject, that.subject)
        && position == that.position;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, subject, position);
  }

  @Override
  public String toString() {
    return "EventKey[" + id + ", " + subject + ", " + position + "]";
  }
}
