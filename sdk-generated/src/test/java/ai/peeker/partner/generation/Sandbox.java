package ai.peeker.partner.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Uses the models and operations of a compiled contract by reflection, with JSON in and out. */
record Sandbox(Compiled code) {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a call sent, and its result as JSON. */
  record Exchange(String request, JsonNode headers, JsonNode body, JsonNode result) {}

  private Class<?> model(String name) throws ReflectiveOperationException {
    return code.load("ai.peeker.partner.model." + name);
  }

  private Class<?> api(String name) throws ReflectiveOperationException {
    return code.load("ai.peeker.partner.api." + name);
  }

  /** Reads a model from JSON, strictly. */
  Object read(String model, JsonNode json) throws ReflectiveOperationException {
    return invoke(model(model).getMethod("fromJson", Object.class), null, plain(json));
  }

  /** Reads a model with an {@code ObjectMapper}. */
  Object bind(String model, String json) throws Exception {
    return MAPPER.readValue(json, model(model));
  }

  /** Calls an operation with arguments and optional parameters as JSON. */
  Exchange call(String operation, JsonNode call) throws ReflectiveOperationException {
    AtomicReference<Object> sent = new AtomicReference<>();
    Class<?> callType = api("ApiCall");
    Method response =
        api("ApiResponse").getMethod("of", callType, int.class, Map.class, Object.class);
    Object transport =
        Proxy.newProxyInstance(
            callType.getClassLoader(),
            new Class<?>[] {api("ApiTransport")},
            (proxy, method, arguments) -> {
              sent.set(arguments[0]);
              return invoke(response, null, arguments[0], 200, Map.of(), plain(call.get("answer")));
            });
    Class<?> operations = api("TApi");
    Object target = operations.getConstructor(api("ApiTransport")).newInstance(transport);
    Method method =
        method(operations, call.path("method").asText(operation) + "WithResponse", call);
    Object result = invoke(method, target, arguments(method, call));
    return exchange(sent.get(), invoke(result.getClass().getMethod("body"), result));
  }

  private static Method method(Class<?> operations, String name, JsonNode call) {
    int count = call.path("args").size() + (call.has("params") ? 1 : 0);
    return Arrays.stream(operations.getMethods())
        .filter(each -> each.getName().equals(name) && each.getParameterCount() == count)
        .filter(each -> !List.of(each.getParameterTypes()).contains(Consumer.class))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no method " + name + " with " + count));
  }

  private static Object[] arguments(Method method, JsonNode call)
      throws ReflectiveOperationException {
    List<@Nullable Object> arguments = new ArrayList<>();
    int next = 0;
    for (Type type : method.getGenericParameterTypes()) {
      boolean params = type.getTypeName().endsWith("Params");
      arguments.add(
          params
              ? params((Class<?>) type, call.get("params"))
              : value(type, call.at("/args/" + next++)));
    }
    return arguments.toArray();
  }

  private static Object params(Class<?> type, JsonNode values) throws ReflectiveOperationException {
    Object builder = invoke(type.getMethod("builder"), null);
    for (Map.Entry<String, JsonNode> each : values.properties()) {
      Method setter =
          Arrays.stream(builder.getClass().getMethods())
              .filter(
                  method ->
                      method.getName().equals(each.getKey()) && method.getParameterCount() == 1)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no parameter " + each.getKey()));
      invoke(setter, builder, value(setter.getGenericParameterTypes()[0], each.getValue()));
    }
    return invoke(builder.getClass().getMethod("build"), builder);
  }

  private static @Nullable Object value(Type type, JsonNode json)
      throws ReflectiveOperationException {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<@Nullable Object> values = new ArrayList<>();
      for (JsonNode each : json) {
        values.add(value(list.getActualTypeArguments()[0], each));
      }
      return values;
    }
    if (type instanceof Class<?> simple && simple.getSimpleName().equals("Secret")) {
      return invoke(simple.getMethod("of", String.class), null, json.asText());
    }
    if (json.isNull()) {
      return null;
    }
    return switch (type.getTypeName()) {
      case "java.time.OffsetDateTime" -> OffsetDateTime.parse(json.asText());
      case "java.time.LocalDate" -> LocalDate.parse(json.asText());
      default -> MAPPER.convertValue(json, MAPPER.constructType(type));
    };
  }

  private static Exchange exchange(Object call, @Nullable Object result)
      throws ReflectiveOperationException {
    List<?> segments = (List<?>) get(call, "pathSegments");
    String query = String.valueOf(get(call, "encodedQuery"));
    String path = "/" + String.join("/", segments.stream().map(String::valueOf).toList());
    Object body = get(call, "body");
    return new Exchange(
        get(call, "method") + " " + path + (query.isEmpty() ? "" : "?" + query),
        tree(get(call, "headers")),
        tree(body),
        tree(result));
  }

  private static @Nullable Object get(Object target, String accessor)
      throws ReflectiveOperationException {
    return invoke(target.getClass().getMethod(accessor), target);
  }

  static JsonNode tree(@Nullable Object value) {
    try {
      return MAPPER.readTree(MAPPER.writeValueAsString(value));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a value of java.time as its string. */
  static @Nullable Object plain(@Nullable Object value) {
    return value instanceof OffsetDateTime time
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
        : value instanceof LocalDate ? value.toString() : value;
  }

  private static @Nullable Object plain(@Nullable JsonNode json) {
    return json == null ? null : MAPPER.convertValue(json, Object.class);
  }

  private static Object invoke(
      Method method, @Nullable Object target, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
