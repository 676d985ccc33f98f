package ai.peeker.partner.testing.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Validates requests by the contract. Unknown properties and parameters are allowed. */
public final class RequestValidator {
  private RequestValidator() {}

  /** Compiles schemas once in a JVM. */
  private static final class Holder {
    private static final Schemas OPEN = Schemas.open(Contract.get());
  }

  /** Returns the first violation of the query parameters. */
  public static Optional<Violation> query(Operation operation, Map<String, String> query) {
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      String schema = operation.queryParameters().get(parameter.getKey());
      if (schema != null) {
        List<Violation> violations =
            Holder.OPEN.validate(schema, value(parameter.getValue(), schema));
        if (!violations.isEmpty()) {
          return Optional.of(new Violation(parameter.getKey(), violations.get(0).problem()));
        }
      }
    }
    return Optional.empty();
  }

  private static JsonNode value(String text, String schema) {
    String type = Contract.get().document().at(schema + "/type").asText();
    if (type.equals("array")) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      List.of(text.split(",", -1)).forEach(values::add);
      return values;
    }
    return type.equals("integer") && text.matches("-?[0-9]{1,18}")
        ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  /** Returns the first violation of the body. */
  public static Optional<Violation> body(Operation operation, JsonNode body) {
    return operation
        .bodySchema()
        .flatMap(schema -> Holder.OPEN.validate(schema, body).stream().findFirst());
  }
}
