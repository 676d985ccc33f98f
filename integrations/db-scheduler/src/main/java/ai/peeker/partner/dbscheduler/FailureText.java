package ai.peeker.partner.dbscheduler;

/** Describes a failure to a person: its class and message, and those of its first cause. */
final class FailureText {
  private static final int LONGEST = 500;

  private FailureText() {}

  static String of(Throwable failure) {
    Throwable first = failure;
    for (int depth = 0; depth < LONGEST && first.getCause() != null; depth++) { // may be a circle
      first = first.getCause();
    }
    String text = describe(failure) + (first == failure ? "" : ", caused by " + describe(first));
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    return failure.getClass().getName() + (message == null ? "" : ": " + message);
  }
}
