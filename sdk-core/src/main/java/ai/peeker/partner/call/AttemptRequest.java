package ai.peeker.partner.call;

/** The request of an attempt, before it is sent. For use within {@code onAttemptStart} only. */
public interface AttemptRequest {
  /**
   * Returns the number of the attempt.
   *
   * @return 1 for the first attempt of the call
   */
  int number();

  /**
   * Sets a header of this attempt, such as a trace context. It replaces a header of that name from
   * the client's settings.
   *
   * @param name a name that HTTP and the client do not use themselves; not null
   * @param value visible ASCII characters and spaces; not null
   * @throws IllegalArgumentException if the name or the value is not permitted; as every exception
   *     of a listener, it does not fail the call
   */
  void header(String name, String value);
}
