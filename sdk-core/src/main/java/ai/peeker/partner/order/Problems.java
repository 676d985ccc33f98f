package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with an order, so that one message can name all of it. */
final class Problems {
  private final List<String> texts = new ArrayList<>();
  private @Nullable String firstField;

  Problems add(String field, String what) {
    texts.add(field + " " + what);
    firstField = firstField == null ? field : firstField;
    return this;
  }

  void check() {
    if (!texts.isEmpty()) {
      throw toException();
    }
  }

  ApiException toException() {
    String heading = texts.size() == 1 ? "" : texts.size() + " things are wrong with this order: ";
    return ApiException.builder(
            ErrorCode.INVALID_REQUEST, heading + String.join(" ", texts) + " Nothing was sent.")
        .field(firstField)
        .build();
  }
}
