package ai.peeker.partner.order;

import ai.peeker.partner.model.Sequencer;
import org.jspecify.annotations.Nullable;

/** The steps of a {@link CustomOrder} that choose licenses; each step is a new instance. */
final class CustomOrderBuilder
    implements CustomOrder.PlanStep,
        CustomOrder.MicrosoftOrSequencerStep,
        CustomOrder.GoogleOrSequencerStep {
  private final String user;
  private final @Nullable GooglePlan google;
  private final @Nullable MicrosoftPlan microsoft;

  CustomOrderBuilder(String user, @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft) {
    this.user = user;
    this.google = google;
    this.microsoft = microsoft;
  }

  @Override
  public CustomOrderBuilder google(int licenses, GoogleDensity density) {
    return new CustomOrderBuilder(user, new GooglePlan(licenses, density), microsoft);
  }

  @Override
  public CustomOrderBuilder microsoft(int licenses, MicrosoftDensity density) {
    return new CustomOrderBuilder(user, google, new MicrosoftPlan(licenses, density));
  }

  @Override
  public OrderBuilder.DomainsStep<CustomOrder> sequencer(Sequencer sequencer) {
    return new SharedOrderBuilder<CustomOrder>(
            user, shared -> CustomOrder.build(shared, google, microsoft))
        .sequencer(sequencer);
  }
}
