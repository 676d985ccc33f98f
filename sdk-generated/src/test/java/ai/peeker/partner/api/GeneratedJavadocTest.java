package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract says about an operation stands in the Javadoc of its methods. */
class GeneratedJavadocTest {
  private static final Path SOURCES =
      Path.of(
          System.getProperty("basedir", ""),
          "target/generated-sources/openapi/src/main/java/ai/peeker/partner/api");

  static Stream<Operation> operations() {
    return Contract.operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void javadoc_ofAMethod_saysHowCertainTheOperationIs(Operation operation) throws IOException {
    assertThat(javadoc(operation))
        .isNotEmpty()
        .allSatisfy(
            text -> assertThat(text).contains("Certainty: " + operation.text("x-certainty") + "."));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void javadoc_ofAMethod_saysWhetherItMayBeRepeated(Operation operation) throws IOException {
    String retry = operation.text("x-retry").toUpperCase(Locale.ROOT).replace('-', '_');

    assertThat(javadoc(operation))
        .allSatisfy(text -> assertThat(text).contains("{@link RetrySafety#" + retry + "}"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void javadoc_ofAMethod_hasTheSummaryAndTheDescription(Operation operation) throws IOException {
    String description = operation.text("description");

    assertThat(javadoc(operation))
        .allSatisfy(
            text -> {
              assertThat(text).contains(operation.text("summary"));
              // The first words; what is not Javadoc may have been escaped further on.
              assertThat(text).contains(description.substring(0, 25).replace('\n', ' '));
            });
  }

  /** The comments of the methods that give the bare result, on one line each. */
  private static List<String> javadoc(Operation operation) throws IOException {
    String source = Files.readString(SOURCES.resolve(operation.tag() + "Api.java"));
    Pattern method =
        Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s*)*(?:public|protected) [\\w<>@ ]+ "
                + Invocation.name(operation)
                + "\\(",
            Pattern.DOTALL);
    return method
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .map(each -> each.replaceAll("\\s*\\n\\s*\\*\\s*", " ").replace("&#39;", "'"))
        .toList();
  }
}
