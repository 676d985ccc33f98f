package ai.peeker.partner.testing.assertj;

import ai.peeker.partner.testing.Delivery;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link Delivery}. */
public final class DeliveryAssert extends AbstractAssert<DeliveryAssert, Delivery> {
  DeliveryAssert(Delivery actual) {
    super(actual, DeliveryAssert.class);
  }

  /**
   * Verifies that the receiver accepted the event.
   *
   * @return this assertion
   */
  public DeliveryAssert isAccepted() {
    isNotNull();
    if (!actual.accepted()) {
      throw failure("Expected a status from 200 to 299, but it is %s", actual);
    }
    return this;
  }

  /**
   * Verifies that the receiver did not accept the event.
   *
   * @return this assertion
   */
  public DeliveryAssert isNotAccepted() {
    isNotNull();
    if (actual.accepted()) {
      throw failure("Expected no status from 200 to 299, but it is %s", actual);
    }
    return this;
  }

  /**
   * Verifies the type of the event.
   *
   * @param type the type, such as {@code order.completed}
   * @return this assertion
   */
  public DeliveryAssert hasType(String type) {
    isNotNull();
    if (!actual.type().equals(type)) {
      throw failure("Expected an event %s, but it is %s", type, actual);
    }
    return this;
  }

  /**
   * Verifies the record that the event reports.
   *
   * @param id the id of the record, such as an order
   * @return this assertion
   */
  public DeliveryAssert isAbout(String id) {
    isNotNull();
    if (!actual.recordId().equals(id)) {
      throw failure("Expected an event about %s, but it is %s", id, actual);
    }
    return this;
  }
}
