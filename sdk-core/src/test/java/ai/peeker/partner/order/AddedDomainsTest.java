package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.OrderDomain;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Domains that are added one by one, to steps that are used more than once. */
class AddedDomainsTest extends OrderStepsFixture {
  @Test
  void domain_100000TimesByItself_isFastEnough() {
    OrderBuilder.BuildStep<BundleOrder> step = lastStep();
    for (int i = 1; i < 100_000; i++) {
      step = step.domain("domain-" + i + ".com");
    }
    BundleOrder order = step.build();

    assertThat(order.domains()).hasSize(100_000).doesNotHaveDuplicates();
    assertThat(order.domainCount().submitted()).isEqualTo(100_000);
  }

  @Test
  @Timeout(20)
  void domains_ofWhichManyHaveTheSameHash_areCheckedFastAndListedOnce() {
    List<String> names = IntStream.range(0, 1 << 16).mapToObj(this::nameOfOneHash).toList();
    OrderBuilder.BuildStep<BundleOrder> step = lastStep();
    for (String name : names) {
      step = step.domain(name);
    }
    OrderBuilder.BuildStep<BundleOrder> full = step;

    assertThat(names.stream().map(String::hashCode)).containsOnly(names.get(0).hashCode());
    assertThat(full.build().domains()).hasSize(1 + names.size()).doesNotHaveDuplicates();
    assertThatThrownBy(() -> full.domain(names.get(4))).hasMessageContaining("as domains[5].");
    assertThatThrownBy(() -> full.domain(names.get(40_000).toUpperCase(Locale.ROOT)))
        .hasMessageContaining("as domains[40001].");
  }

  /** Writes a number in binary with two digits that have the same hash. */
  private String nameOfOneHash(int number) {
    String bits = Integer.toBinaryString(number | 1 << 16);
    return bits.replace("0", "an").replace("1", "c0") + ".com";
  }

  @Test
  void domain_addedToAStepThatContinued_isOnlyInItsOwnOrder() {
    OrderBuilder.BuildStep<BundleOrder> base = lastStep();
    OrderBuilder.BuildStep<BundleOrder> one = base.domain("b.com").domain("c.com");
    OrderBuilder.BuildStep<BundleOrder> other = base.domain("c.com").domain("b.com");

    assertThat(one.domain("d.com").build().domains())
        .extracting(OrderDomain::toJson)
        .containsExactly("a.com", "b.com", "c.com", "d.com");
    assertThat(other.domain("d.com").build().domains())
        .extracting(OrderDomain::toJson)
        .containsExactly("a.com", "c.com", "b.com", "d.com");
    assertThatThrownBy(() -> one.domain("B.com")).hasMessageContaining("as domains[1].");
    assertThatThrownBy(() -> other.domain("B.com")).hasMessageContaining("as domains[2].");
    assertThat(base.build().domains()).hasSize(1);
  }

  @Test
  void domain_rejectedForItsForwardingUrl_canBeAddedAgain() {
    OrderBuilder.BuildStep<BundleOrder> step = lastStep();

    assertThat(catchThrowable(() -> step.domain("b.com", "acme"))).isNotNull();

    assertThat(step.domain("c.com").domain("b.com", "https://acme.com").build().domains())
        .hasSize(3);
  }

  @Test
  void domains_addedByTwoThreadsToOneStep_areNotMixed() {
    OrderBuilder.BuildStep<BundleOrder> base = lastStep();

    List<List<Object>> orders =
        List.of("b", "c", "d", "e").parallelStream()
            .map(
                name -> {
                  OrderBuilder.BuildStep<BundleOrder> step = base;
                  for (int i = 0; i < 500; i++) {
                    step = step.domain(name + i + ".com");
                  }
                  return step.build().domains().stream().<Object>map(OrderDomain::toJson).toList();
                })
            .toList();

    for (int order = 0; order < 4; order++) {
      String name = "bcde".substring(order, order + 1);
      assertThat(orders.get(order).subList(1, 501))
          .isEqualTo(IntStream.range(0, 500).mapToObj(i -> name + i + ".com").toList());
    }
  }

  @Test
  void step_usedTwice_makesTwoSeparateOrders() {
    OrderBuilder.DomainsStep<BundleOrder> template = domainsStep();

    BundleOrder first = template.domains("a.com").persona("Sam", "Lee").build();
    BundleOrder second = template.domains("b.com").persona("Jo", "Ray").build();

    assertThat(first.domains()).containsExactly(OrderDomain.of("a.com"));
    assertThat(second.domains()).containsExactly(OrderDomain.of("b.com"));
    assertThat(second.personas()).hasSize(1);
  }

  @Test
  void lastStep_usedTwice_makesTwoSeparateOrders() {
    OrderBuilder.BuildStep<BundleOrder> template = lastStep();

    BundleOrder first = template.domain("b.com").forwardingUrl("https://acme.com").build();
    BundleOrder second = template.domain("c.com", "https://c.com").build();

    assertThat(first.domains()).hasSize(2);
    assertThat(second.domains()).hasSize(2);
    assertThat(second.toRequest().forwardingUrl()).isNull();
  }

  @Test
  void domain_whoseForwardingUrlIsNoString_isRejectedAndItsNameCanBeAddedAgain() {
    OrderBuilder.DomainsStep<BundleOrder> step = domainsStep();
    OrderDomain odd = OrderDomain.fromJson(Map.of("domain", "a.com", "forwarding_url", 5));

    assertThatThrownBy(() -> step.orderDomains(List.of(odd)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("domains[0].forwarding_url must be a string.");
    assertThat(step.domains("a.com")).isNotNull();
  }
}
