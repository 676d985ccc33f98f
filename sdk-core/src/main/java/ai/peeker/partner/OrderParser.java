package ai.peeker.partner;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.order.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads orders from JSON and rejects properties that the API does not document. */
final class OrderParser {
  private OrderParser() {}

  static Order parse(String json) {
    if (json == null) {
      throw invalid("The order must not be null. Pass the JSON body that the API documents.");
    }
    try {
      return rejectUnknownProperties(
          Order.of(
              OrderRequest.fromJson(new JsonCodec().read(json.getBytes(StandardCharsets.UTF_8)))));
    } catch (MalformedJsonException e) {
      throw invalid(
          "The order cannot be read: "
              + e.getMessage()
              + ". Pass the JSON body that the API documents.");
    }
  }

  private static Order rejectUnknownProperties(Order order) {
    List<String> unknown = new ArrayList<>(order.toRequest().additionalProperties().keySet());
    order.domains().forEach(domain -> unknown.addAll(domain.additionalProperties().keySet()));
    order.personas().forEach(persona -> unknown.addAll(persona.additionalProperties().keySet()));
    if (unknown.isEmpty()) {
      return order;
    }
    String names =
        unknown.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    throw ApiException.builder(
            ErrorCode.INVALID_REQUEST,
            (unknown.size() == 1
                    ? "Unknown property " + names + ". Fix the name or remove it."
                    : "Unknown properties " + names + ". Fix the names or remove them.")
                + " Nothing was sent.")
        .field(unknown.get(0))
        .build();
  }

  private static ApiException invalid(String message) {
    return ApiException.builder(ErrorCode.INVALID_REQUEST, message + " Nothing was sent.").build();
  }
}
