package ai.peeker.partner.api;

import ai.peeker.partner.contract.Example;
import ai.peeker.partner.contract.Models;
import ai.peeker.partner.contract.Operation;
import ai.peeker.partner.model.JsonModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One generated method that can be called with the examples of the contract. */
record Invocation(Operation operation, Method method) {
  private static final String PACKAGE = "ai.peeker.partner.api.";

  /** Returns the class of a tag. */
  static Class<?> api(String tag) {
    try {
      return Class.forName(PACKAGE + tag + "Api");
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no class was generated for the tag " + tag, e);
    }
  }

  /** Returns the public and protected methods of an API class. */
  static List<Method> methods(Class<?> api) {
    return Arrays.stream(api.getDeclaredMethods())
        .filter(each -> !each.isSynthetic() && !Modifier.isPrivate(each.getModifiers()))
        .filter(each -> !Modifier.isStatic(each.getModifiers()))
        .toList();
  }

  /** Returns every way to call an operation. */
  static List<Invocation> of(Operation operation) {
    return methods(api(operation.tag())).stream()
        .filter(each -> plainName(each).equals(name(operation)))
        .map(each -> new Invocation(operation, each))
        .toList();
  }

  /** Returns the name of the method in the contract. */
  static String name(Operation operation) {
    return operation.text("x-method").isEmpty() ? operation.id() : operation.text("x-method");
  }

  /** Returns the name of the method that returns all rows of a list; null for other operations. */
  static @Nullable String allName(Operation operation) {
    String name = operation.text("x-all-method");
    return operation.text("x-item").isEmpty()
        ? null
        : name.isEmpty() ? name(operation) + "All" : name;
  }

  static String plainName(Method method) {
    return method.getName().replaceFirst("WithResponse$", "");
  }

  boolean withResponse() {
    return method.getName().endsWith("WithResponse");
  }

  /** Returns whether the method takes the optional parameters, or a lambda that sets them. */
  boolean takesParams() {
    return Arrays.stream(method.getGenericParameterTypes())
        .anyMatch(each -> each.getTypeName().matches(".*Params(\\$Builder>)?"));
  }

  boolean takesBody() {
    return Arrays.stream(method.getParameterTypes()).anyMatch(JsonModel.class::isAssignableFrom);
  }

  /** Calls the method and returns its result. */
  @Nullable Object call(ApiTransport transport) {
    try {
      Object api =
          method.getDeclaringClass().getConstructor(ApiTransport.class).newInstance(transport);
      method.setAccessible(true); // some are protected, for a hand-written subclass
      return method.invoke(api, arguments());
    } catch (InvocationTargetException e) {
      throw new AssertionError(operation + " throws", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  Object[] arguments() throws ReflectiveOperationException {
    Iterator<JsonNode> required =
        operation.parameters().stream()
            .filter(each -> each.path("required").asBoolean())
            .iterator();
    List<Object> result = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      if (JsonModel.class.isAssignableFrom(type)) {
        result.add(Models.read(type, Models.plain(requestExample().json())));
      } else if (type.getSimpleName().endsWith("Params")) {
        Object builder = type.getMethod("builder").invoke(null);
        setAll(builder);
        result.add(builder.getClass().getMethod("build").invoke(builder));
      } else if (type == Consumer.class) {
        result.add((Consumer<Object>) this::setAll);
      } else {
        result.add(argument(type, required.next().path("example")));
      }
    }
    return result.toArray();
  }

  Example requestExample() {
    return operation
        .examples()
        .filter(each -> each.name().startsWith(operation.id() + " request"))
        .findFirst()
        .orElseThrow();
  }

  /** Sets all optional parameters. */
  private void setAll(Object builder) {
    for (JsonNode parameter : operation.parameters("query")) {
      if (!parameter.path("required").asBoolean()) {
        String name = camelCase(parameter.path("name").asText());
        Method setter =
            Arrays.stream(builder.getClass().getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(builder.getClass() + " has no " + name));
        set(setter, builder, argument(setter.getParameterTypes()[0], parameter.path("example")));
      }
    }
  }

  private static void set(Method setter, Object builder, Object value) {
    try {
      setter.invoke(builder, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object argument(Class<?> type, JsonNode example) {
    assertThatThereIs(example);
    Object plain = Models.plain(example.toString());
    return JsonModel.class.isAssignableFrom(type) ? Models.read(type, plain) : type.cast(plain);
  }

  private static void assertThatThereIs(JsonNode example) {
    if (example.isMissingNode()) {
      throw new AssertionError("a parameter has no example in the contract");
    }
  }

  private static String camelCase(String name) {
    StringBuilder result = new StringBuilder();
    for (String word : name.split("_", -1)) {
      result.append(
          result.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return result.toString();
  }

  @Override
  public String toString() {
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return operation.id() + ": " + method.getName() + types;
  }
}
