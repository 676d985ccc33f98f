package ai.peeker.partner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.Samples;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.BundleStatus;
import ai.peeker.partner.model.RequiredDomains;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.GooglePlan;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.MicrosoftPlan;
import org.junit.jupiter.api.Test;

class DomainRequirementTest {
  private static final GooglePlan GOOGLE = new GooglePlan(21, GoogleDensity.TWO);
  private static final MicrosoftPlan MICROSOFT = new MicrosoftPlan(2, MicrosoftDensity.FIFTY);

  @Test
  void licenses_ofOneProviderOrBoth_areCounted() {
    assertThat(DomainRequirement.of(GOOGLE)).isEqualTo(new DomainRequirement(11, 0));
    assertThat(DomainRequirement.of(MICROSOFT)).isEqualTo(new DomainRequirement(0, 2));
    assertThat(DomainRequirement.of(GOOGLE, MICROSOFT)).isEqualTo(new DomainRequirement(11, 2));
  }

  /** 20 Google licenses, two on each domain, and 2 Microsoft licenses need 12 domains. */
  @Test
  void documentedOrder_isCounted() {
    CustomOrder order = Samples.customOrder();

    assertThat(DomainRequirement.of(order)).isEqualTo(new DomainRequirement(10, 2));
    assertThat(DomainRequirement.of(order).total())
        .isEqualTo(order.domainCount().required().orElseThrow());
  }

  @Test
  void bundle_withoutTheNumbers_isRejected() {
    Bundle.Builder bundle = Bundle.builder().id("bun_1").status(BundleStatus.ACTIVE);

    for (Bundle lacking :
        java.util.List.of(
            bundle.build(),
            bundle.requiredDomains(RequiredDomains.builder().total(19).build()).build())) {
      assertThatThrownBy(() -> DomainRequirement.of(lacking))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The bundle bun_1 lacks required_domains");
    }
  }

  @Test
  void negativeNumber_isRejected() {
    assertThatThrownBy(() -> new DomainRequirement(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("microsoft is out of range: -1 (expected 0 or more)");
    assertThatThrownBy(() -> new DomainRequirement(-2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("google is out of range: -2 (expected 0 or more)");
  }
}
