package ai.peeker.partner.order;

import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.Sequencer;
import java.util.Map;

/** The steps of a {@link CustomOrder} that choose licenses; each step is a new instance. */
record CustomOrderBuilder(Map<String, Object> parts)
    implements CustomOrder.PlanStep,
        CustomOrder.MicrosoftOrSequencerStep,
        CustomOrder.GoogleOrSequencerStep {
  @Override
  public CustomOrderBuilder google(int licenses, GoogleDensity density) {
    GooglePlan plan = new GooglePlan(licenses, density);
    return with("google", plan.licenses(), plan.density().inboxesPerDomain());
  }

  @Override
  public CustomOrderBuilder microsoft(int licenses, MicrosoftDensity density) {
    MicrosoftPlan plan = new MicrosoftPlan(licenses, density);
    return with("microsoft", plan.licenses(), plan.density().inboxesPerDomain());
  }

  private CustomOrderBuilder with(String provider, int licenses, int inboxesPerDomain) {
    Map<String, Object> more = SharedOrderBuilder.with(parts, provider + "_licenses", licenses);
    more.put(provider + "_inboxes_per_domain", inboxesPerDomain);
    return new CustomOrderBuilder(more);
  }

  @Override
  public OrderBuilder.DomainsStep<CustomOrder> sequencer(Sequencer sequencer) {
    return new SharedOrderBuilder<>(
            parts, new DomainList(), order -> new CustomOrder(CustomOrderRequest.fromJson(order)))
        .sequencer(sequencer);
  }
}
