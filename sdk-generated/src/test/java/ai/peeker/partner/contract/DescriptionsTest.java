package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The descriptions of the contract fit the Javadoc that the templates generate from them: a phrase
 * follows "Returns" or "@param", sentences start a comment.
 */
class DescriptionsTest {
  private static final Pattern AVOIDED =
      Pattern.compile(
          "(?i)\\b(licences?|what is|answer\\w*|refuse\\w*|whoever|nobody|e-mails?)\\b");

  private static final JsonNode DOCUMENT = Contract.at("");

  @Test
  void properties_each_haveAPhrase() {
    assertThat(children("properties"))
        .hasSizeGreaterThan(300)
        .allSatisfy(DescriptionsTest::hasAPhrase);
  }

  @Test
  void parameters_each_haveAPhrase() {
    assertThat(withoutReferences(children("parameters")))
        .hasSizeGreaterThan(20)
        .allSatisfy(DescriptionsTest::hasAPhrase);
  }

  @Test
  void requestBodies_each_haveAPhrase() {
    assertThat(DOCUMENT.findValues("requestBody"))
        .hasSizeGreaterThan(20)
        .allSatisfy(DescriptionsTest::hasAPhrase);
  }

  @ParameterizedTest
  @ValueSource(strings = {"schemas", "responses", "headers", "securitySchemes", "tags"})
  void section_eachChild_hasSentences(String section) {
    assertThat(withoutReferences(children(section)).filter(JsonNode::isObject))
        .isNotEmpty()
        .allSatisfy(DescriptionsTest::hasSentences);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_summaryAndDescription_startWithAVerb(Operation operation) {
    assertThat(operation.text("summary")).matches("[A-Z][a-z]+s .*[^.]");
    assertThat(operation.text("description").strip()).matches("(?s)[A-Z][a-z]+s .*\\.");
    assertThat(operation.text("summary")).doesNotContainPattern(AVOIDED);
    assertThat(operation.text("description")).doesNotContainPattern(AVOIDED);
  }

  static Stream<Operation> operations() {
    return Stream.concat(Contract.operations().stream(), Contract.webhooks().stream());
  }

  private static void hasAPhrase(JsonNode node) {
    // A full stop inside would end the first sentence of the Javadoc.
    assertThat(node.path("description").asText())
        .as(node.toString())
        .matches("[a-z].*[^.\\s]")
        .doesNotContain(". ")
        .doesNotContainPattern(AVOIDED);
  }

  private static void hasSentences(JsonNode node) {
    assertThat(node.path("description").asText().strip())
        .as(node.toString())
        .matches("(?s)[A-Z].*\\.")
        .doesNotContainPattern(AVOIDED);
  }

  private static Stream<JsonNode> children(String name) {
    List<JsonNode> parents = DOCUMENT.findValues(name);
    return parents.stream().flatMap(JsonNode::valueStream);
  }

  private static Stream<JsonNode> withoutReferences(Stream<JsonNode> nodes) {
    return nodes.filter(each -> !each.has("$ref"));
  }
}
