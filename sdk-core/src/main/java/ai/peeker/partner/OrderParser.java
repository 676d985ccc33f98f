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

/** Reads orders from JSON, and refuses what the API does not document. */
final class OrderParser {
  private OrderParser() {}

  static Order parse(String json) {
    if (json == null) {
      throw notJson("is null");
    }
    try {
      return withoutStrangers(
          Order.of(
              OrderRequest.fromJson(new JsonCodec().read(json.getBytes(StandardCharsets.UTF_8)))));
    } catch (MalformedJsonException e) {
      throw notJson("cannot be read: " + e.getMessage());
    }
  }

  private static Order withoutStrangers(Order order) {
    List<String> strangers = new ArrayList<>(order.toRequest().additionalProperties().keySet());
    order.domains().forEach(each -> strangers.addAll(each.additionalProperties().keySet()));
    order.personas().forEach(each -> strangers.addAll(each.additionalProperties().keySet()));
    if (strangers.isEmpty()) {
      return order;
    }
    throw ApiException.builder(
            ErrorCode.INVALID_REQUEST,
            "An order has no member "
                + String.join(", ", strangers)
                + ". Correct the name, or remove it. Nothing was sent.")
        .field(strangers.get(0))
        .build();
  }

  private static ApiException notJson(String why) {
    return ApiException.builder(
            ErrorCode.INVALID_REQUEST,
            "The order " + why + ". Give the JSON body that the API documents. Nothing was sent.")
        .build();
  }
}
