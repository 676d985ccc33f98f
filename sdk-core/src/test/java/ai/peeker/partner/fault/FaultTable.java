package ai.peeker.partner.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the matrix as a page. */
public final class FaultTable {
  private static final String ABOUT =
      """
      # Fault matrix

      What a call does when the network or the server misbehaves. `FaultMatrixTest` generates this page: it calls a server on
      loopback that misbehaves as the first column says, each time, and compares the result with a table that was written by
      hand. The test fails if a cell differs from that table or from this page. Blocking and asynchronous calls give the same
      results.

      - **Protocol**: protocols with the same results share a row.
      - **Call**: `GET /me` may be repeated freely; `POST /orders` only with the same bytes, within 24 hours; `POST /swaps` only if
        it is certain that the server did not process it, or after a 429.
      - **Tries**: the number of attempts of the client; the policy allows three. **Requests**: how many of them the server saw.
      - **Bodies**: `same` if the server got the same bytes every time, `one` if it got them once, `-` if it got none.
      - **Outcome**: the outcome that the exception reports.
      - **Waited**: the delays between the attempts. The random number is fixed at one half: half of 0.5 s and half of 1 s after a
        failure, 0.5 s in addition to a delay that the server requests.
      - **Exception**: in brackets the cause. An order whose outcome is open has a `PendingOrder` with the bytes.

      In no row does the server have two orders, or carry out a swap twice.

      | Fault | Protocol | Call | Tries | Requests | Bodies | Outcome | Waited | Exception |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private FaultTable() {}

  /** Measures a cell. */
  public interface Measure {
    Measured of(FaultMatrix.Row row, Wire wire, RetryClass type);
  }

  /** Returns the page. */
  public static String page(List<FaultMatrix.Row> rows, Measure measure) {
    StringBuilder page = new StringBuilder(ABOUT);
    for (FaultMatrix.Row row : rows) {
      Map<List<String>, List<String>> wiresByResult = new LinkedHashMap<>();
      for (Wire wire : row.wires()) {
        List<String> result =
            Stream.of(RetryClass.values()).map(type -> cells(row, wire, type, measure)).toList();
        wiresByResult.computeIfAbsent(result, each -> new ArrayList<>()).add(wire.toString());
      }
      String fault = row.fault();
      for (Map.Entry<List<String>, List<String>> each : wiresByResult.entrySet()) {
        String wires = String.join(", ", each.getValue());
        for (String cells : each.getKey()) {
          page.append("| " + fault + " | " + wires + " | " + cells + " |\n");
          fault = "";
          wires = "";
        }
      }
    }
    return page.toString();
  }

  private static String cells(FaultMatrix.Row row, Wire wire, RetryClass type, Measure measure) {
    return type.operation() + " | " + measure.of(row, wire, type).cells();
  }
}
