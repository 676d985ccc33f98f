package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.Samples;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.JsonModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A later contract may know a third kind of order, which must not be taken for one of the two. */
class NewOrderShapeTest {
  /** Has everything that a custom order has, and more. */
  private record GiftOrderRequest(Map<String, Object> json) implements JsonModel {
    @Override
    public Map<String, Object> toJson() {
      return json;
    }
  }

  @Test
  void request_ofAShapeThatTheSdkDoesNotKnow_isRejectedByItsName() {
    GiftOrderRequest gift =
        new GiftOrderRequest(new HashMap<>(Samples.customOrder().toRequest().toJson()));

    assertThatThrownBy(() -> OrderRequestReader.read(gift, Set.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "order is a GiftOrderRequest, which this version of the SDK does not know. Update the"
                + " SDK. Nothing was sent.");
  }
}
