package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Example;
import ai.peeker.partner.contract.Models;
import ai.peeker.partner.contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the contract has a method that sends a request matching the contract. */
class OperationsTest {
  static Stream<Operation> operations() {
    return Contract.operations().stream();
  }

  static Stream<Invocation> invocations() {
    return operations().flatMap(each -> Invocation.of(each).stream());
  }

  @Test
  void methods_ofAllClasses_areTheOperations() {
    Map<String, List<String>> expected =
        operations()
            .collect(
                Collectors.groupingBy(
                    Operation::tag,
                    Collectors.flatMapping(
                        each ->
                            Stream.concat(
                                Stream.of("", "WithResponse", "Async", "WithResponseAsync")
                                    .map(suffix -> Invocation.name(each) + suffix),
                                Stream.ofNullable(Invocation.allName(each))),
                        Collectors.toList())));

    assertThat(expected)
        .allSatisfy(
            (tag, names) ->
                assertThat(
                        new TreeSet<>(
                            Invocation.methods(Invocation.api(tag)).stream()
                                .map(Method::getName)
                                .toList()))
                    .as(tag)
                    .containsExactlyInAnyOrderElementsOf(names));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ofTheContract_hasOneMethodAndItsResponse(Operation operation) {
    List<Invocation> found = Invocation.of(operation);
    boolean params = found.stream().anyMatch(Invocation::takesParams);
    boolean optionalBody = operation.requestSchema() != null && !operation.requestBodyRequired();

    // A method with optional parameters can also be called without them, or with a lambda.
    int expected = params ? 3 : optionalBody ? 2 : 1;
    assertThat(found).filteredOn(each -> !each.withResponse()).hasSize(expected);
    assertThat(found).filteredOn(Invocation::withResponse).hasSize(expected);
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void method_called_sendsTheOperationOnce(Invocation invocation) {
    Operation operation = invocation.operation();
    ApiCall<?> call = call(invocation);

    assertThat(call.operation()).isEqualTo(operation.id());
    assertThat(call.method()).isEqualTo(operation.method());
    assertThat(call.pathTemplate()).isEqualTo(operation.path());
    assertThat(call.headers()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void method_called_saysWhetherItMayBeRepeated(Invocation invocation) {
    String retry =
        invocation.operation().text("x-retry").toUpperCase(Locale.ROOT).replace('-', '_');

    assertThat(call(invocation).retrySafety()).isEqualTo(RetrySafety.valueOf(retry));
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void method_called_fillsThePath(Invocation invocation) {
    String path = invocation.operation().path();
    for (JsonNode parameter : invocation.operation().parameters("path")) {
      path =
          path.replace(
              "{" + parameter.path("name").asText() + "}", parameter.path("example").asText());
    }

    assertThat(call(invocation).pathSegments()).containsExactly(path.substring(1).split("/", -1));
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void method_called_sendsTheQueryInTheOrderOfTheContract(Invocation invocation) {
    List<String> expected = new ArrayList<>();
    for (JsonNode parameter : invocation.operation().parameters("query")) {
      if (parameter.path("required").asBoolean() || invocation.takesParams()) {
        String value =
            parameter.path("example").isArray()
                ? joined(parameter)
                : parameter.path("example").asText();
        expected.add(parameter.path("name").asText() + "=" + value);
      }
    }

    assertThat(call(invocation).query().stream().map(each -> each.getKey() + "=" + each.getValue()))
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void method_called_sendsTheBody(Invocation invocation) {
    ApiCall<?> call = call(invocation);

    if (invocation.takesBody()) {
      String body = Models.text(Objects.requireNonNull(call.body()).toJson());
      Example example = invocation.requestExample();
      assertThat(Models.tree(body)).isEqualTo(Models.tree(example.json()));
      assertThat(Contract.requestErrors(call.method(), path(call), body)).isEmpty();
    } else {
      assertThat(call.body()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void method_called_givesTheResult(Invocation invocation) {
    Operation operation = invocation.operation();
    operation
        .successExamples()
        .forEach(
            example -> {
              Object plain = Models.plain(example.json());
              Object result =
                  invocation.call(new RecordingTransport(operation.successStatus(), plain));
              if (result instanceof ApiResponse<?> response) {
                assertThat(response.status()).isEqualTo(operation.successStatus());
                assertThat(response.requestId()).isEqualTo("req_1");
                assertThat(response.json()).isEqualTo(plain);
                result = response.body();
              }
              if (result instanceof Page<?> page) {
                assertThat(Models.tree(Models.text(page.items())))
                    .isEqualTo(Models.tree(example.json()).get("data"));
                result = page.response().body();
              }
              String data = operation.text("x-data");
              JsonNode whole = Models.tree(example.json());
              assertThat(Models.tree(Models.text(result)))
                  .isEqualTo(data.isEmpty() ? whole : whole.get("data"));
              assertThat(result)
                  .isInstanceOf(Models.type(data.isEmpty() ? example.schema() : data));
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void visibility_ofAMethod_isAsTheContractAsks(Operation operation) {
    boolean guarded = operation.text("x-guarded").equals("true");

    assertThat(Invocation.of(operation))
        .allSatisfy(
            each ->
                assertThat(java.lang.reflect.Modifier.isPublic(each.method().getModifiers()))
                    .isEqualTo(!guarded));
  }

  private static ApiCall<?> call(Invocation invocation) {
    Operation operation = invocation.operation();
    Object answer = Models.plain(operation.successExamples().findFirst().orElseThrow().json());
    RecordingTransport transport = new RecordingTransport(operation.successStatus(), answer);
    invocation.call(transport);
    assertThat(transport.calls()).hasSize(1);
    return transport.calls().get(0);
  }

  private static String joined(JsonNode parameter) {
    assertThat(parameter.path("explode").asBoolean(true)).isFalse();
    List<String> values = new ArrayList<>();
    parameter.path("example").forEach(each -> values.add(each.asText()));
    return String.join(",", values);
  }

  private static String path(ApiCall<?> call) {
    String query =
        call.query().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    return "/" + String.join("/", call.pathSegments()) + (query.isEmpty() ? "" : "?" + query);
  }

  @Test
  void constructors_ofAllClasses_refuseNull() {
    assertThat(operations().map(Operation::tag).distinct())
        .allSatisfy(
            tag ->
                assertThat(Arrays.stream(Invocation.api(tag).getConstructors()))
                    .singleElement()
                    .satisfies(
                        each ->
                            org.assertj.core.api.Assertions.assertThatThrownBy(
                                    () -> each.newInstance((Object) null))
                                .hasRootCauseMessage("transport")));
  }
}
