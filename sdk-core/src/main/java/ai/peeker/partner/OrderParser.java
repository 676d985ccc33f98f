package ai.peeker.partner;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.CallExtras;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.internal.order.SendRecord;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.order.Order;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads orders from JSON. */
final class OrderParser {
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");
  private static final JsonCodec CODEC = new JsonCodec();

  private OrderParser() {}

  static Order parse(String json) {
    if (json == null) {
      throw invalid("The order must not be null. Pass the JSON body that the API documents.");
    }
    try {
      return Order.of(OrderRequest.fromJson(CODEC.read(bytes(json))));
    } catch (MalformedJsonException e) {
      throw invalid(
          "The order cannot be read: "
              + e.getMessage()
              + ". Pass the JSON body that the API documents.");
    }
  }

  /**
   * Returns UTF-8, which has no unpaired surrogates: they are escaped, so that none becomes "?".
   */
  private static byte[] bytes(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    if (new String(bytes, StandardCharsets.UTF_8).equals(json)) {
      return bytes;
    }
    return UNPAIRED_SURROGATE
        .matcher(json)
        .replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Adds the properties that the client sends with every body, and checks the order again. */
  static Order withExtras(Order order, CallExtras extras) {
    Set<String> unknown = new LinkedHashSet<>(extras.body().keySet());
    if (order.toRequest().toJson() instanceof Map<?, ?> properties) { // allowed when it was built
      properties.keySet().forEach(name -> unknown.add(String.valueOf(name)));
    }
    OrderRequest request = OrderRequest.fromJson(extras.addTo(order.toRequest()));
    return Order.of(request, unknown.toArray(new String[0]));
  }

  /** Reads the request of a pending order, unless this process prepared it and still has it. */
  static OrderRequest request(@Nullable PendingOrder pending) {
    if (pending == null) {
      throw invalidPending("must not be null");
    }
    if (!pending.isBegun()) {
      throw invalid(
          "The pending order has no first attempt yet. Store begun(Instant.now()).serialize(), and"
              + " pass that order: otherwise nobody could know later that it was sent.");
    }
    if (SendRecord.of(pending).request() instanceof OrderRequest prepared) {
      return prepared;
    }
    try {
      OrderRequest request = OrderRequest.fromJson(CODEC.read(pending.body()));
      if (!(request instanceof OrderRequest.Unknown)) {
        return request;
      }
    } catch (MalformedJsonException | InvalidModelException e) {
      // not an order, as below; the exception could quote a secret
    }
    throw invalidPending("does not contain an order");
  }

  private static ApiException invalidPending(String problem) {
    return invalid(
        "The pending order "
            + problem
            + ". Pass the one that prepare(…) or the exception returned.");
  }

  private static ApiException invalid(String message) {
    return ApiException.builder(ErrorCode.INVALID_REQUEST, message + " Nothing was sent.").build();
  }
}
