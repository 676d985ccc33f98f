package ai.peeker.partner.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.generation.check.UnsupportedConstructs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each construct that the templates support is generated, compiled with warnings as errors, and
 * used. The constructs do not depend on each other, so one document has all of them: the riskiest,
 * or all with {@code -Pproof}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstructsTest {
  private static final String NO_CALLER =
      "package caller;\n\npublic final class Caller {\n  private Caller() {}\n}\n";

  private final Constructs constructs = Constructs.chosen();
  private Path contract;
  private Sandbox sandbox;

  @BeforeAll
  void generateAndCompile(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) throws Exception {
    contract = constructs.write(folder.resolve("openapi.yaml"));
    Path sources = Generator.generate(contract, folder.resolve("out"));
    sandbox = new Sandbox(Compiled.of(sources, NO_CALLER, folder.resolve("classes")));
    assertThat(UnsupportedConstructs.find(contract)).isEmpty();
  }

  @AfterAll
  void close() throws IOException {
    sandbox.code().close();
  }

  Stream<Map.Entry<String, JsonNode>> schemas() {
    return constructs.schemas().entrySet().stream();
  }

  Stream<Map.Entry<String, JsonNode>> operations() {
    return constructs.operations().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void model_eachJson_comesBackAndIsEqualToItself(Map.Entry<String, JsonNode> construct)
      throws Exception {
    String name = construct.getKey();
    for (JsonNode json : construct.getValue().path("reads")) {
      Object model = sandbox.read(name, json);

      assertThat(Sandbox.tree(model)).as(name).isEqualTo(Sandbox.tree(json));
      Object again = sandbox.read(name, json.deepCopy());
      assertThat(again).isEqualTo(model).hasSameHashCodeAs(model).hasToString(model.toString());
      assertThat(sandbox.bind(name, json.toString())).isEqualTo(model);
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void model_otherJson_isNotEqual(Map.Entry<String, JsonNode> construct) throws Exception {
    JsonNode values = construct.getValue().path("reads");
    for (int i = 1; i < values.size(); i++) {
      assertThat(sandbox.read(construct.getKey(), values.get(i)))
          .isNotEqualTo(sandbox.read(construct.getKey(), values.get(i - 1)));
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void model_eachProperty_isFoundByItsNameInJson(Map.Entry<String, JsonNode> construct)
      throws Exception {
    for (JsonNode json : construct.getValue().path("reads")) {
      Object model = sandbox.read(construct.getKey(), json);
      for (Map.Entry<String, JsonNode> each : json.properties()) {
        Object value =
            model.getClass().getMethod("property", String.class).invoke(model, each.getKey());
        assertThat(Sandbox.tree(Sandbox.plain(value)))
            .as(each.getKey())
            .isEqualTo(Sandbox.tree(each.getValue()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void model_builderOfItself_buildsItAgain(Map.Entry<String, JsonNode> construct) throws Exception {
    for (JsonNode json : construct.getValue().path("reads")) {
      Object model = sandbox.read(construct.getKey(), json);
      if (Stream.of(model.getClass().getMethods())
          .anyMatch(each -> each.getName().equals("toBuilder"))) {
        Object builder = model.getClass().getMethod("toBuilder").invoke(model);
        assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(model);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void model_jsonThatDoesNotMatch_isRejectedWithThePath(Map.Entry<String, JsonNode> construct) {
    for (JsonNode each : construct.getValue().path("rejects")) {
      assertThatThrownBy(() -> sandbox.read(construct.getKey(), each.get(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(each.get(1).asText());
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void union_eachJson_isItsCase(Map.Entry<String, JsonNode> construct) throws Exception {
    for (JsonNode each : construct.getValue().path("cases")) {
      assertThat(sandbox.read(construct.getKey(), each.get(0)).getClass().getSimpleName())
          .isEqualTo(each.get(1).asText());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_called_sendsTheRequestAndReadsTheResponse(Map.Entry<String, JsonNode> construct)
      throws Exception {
    for (JsonNode call : construct.getValue().path("calls")) {
      Sandbox.Exchange exchange = sandbox.call(construct.getKey(), call);

      assertThat(exchange.request()).isEqualTo(call.path("sends").asText());
      assertThat(exchange.headers())
          .isEqualTo(orElse(call, "headers", Sandbox.MAPPER.createObjectNode()));
      assertThat(exchange.body()).isEqualTo(orElse(call, "body", Sandbox.tree(null)));
      assertThat(exchange.result())
          .isEqualTo(orElse(call, "gives", orElse(call, "answer", Sandbox.tree(null))));
    }
  }

  private static JsonNode orElse(JsonNode call, String name, JsonNode other) {
    return Sandbox.tree(call.has(name) ? call.get(name) : other);
  }

  @Test
  void constructs_ofTheProof_areMoreThanAHundred() {
    assertThat(Constructs.all().schemas().size() + Constructs.all().operations().size())
        .isGreaterThan(100);
    assertThat(List.copyOf(constructs.schemas().values()))
        .allSatisfy(each -> assertThat(each).isInstanceOf(ObjectNode.class));
  }
}
