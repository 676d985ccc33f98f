package ai.peeker.partner.generation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.generation.check.UnsupportedConstructs;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates do not support is found before the generator runs, with its line. */
class UnsupportedConstructsTest {
  private static final JsonNode CHANGES = Constructs.resource("unsupported.yaml");

  private static final String OPERATION =
      """
      openapi: 3.1.0
      components: {schemas: {X: {type: string}}}
      paths:
        /x:
          post:
      %s""";

  private static final String SCHEMA =
      """
      openapi: 3.1.0
      components:
        schemas:
          U: {oneOf: [{type: string}, {type: number}]}
          X:
      %s""";

  static Stream<JsonNode> operations() {
    return CHANGES.get("operations").valueStream();
  }

  static Stream<JsonNode> schemas() {
    return CHANGES.get("schemas").valueStream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_unsupported_isFoundWithItsLine(JsonNode change, @TempDir Path folder)
      throws IOException {
    assertFound(change, OPERATION, folder);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schema_unsupported_isFoundWithItsLine(JsonNode change, @TempDir Path folder)
      throws IOException {
    assertFound(change, SCHEMA, folder);
  }

  private static void assertFound(JsonNode change, String document, Path folder)
      throws IOException {
    String text = document.formatted(change.get("change").asText().indent(6));
    Path file = Files.writeString(folder.resolve("openapi.yaml"), text);

    assertThat(UnsupportedConstructs.find(file))
        .as(text)
        .containsExactly(
            "openapi.yaml:%d: %s"
                .formatted(5 + change.path("line").asInt(1), change.get("problem").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"List", "String", "JsonModel", "Extras", "ApiCall", "lower", "A-B"})
  void schema_nameThatIsTaken_isFound(String name, @TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("openapi.yaml"), SCHEMA.formatted("").replace("X:", name + ":"));

    assertThat(UnsupportedConstructs.find(file))
        .containsExactly("openapi.yaml:5: a schema cannot have the name " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"options", "trace"})
  void method_unusual_isFound(String method, @TempDir Path folder) throws IOException {
    String text = OPERATION.replace("post:", method + ":").formatted("      operationId: x\n");
    Path file = Files.writeString(folder.resolve("openapi.yaml"), text);

    assertThat(UnsupportedConstructs.find(file))
        .containsExactly("openapi.yaml:6: the method " + method + " is not supported");
  }

  @Test
  void contract_ofTheApi_isSupported() throws IOException {
    assertThat(UnsupportedConstructs.find(Contract.file())).isEmpty();
  }
}
