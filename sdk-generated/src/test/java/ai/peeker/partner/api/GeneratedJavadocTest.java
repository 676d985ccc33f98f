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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Javadoc of a method contains the facts that the contract states about its operation. */
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
  void javadoc_ofAMethod_namesTheCertainty(Operation operation) throws IOException {
    assertThat(javadoc(operation))
        .isNotEmpty()
        .allSatisfy(
            text -> assertThat(text).contains("Certainty: " + operation.text("x-certainty") + "."));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void javadoc_ofAMethod_namesTheRetrySafety(Operation operation) throws IOException {
    String retry = operation.text("x-retry").toUpperCase(Locale.ROOT).replace('-', '_');

    assertThat(javadoc(operation))
        .allSatisfy(text -> assertThat(text).contains("{@link RetrySafety#" + retry + "}"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void javadoc_ofAMethod_startsWithTheDescription(Operation operation) throws IOException {
    String description = operation.text("description");

    assertThat(javadoc(operation))
        .allSatisfy(
            text -> {
              assertThat(text).startsWith("/** " + firstWords(description));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'Returns the\nuser.', Returns the user.",
    "'', ''",
    "Returns one user of the partner account., Returns one user of the p"
  })
  void firstWords_ofADescriptionOfAnyLength_areAtMost25Characters(
      String description, String expected) {
    assertThat(firstWords(description)).isEqualTo(expected);
  }

  /** Returns the first words only: the rest may contain escaped characters. */
  private static String firstWords(String description) {
    return description.substring(0, Math.min(25, description.length())).replace('\n', ' ');
  }

  /** Returns the comments of the methods that return the bare result, each on one line. */
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
