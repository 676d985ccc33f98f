package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.contract.Contract;
import ai.peeker.partner.testing.internal.fault.Fault;
import ai.peeker.partner.testing.internal.fault.FaultScript;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.server.OperationMatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Scripts faults by their names, and lists the scripted ones. */
final class ConsoleFaults {
  private static final String ANY = "any";
  private static final int MAX_TIMES = 1_000;
  private static final int MAX_SECONDS = 3_600;
  private static final int MILLIS = 1_000;

  private static final Map<String, Function<Duration, Fault>> KINDS = kinds();

  private final Supplier<LocalApi> api;

  ConsoleFaults(Supplier<LocalApi> api) {
    this.api = api;
  }

  private static Map<String, Function<Duration, Fault>> kinds() {
    Map<String, Function<Duration, Fault>> kinds = new LinkedHashMap<>();
    kinds.put("429", delay -> respond(ErrorResponse.rateLimited(delay)));
    kinds.put("429 without delay", delay -> respond(ErrorResponse.ofStatus(429)));
    kinds.put("500", delay -> respond(ErrorResponse.ofStatus(500)));
    kinds.put("503 without body", delay -> Fault.responding(text(503, "")));
    kinds.put("garbage", delay -> Fault.responding(text(200, "<html>502 Bad Gateway</html>")));
    kinds.put("drop response", delay -> Fault.droppingResponse());
    kinds.put("reset connection", delay -> Fault.resettingConnection());
    kinds.put("headers only", delay -> Fault.cuttingBody());
    kinds.put("delay", Fault::delaying);
    kinds.put("drip (per byte)", Fault::dripping);
    return Collections.unmodifiableMap(kinds); // in this order
  }

  private static Fault respond(ErrorResponse error) {
    return Fault.responding(error.toResponse());
  }

  private static LocalResponse text(int status, String body) {
    return LocalResponse.of(status, "text/html", body);
  }

  /** Adds the handlers. */
  void register(Routes routes) {
    routes.add("POST", "/faults", this::script);
    routes.add("DELETE", "/faults", this::clear);
  }

  /** Adds the scripted faults, the kinds and the operations. */
  static void addTo(ObjectNode state, LocalApi api) {
    ArrayNode faults = state.putArray("faults");
    for (FaultScript.Pending pending : api.backend().faults().pending()) {
      faults
          .addObject()
          .put("number", faults.size())
          .put("kind", pending.fault().name())
          .put("operation", requests(pending.matches()))
          .put("remaining", pending.remaining());
    }
    KINDS.keySet().forEach(state.putArray("fault_kinds")::add);
    ArrayNode operations = state.putArray("operations");
    Contract.get().operations().forEach(operation -> operations.add(operation.toString()));
  }

  private static String requests(Predicate<LocalRequest> matches) {
    return matches instanceof OperationMatch operation ? operation.toString() : ANY;
  }

  private LocalResponse script(LocalRequest request) {
    JsonNode body = Json.readObject(request.body());
    Function<Duration, Fault> kind = KINDS.get(body.path("kind").asText());
    if (kind == null) {
      throw ErrorResponseException.invalid("kind", "kind must be one of " + KINDS.keySet());
    }
    double times = number(body, "times", 1, MAX_TIMES);
    double seconds = number(body, "seconds", 0, MAX_SECONDS);
    Fault fault = kind.apply(Duration.ofMillis(Math.round(seconds * MILLIS)));
    api.get().backend().faults().add(matches(body), (long) times, fault);
    return LocalResponse.data(Json.object());
  }

  private static Predicate<LocalRequest> matches(JsonNode body) {
    String operation = body.path("operation").asText();
    try {
      return operation.equals(ANY) ? request -> true : OperationMatch.of(operation);
    } catch (IllegalArgumentException unknown) {
      throw ErrorResponseException.invalid("operation", String.valueOf(unknown.getMessage()));
    }
  }

  private static double number(JsonNode body, String field, int min, int max) {
    JsonNode value = body.path(field);
    if (!value.isNumber() || value.asDouble() < min || value.asDouble() > max) {
      throw ErrorResponseException.invalid(
          field, field + " must be a number from " + min + " to " + max);
    }
    return value.asDouble();
  }

  private LocalResponse clear(LocalRequest request) {
    api.get().backend().faults().clear();
    return LocalResponse.data(Json.object());
  }
}
