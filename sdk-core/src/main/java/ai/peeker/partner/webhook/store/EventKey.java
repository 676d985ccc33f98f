package ai.peeker.partner.webhook.store;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a store has to know of an event.
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
   * A key.
   *
   * @param id the id of the event: 1 to 200 visible ASCII characters
   * @param subject the id of the record that the event is about, or null if it is not known; one
   *     that is not 1 to 200 visible ASCII characters counts as not known
   * @param position where the event stands among those on its subject: the later, the larger
   * @return the key
   * @throws IllegalArgumentException if the id is null or of another form
   */
  public static EventKey of(String id, @Nullable String subject, long position) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          (id == null
                  ? "The event id is null."
                  : "The event id is not 1 to 200 visible ASCII characters.")
              + " Give the one of the webhook.");
    }
    boolean known = subject != null && ID.matcher(subject).matches(); // so that any store holds it
    return new EventKey(id, known ? subject : null, position);
  }

  /**
   * The id of the event, the same on every delivery.
   *
   * @return at most 200 ASCII characters
   */
  public String id() {
    return id;
  }

  /**
   * The id of the record that the event is about, such as an order's.
   *
   * @return at most 200 ASCII characters, or null if it is not known
   */
  public @Nullable String subject() {
    return subject;
  }

  /**
   * Where the event stands among those on its subject.
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
