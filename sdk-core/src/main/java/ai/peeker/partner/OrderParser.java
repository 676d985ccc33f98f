package ai.peeker.partner;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.internal.order.SendRecord;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.order.Order;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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

  /** Reads the request of a pending order, unless this process prepared it and still has it. */
  static OrderRequest request(@Nullable PendingOrder pending) {
    if (pending == null) {
      throw invalidPending("must not be null");
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
