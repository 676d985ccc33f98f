package ai.peeker.partner;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.order.Order;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads orders from JSON. */
final class OrderParser {
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

  private OrderParser() {}

  static Order parse(String json) {
    if (json == null) {
      throw invalid("The order must not be null. Pass the JSON body that the API documents.");
    }
    try {
      return Order.of(OrderRequest.fromJson(new JsonCodec().read(bytes(json))));
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
    return UNPAIRED_SURROGATE
        .matcher(json)
        .replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ApiException invalid(String message) {
    return ApiException.builder(ErrorCode.INVALID_REQUEST, message + " Nothing was sent.").build();
  }
}
