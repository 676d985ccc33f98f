package ai.peeker.partner.fault;

import ai.peeker.partner.call.Outcome;
import java.util.Locale;

/**
 * What became of one call: a cell of the matrix, expected or measured.
 *
 * @param tries how often the client says that it tried
 * @param requests how many requests the server saw
 * @param bodies {@code same} if all had the same bytes, {@code one} if there was but one, {@code -}
 *     if none arrived, {@code DIFFERENT}
 * @param outcome what the exception says
 * @param waitedMillis how long the client waited between its tries
 * @param exception the type, and in brackets that of its cause if the SDK made that too
 */
public record Measured(
    int tries, int requests, String bodies, Outcome outcome, long waitedMillis, String exception) {

  /** As a part of a row of a table in Markdown. */
  public String cells() {
    String waited =
        waitedMillis == 0 ? "0" : String.format(Locale.ROOT, "%.2f s", waitedMillis / 1000.0);
    return String.join(
        " | ",
        String.valueOf(tries),
        String.valueOf(requests),
        bodies,
        outcome.name(),
        waited,
        exception);
  }
}
