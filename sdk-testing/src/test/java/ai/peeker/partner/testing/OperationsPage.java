package ai.peeker.partner.testing;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The page {@code docs/local-peeker-operations.md}. */
final class OperationsPage {
  private static final String HEAD =
      """
      # Operations of LocalPeeker

      Every operation of the contract and every error that it documents, as `LocalPeeker` returns them. `OperationErrorsTest`
      generates this page: it sends each request over plain HTTP, without the SDK. The test fails if an operation or an error is
      missing, if a response differs, or if this page differs from what was measured.

      A cell names what leads to the error:

      - **request**: this request alone.
      - **state**: earlier requests.
      - **control**: a method of `LocalPeeker` in the test.
      - **script**: `faults()`, because no state leads to it.

      For all operations, 401 is the response to an unknown API key, 403 to a key with `PermissionPreset.READ`, 429 to the 601st
      request within a minute of an instance with `builder().rateLimited()`, and 500 is scripted with `faults().next(1).fail(500)`.

      ## Errors of all operations

      """;

  /** The columns: status, code, and why an operation may not document it. */
  private static final List<String[]> COLUMNS =
      List.of(
          new String[] {"400", "invalid_request", "nothing to validate"},
          new String[] {"401", "unauthorized", ""},
          new String[] {"403", "forbidden", "all keys may read"},
          new String[] {"404", "not_found", "requires no record"},
          new String[] {"429", "rate_limited", ""},
          new String[] {"500", "internal_error", ""});

  private final Map<String, Integer> successes;
  private final List<DocumentedError> errors;
  private final StringBuilder page = new StringBuilder(HEAD);

  private OperationsPage(Map<String, Integer> successes, List<DocumentedError> errors) {
    this.successes = successes;
    this.errors = errors;
  }

  /**
   * Returns the page.
   *
   * @param successes the measured status of a successful call by operation
   */
  static String of(Map<String, Integer> successes, List<DocumentedError> errors) {
    OperationsPage page = new OperationsPage(successes, errors);
    page.addMatrix();
    page.addOthers();
    return page.page.toString();
  }

  private void addMatrix() {
    row(
        Stream.concat(
            Stream.of("Operation", "Success"),
            COLUMNS.stream().map(column -> column[0] + " `" + column[1] + "`")));
    row(Stream.generate(() -> "---").limit(COLUMNS.size() + 2));
    for (Operation operation : Contract.operations()) {
      row(
          Stream.concat(
              Stream.of("`" + operation + "`", String.valueOf(successes.get(operation.toString()))),
              COLUMNS.stream().map(column -> cell(operation, column))));
    }
  }

  private String cell(Operation operation, String[] column) {
    String wanted = operation + " " + column[0] + " " + column[1];
    return errors.stream()
        .filter(error -> error.toString().equals(wanted))
        .findFirst()
        .map(OperationsPage::cell)
        .orElseGet(() -> "not documented: " + column[2]);
  }

  private static String cell(DocumentedError error) {
    ErrorWay way = ErrorWays.of(error);
    boolean isOwn = ErrorWays.own().contains(error.toString());
    return way.kind() + (isOwn || error.status() == 404 ? ": " + way.how() : "");
  }

  private void addOthers() {
    page.append("\n## Other errors\n\n");
    row(Stream.of("Operation", "Status", "Code", "Reached by", "How", "`error.field`"));
    row(Stream.generate(() -> "---").limit(6));
    List<String> inMatrix = COLUMNS.stream().map(column -> column[1]).toList();
    for (DocumentedError error : errors) {
      ErrorWay way = ErrorWays.of(error);
      if (!inMatrix.contains(error.code())) {
        String field = way.field().isEmpty() ? "none" : "`" + way.field() + "`";
        String status = String.valueOf(error.status());
        row(
            Stream.of(
                "`" + error.operation() + "`",
                status,
                "`" + error.code().replaceFirst(" ", "` ").replaceFirst("$", tick(error)),
                way.kind().toString(),
                way.how(),
                field));
      }
    }
  }

  private static String tick(DocumentedError error) {
    return error.code().contains(" ") ? "" : "`";
  }

  private void row(Stream<String> cells) {
    page.append("| ").append(String.join(" | ", cells.toList())).append(" |\n");
  }
}
