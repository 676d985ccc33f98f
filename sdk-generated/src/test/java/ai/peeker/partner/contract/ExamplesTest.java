package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.JsonModel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every example of a request, a response or a webhook in {@code openapi.yaml}. */
class ExamplesTest {
  private static final String PASSWORD = "secret-password";

  static Stream<Example> examples() {
    return Contract.examples();
  }

  static Stream<Example> models() {
    return examples().map(Example::ofModel);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_ofTheContract_isValid(Example example) {
    assertThat(Contract.strictErrors(example.schemaPointer(), example.json())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_throughTheModel_comesBack(Example example) {
    JsonModel model = (JsonModel) Models.read(example.schema(), example.json());

    assertThat(Models.tree(Models.text(model.toJson()))).isEqualTo(Models.tree(example.json()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_throughAnyObjectMapper_comesBack(Example example) {
    String written = Models.throughJackson(example.schema(), example.json());

    assertThat(Models.tree(written)).isEqualTo(Models.tree(example.json()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_throughTheModel_losesNothingToTheUnknown(Example example) {
    JsonModel model = (JsonModel) Models.read(example.schema(), example.json());

    assertThat(model.additionalProperties()).isEmpty();
    assertThat(model.getClass().getSimpleName()).isNotEqualTo("Unknown");
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_readTwice_isEqual(Example example) {
    Object model = Models.read(example.schema(), example.json());

    assertThat(Models.read(example.schema(), example.json()))
        .isEqualTo(model)
        .hasSameHashCodeAs(model);
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_asText_hidesThePassword(Example example) {
    JsonModel model = (JsonModel) Models.read(example.schema(), example.json());

    assertThat(model.toString()).doesNotContain(PASSWORD);
    assertThat(String.valueOf(model.toJson())).doesNotContain(PASSWORD);
  }

  @Test
  void examples_ofOrders_holdThePasswordThatIsLookedFor() {
    assertThat(examples().filter(each -> each.json().contains(PASSWORD))).isNotEmpty();
  }
}
