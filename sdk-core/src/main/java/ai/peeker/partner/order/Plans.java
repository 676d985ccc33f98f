package ai.peeker.partner.order;

import ai.peeker.partner.model.Sequencer;
import org.jspecify.annotations.Nullable;

/** The steps of a {@link CustomOrder} in which licences are chosen; each step is a new value. */
final class Plans
    implements CustomOrder.PlanStep,
        CustomOrder.MicrosoftOrSequencerStep,
        CustomOrder.GoogleOrSequencerStep {
  private final String user;
  private final @Nullable GooglePlan google;
  private final @Nullable MicrosoftPlan microsoft;

  Plans(String user, @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft) {
    this.user = user;
    this.google = google;
    this.microsoft = microsoft;
  }

  @Override
  public Plans google(int licenses, GoogleDensity density) {
    return new Plans(user, new GooglePlan(licenses, density), microsoft);
  }

  @Override
  public Plans microsoft(int licenses, MicrosoftDensity density) {
    return new Plans(user, google, new MicrosoftPlan(licenses, density));
  }

  @Override
  public OrderSteps.DomainsStep<CustomOrder> sequencer(Sequencer sequencer) {
    return new OrderParts<CustomOrder>(user, parts -> CustomOrder.build(parts, google, microsoft))
        .sequencer(sequencer);
  }
}
