package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method comes in four variants, with the same parameters in every overload. */
class TwinMethodsTest {
  private static final String API = "ai.peeker.partner.api.";

  static Stream<Class<?>> classes() {
    return Contract.operations().stream().map(Operation::tag).distinct().map(Invocation::api);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void method_ofAnApiClass_hasItsTwinsWithTheSameParameters(Class<?> api) {
    assertThat(plainMethods(api))
        .isNotEmpty()
        .allSatisfy(
            plain -> {
              String result = boxed(plain.getGenericReturnType().getTypeName());
              String whole = twin(plain, "WithResponse");
              assertThat(whole).isEqualTo(response(isPage(plain) ? listOf(whole) : result));
              assertThat(twin(plain, "Async")).isEqualTo(future(result));
              assertThat(twin(plain, "WithResponseAsync")).isEqualTo(future(whole));
            });
  }

  @Test
  void method_withOptionalParameters_canBeCalledWithoutThemInAllVariants() {
    assertThat(Arrays.stream(OrdersApi.class.getDeclaredMethods()).map(TwinMethodsTest::signature))
        .contains(
            "list()",
            "listWithResponse()",
            "listAsync()",
            "listWithResponseAsync()",
            "listPendingAsync()",
            "list(Consumer)",
            "listAsync(Consumer)",
            "listAll()",
            "listAll(Consumer)",
            "listAllPending()",
            "listAllPending(Consumer)",
            "cancelAsync(String)",
            "cancelWithResponseAsync(String)",
            "cancelAsync(String, CancelOrderRequest)");
  }

  @ParameterizedTest
  @MethodSource("classes")
  void list_ofAnApiClass_canBeReadAsAWholeWithTheSameParameters(Class<?> api) {
    Function<Method, String> row =
        method -> method.getGenericReturnType().getTypeName().replaceFirst("^[^<]*", "");
    Stream<Method> all =
        Invocation.methods(api).stream()
            .filter(method -> method.getReturnType() == PagedIterable.class);

    assertThat(all.map(method -> row.apply(method) + parameters(method)))
        .containsExactlyInAnyOrderElementsOf(
            plainMethods(api).stream()
                .filter(TwinMethodsTest::isPage)
                .map(method -> row.apply(method) + parameters(method))
                .toList());
  }

  private static List<Method> plainMethods(Class<?> api) {
    return Invocation.methods(api).stream()
        .filter(method -> !method.getName().matches(".*(WithResponse|Async)"))
        .filter(method -> method.getReturnType() != PagedIterable.class)
        .toList();
  }

  private static String twin(Method plain, String suffix) {
    try {
      Method twin =
          plain
              .getDeclaringClass()
              .getDeclaredMethod(plain.getName() + suffix, plain.getParameterTypes());
      assertThat(Modifier.toString(twin.getModifiers()))
          .as(twin.toString())
          .isEqualTo(Modifier.toString(plain.getModifiers()));
      return twin.getGenericReturnType().getTypeName();
    } catch (NoSuchMethodException e) {
      return "none: " + e.getMessage();
    }
  }

  private static boolean isPage(Method method) {
    return method.getReturnType() == Page.class;
  }

  /** Returns the type of the whole response of a list. */
  private static String listOf(String response) {
    return response.replaceFirst(".*<(.*\\.model\\.\\w+List)>", "$1");
  }

  private static String boxed(String result) {
    return result.equals("void") ? "java.lang.Void" : result;
  }

  private static String response(String result) {
    return API + "ApiResponse<" + result + ">";
  }

  private static String future(String result) {
    return "java.util.concurrent.CompletableFuture<" + result + ">";
  }

  private static String signature(Method method) {
    return method.getName() + parameters(method);
  }

  private static String parameters(Method method) {
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return "(" + String.join(", ", types) + ")";
  }
}
