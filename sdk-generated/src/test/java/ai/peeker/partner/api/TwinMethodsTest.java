package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
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
              assertThat(twin(plain, "WithResponse")).isEqualTo(response(result));
              assertThat(twin(plain, "Async")).isEqualTo(future(result));
              assertThat(twin(plain, "WithResponseAsync")).isEqualTo(future(response(result)));
            });
  }

  @Test
  void method_withOptionalParameters_canBeCalledWithoutThemInAllVariants() {
    assertThat(Arrays.stream(OrdersApi.class.getMethods()).map(TwinMethodsTest::signature))
        .contains(
            "list()",
            "listWithResponse()",
            "listAsync()",
            "listWithResponseAsync()",
            "listPendingAsync()",
            "cancelAsync(String)",
            "cancelWithResponseAsync(String)",
            "cancelAsync(String, CancelOrderRequest)");
  }

  private static List<Method> plainMethods(Class<?> api) {
    return Invocation.methods(api).stream()
        .filter(method -> !method.getName().matches(".*(WithResponse|Async)"))
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
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return method.getName() + "(" + String.join(", ", types) + ")";
  }
}
