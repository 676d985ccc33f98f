package ai.peeker.partner.fault;

import java.util.List;
import java.util.function.BiFunction;

/** Writes the matrix down for people. */
public final class FaultTable {
  private static final String ABOUT =
      """
      # Fault matrix

      What a call does when the network or the server misbehaves. `FaultMatrixTest` makes this page: it calls a server on
      loopback that goes wrong as the first column says, each time it is asked, and holds the result against a table that was
      written by hand. The test fails if a cell is not as expected there, or not as it stands here.

      - **Call**: `GET /me` may be repeated freely; `POST /orders` only with the same bytes, within 24 hours; `POST /swaps` only if
        it is certain that nothing was sent, or after a 429.
      - **Tries**: how often the client tried; the policy allows three. **Requests**: how many of them the server saw.
      - **Bodies**: `same` if the server got the same bytes every time, `one` if it got them once, `-` if it got none.
      - **Outcome**: what the exception says that the call may have changed.
      - **Waited**: between the tries, with chance fixed at one half: half of 0.5 s and half of 1 s after a failure, 0.5 s on top of
        a wait that the server names.
      - **Exception**: in brackets the cause. An order whose outcome is open comes back as a `PendingOrder` with the bytes.

      In no row does the server hold two orders, or carry out a swap twice.

      | Fault | Call | Tries | Requests | Bodies | Outcome | Waited | Exception |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private FaultTable() {}

  /** The page. */
  public static String page(
      List<FaultMatrix.Row> rows, BiFunction<FaultMatrix.Row, RetryClass, Measured> measure) {
    StringBuilder page = new StringBuilder(ABOUT);
    for (FaultMatrix.Row row : rows) {
      for (RetryClass each : RetryClass.values()) {
        page.append("| ")
            .append(each == RetryClass.ALWAYS ? row.fault() : "")
            .append(" | ")
            .append(each.operation())
            .append(" | ")
            .append(measure.apply(row, each).cells())
            .append(" |\n");
      }
    }
    return page.toString();
  }
}
