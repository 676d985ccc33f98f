package ai.peeker.partner.internal.time;

/** Something that was begun and can be stopped: a wait, or an exchange. */
@FunctionalInterface
public interface Cancellable {
  /** Stops it; does nothing if it is over. */
  void cancel();

  /**
   * Whether bytes of a request may have left.
   *
   * @return false for a mere wait
   */
  default boolean maybeSent() {
    return false;
  }
}
