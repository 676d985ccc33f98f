package ai.peeker.partner.benchmarks;

import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.DomainList;
import ai.peeker.partner.model.OrderList;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import org.jspecify.annotations.Nullable;

/** The sample order as the SDK has it, and the SDK's reading and writing as a call uses them. */
final class SdkOrders {
  private static final JsonCodec CODEC = new JsonCodec();

  private SdkOrders() {}

  /** Builds the sample order. */
  static CustomOrder order() {
    return CustomOrder.builder()
        .user(SampleOrder.USER)
        .google(20, GoogleDensity.TWO)
        .microsoft(2, MicrosoftDensity.FIFTY)
        .sequencer(
            Smartlead.client(
                SampleOrder.CLIENT_ID,
                SampleOrder.LOGIN_EMAIL,
                Secret.of(SampleOrder.LOGIN_PASSWORD)))
        .domains(SampleOrder.DOMAINS)
        .persona("Sam", "Lee")
        .build();
  }

  /** Checks and writes an order. */
  static byte[] write(Order order) {
    order.domainCount().requireMatch();
    return CODEC.write(order.toRequest());
  }

  static @Nullable OrderSummary readReceipt(byte[] json) throws MalformedJsonException {
    return CODEC.read(json, in -> in.member("data", OrderSummary::read));
  }

  static @Nullable OrderList readOrders(byte[] json) throws MalformedJsonException {
    return CODEC.read(json, OrderList::read);
  }

  static @Nullable DomainList readDomains(byte[] json) throws MalformedJsonException {
    return CODEC.read(json, DomainList::read);
  }
}
