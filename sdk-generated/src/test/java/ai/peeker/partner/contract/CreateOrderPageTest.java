package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.JsonModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every example of the documented order page against our document and our models. */
class CreateOrderPageTest {
  static List<Example> examples() {
    return CreateOrderPage.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_ofThePage_isCopiedAsItIs(Example example) {
    assertThat(example.value()).isEqualTo(CreateOrderPage.inDocument(example.name()));
  }

  static List<Example> models() {
    return examples().stream().map(Example::ofModel).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_ofThePage_isValidInOurDocument(Example example) {
    assertThat(Contract.strictErrors(example.schemaPointer(), example.json())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_ofThePage_throughTheModel_comesBack(Example example) {
    JsonModel model = (JsonModel) Models.read(example.schema(), example.json());

    assertThat(Models.tree(Models.text(model.toJson()))).isEqualTo(example.value());
    assertThat(model.additionalProperties()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_ofThePage_throughAnyObjectMapper_comesBack(Example example) {
    String written = Models.throughJackson(example.schema(), example.json());

    assertThat(Models.tree(written)).isEqualTo(example.value());
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_ofThePage_readTwice_isEqual(Example example) {
    Object model = Models.read(example.schema(), example.json());

    assertThat(Models.read(example.schema(), example.json()))
        .isEqualTo(model)
        .hasSameHashCodeAs(model);
  }

  @ParameterizedTest
  @MethodSource("models")
  void example_ofThePage_asText_hidesThePassword(Example example) {
    assertThat(Models.read(example.schema(), example.json()).toString())
        .doesNotContain("secret-password");
  }
}
