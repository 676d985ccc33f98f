package ai.peeker.partner.generation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new operation in the contract becomes a method without hand-written code. */
class NewOperationTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final String PATH =
      """
      get:
        tags: [Reports]
        operationId: getReport
        summary: Returns a report
        description: Returns the number of emails delivered in one month.
        x-certainty: inferred
        x-retry: always
        x-paged: false
        x-method: get
        x-data: Report
        parameters:
          - {name: id, in: path, required: true, description: the id of the report, schema: {type: string}}
          - {name: month, in: query, description: the month to report, schema: {type: string}}
        responses:
          '200':
            description: The report.
            content:
              application/json:
                schema: {$ref: '#/components/schemas/ReportResponse'}
      """;

  private static final String SCHEMAS =
      """
      ReportResponse:
        type: object
        required: [data]
        properties:
          data: {$ref: '#/components/schemas/Report'}
      Report:
        description: The emails delivered in one month.
        type: object
        required: [delivered]
        properties:
          delivered: {type: integer, format: int64, description: the number of delivered emails}
          grade: {$ref: '#/components/schemas/ReportGrade'}
      ReportGrade:
        type: string
        enum: [good, bad]
      """;

  private static final String CALLER =
      """
      package caller;

      import ai.peeker.partner.api.ApiCall;
      import ai.peeker.partner.api.ApiResponse;
      import ai.peeker.partner.api.ApiTransport;
      import ai.peeker.partner.api.ReportsApi;
      import ai.peeker.partner.model.Report;
      import ai.peeker.partner.model.ReportGrade;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.Map;

      public final class Caller {
        private Caller() {}

        public static List<Object> report() {
          List<Object> seen = new ArrayList<>();
          ReportsApi reports =
              new ReportsApi(
                  new ApiTransport() {
                    @Override
                    public <T> ApiResponse<T> send(ApiCall<T> call) {
                      seen.add(call.method() + " " + call.pathSegments() + " " + call.query());
                      seen.add(call.retrySafety().name());
                      return ApiResponse.of(
                          call,
                          200,
                          Map.of(),
                          Map.of("data", Map.of("delivered", 7, "grade", "good")));
                    }
                  });
          ReportsApi.GetReportParams params =
              ReportsApi.GetReportParams.builder().month("2026-05").build();
          Report report = reports.get("rep_1", params);
          seen.add(report.delivered());
          seen.add(report.grade() == ReportGrade.GOOD);
          seen.add(reports.getWithResponse("rep_2", params).status());
          return seen;
        }
      }
      """;

  @Test
  void operation_addedToTheContract_isCallableAndDocumented(@TempDir Path folder) throws Exception {
    Path sources = Generator.generate(extended(folder), folder.resolve("out"));

    try (Compiled compiled = Compiled.of(sources, CALLER, folder.resolve("classes"))) {
      assertThat(compiled.call("report"))
          .isEqualTo(
              List.of(
                  "GET [reports, rep_1] [month=2026-05]",
                  "ALWAYS",
                  7L,
                  true,
                  "GET [reports, rep_2] [month=2026-05]",
                  "ALWAYS",
                  200));
    }
    assertThat(Files.readString(sources.resolve("ai/peeker/partner/api/ReportsApi.java")))
        .contains("Monthly figures.")
        .contains("  /**\n   * Returns the number of emails delivered in one month.\n   *\n")
        .doesNotContain("Returns a report")
        .contains("{@code GET /reports/{id}}. Certainty: inferred.")
        .contains("@param id the id of the report; not null")
        .contains("Returns the month to report. Null if not set.")
        .contains("Sets the month to report.");
  }

  private static Path extended(Path folder) throws Exception {
    ObjectNode document = (ObjectNode) Contract.at("");
    document
        .withArray("/tags")
        .add(YAML.readTree("{name: Reports, description: Monthly figures.}"));
    ((ObjectNode) document.get("paths")).set("/reports/{id}", YAML.readTree(PATH));
    for (Map.Entry<String, JsonNode> each : YAML.readTree(SCHEMAS).properties()) {
      ((ObjectNode) document.at("/components/schemas")).set(each.getKey(), each.getValue());
    }
    return Files.writeString(folder.resolve("openapi.yaml"), YAML.writeValueAsString(document));
  }
}
