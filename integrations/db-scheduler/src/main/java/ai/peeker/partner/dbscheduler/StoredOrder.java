package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data of a task: a line with the state of the order, and the encrypted order or its result. It
 * is a string, which every serializer of db-scheduler writes and reads.
 *
 * @param unsentAt the version that the row has in an execution before which the order was certainly
 *     never sent; 0 if there is none. Each pick increases the version, so it occurs once
 * @param content the encrypted order; or the order id, or the code and the message of a refusal
 */
record StoredOrder(State state, long unsentAt, int attempts, String failure, String content) {
  private static final Pattern FORMAT =
      Pattern.compile(
          "peeker-order-1 ([A-Z]+) (\\d+) (\\d+) ([A-Za-z0-9+/=]*)\\R(.*)", Pattern.DOTALL);

  static StoredOrder of(State state, String content) {
    return new StoredOrder(state, 0, 0, "", content);
  }

  /** Throws an {@code IllegalArgumentException} if it was written by other code. */
  static StoredOrder parse(String data) {
    Matcher matcher = FORMAT.matcher(data);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("The data of the task is not an order of an outbox.");
    }
    return new StoredOrder(
        State.valueOf(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        new String(Base64.getDecoder().decode(matcher.group(4)), StandardCharsets.UTF_8),
        matcher.group(5));
  }

  String serialize() {
    String text = Base64.getEncoder().encodeToString(failure.getBytes(StandardCharsets.UTF_8));
    return String.join(
            " ", "peeker-order-1", state.name(), Long.toString(unsentAt), "" + attempts, text)
        + "\n"
        + content;
  }

  /** Returns an order that is sent now, and was not sent before the row has that version. */
  StoredOrder begun(String encrypted, long version) {
    return new StoredOrder(State.OPEN, version, attempts, failure, encrypted);
  }

  /** Returns the order after an attempt in vain. */
  StoredOrder failed(State next, long version, Throwable reason, String encrypted) {
    return new StoredOrder(next, version, attempts + 1, FailureText.of(reason), encrypted);
  }

  /** Without the content. */
  @Override
  public String toString() {
    return "StoredOrder[" + state + "]";
  }
}
