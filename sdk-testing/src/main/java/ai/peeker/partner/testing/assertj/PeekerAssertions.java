package ai.peeker.partner.testing.assertj;

import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalOrder;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.ReceivedRequest;

/**
 * Assertions on a {@link LocalPeeker} and its records. Their messages say what there is instead,
 * and contain no secret.
 *
 * <pre>{@code
 * assertThat(peeker).hasReceived("POST", "/orders", 2).hasOrders(1).hasDelivered("order.completed");
 * }</pre>
 */
public final class PeekerAssertions {
  private PeekerAssertions() {}

  /**
   * Creates an assertion.
   *
   * @param actual the instance
   * @return the assertion
   */
  public static LocalPeekerAssert assertThat(LocalPeeker actual) {
    return new LocalPeekerAssert(actual);
  }

  /**
   * Creates an assertion.
   *
   * @param actual the order
   * @return the assertion
   */
  public static LocalOrderAssert assertThat(LocalOrder actual) {
    return new LocalOrderAssert(actual);
  }

  /**
   * Creates an assertion.
   *
   * @param actual the delivery
   * @return the assertion
   */
  public static DeliveryAssert assertThat(Delivery actual) {
    return new DeliveryAssert(actual);
  }

  /**
   * Creates an assertion.
   *
   * @param actual the request
   * @return the assertion
   */
  public static ReceivedRequestAssert assertThat(ReceivedRequest actual) {
    return new ReceivedRequestAssert(actual);
  }
}
