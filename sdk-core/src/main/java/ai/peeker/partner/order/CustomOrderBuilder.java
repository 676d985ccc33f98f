package ai.peeker.partner.order;

import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.model.MicrosoftInboxesPerDomain;
import ai.peeker.partner.model.Sequencer;
import org.jspecify.annotations.Nullable;

/** The steps of a {@link CustomOrder} that choose licenses; each step is a new instance. */
record CustomOrderBuilder(
    String user, @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft)
    implements CustomOrder.PlanStep,
        CustomOrder.MicrosoftOrSequencerStep,
        CustomOrder.GoogleOrSequencerStep {
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
    return new SharedOrderBuilder<>(sequencer, this::order);
  }

  private CustomOrder order(SharedOrderBuilder<CustomOrder> parts) {
    CustomOrderRequest.Builder request =
        CustomOrderRequest.builder()
            .user(user)
            .sequencer(parts.sequencer())
            .domains(parts.domains().toList())
            .personas(parts.personas());
    if (google != null) {
      int density = google.density().inboxesPerDomain();
      request.googleLicenses(google.licenses());
      request.googleInboxesPerDomain(GoogleInboxesPerDomain.of(density));
    }
    if (microsoft != null) {
      int density = microsoft.density().inboxesPerDomain();
      request.microsoftLicenses(microsoft.licenses());
      request.microsoftInboxesPerDomain(MicrosoftInboxesPerDomain.of(density));
    }
    if (parts.forwardingUrl() != null) {
      request.forwardingUrl(parts.forwardingUrl());
    }
    return new CustomOrder(request.build());
  }
}
