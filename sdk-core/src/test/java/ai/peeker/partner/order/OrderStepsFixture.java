package ai.peeker.partner.order;

import ai.peeker.partner.Samples;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.provider.Arguments;

/** The steps of an order, each with right values before it. */
abstract class OrderStepsFixture {
  static OrderBuilder.DomainsStep<BundleOrder> domainsStep() {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_123")
        .sequencer(Samples.sequencer());
  }

  static OrderBuilder.PersonasStep<BundleOrder> personasStep() {
    return domainsStep().domains("a.com");
  }

  static OrderBuilder.BuildStep<BundleOrder> lastStep() {
    return personasStep().persona("Sam", "Lee");
  }

  static Arguments rejected(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }
}
