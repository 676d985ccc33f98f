package ai.peeker.partner.order;

import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.model.MicrosoftInboxesPerDomain;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order of Google licenses, Microsoft licenses or both.
 *
 * <pre>{@code
 * CustomOrder order =
 *     CustomOrder.builder()
 *         .user("client@example.com")
 *         .google(20, GoogleDensity.TWO)         // 10 domains
 *         .microsoft(2, MicrosoftDensity.FIFTY)  // 2 domains
 *         .sequencer(Smartlead.client(366903, "login@example.com", password))
 *         .domains(twelveDomains)
 *         .persona("Sam", "Lee")
 *         .build();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CustomOrder implements Order {
  private final CustomOrderRequest request;

  /** Creates an order of a request that was validated. */
  CustomOrder(CustomOrderRequest request) {
    this.request = request;
  }

  /**
   * Returns a builder of an order.
   *
   * @return the first step
   */
  public static UserStep builder() {
    return user -> new Builder(OrderValidator.require("user", user, OrderValues::user), null, null);
  }

  /**
   * Returns the Google licenses and their density.
   *
   * @return empty if the order has none
   */
  public Optional<GooglePlan> google() {
    GoogleInboxesPerDomain density = request.googleInboxesPerDomain();
    Integer licenses = request.googleLicenses();
    return density == null || licenses == null
        ? Optional.empty()
        : GoogleDensity.of(density.value()).map(known -> new GooglePlan(licenses, known));
  }

  /**
   * Returns the Microsoft licenses and their density.
   *
   * @return empty if the order has none
   */
  public Optional<MicrosoftPlan> microsoft() {
    MicrosoftInboxesPerDomain density = request.microsoftInboxesPerDomain();
    Integer licenses = request.microsoftLicenses();
    return density == null || licenses == null
        ? Optional.empty()
        : MicrosoftDensity.of(density.value()).map(known -> new MicrosoftPlan(licenses, known));
  }

  @Override
  public CustomOrderRequest toRequest() {
    return request;
  }

  @Override
  public String user() {
    return request.user();
  }

  @Override
  public List<OrderDomain> domains() {
    return request.domains();
  }

  @Override
  public List<Persona> personas() {
    return request.personas();
  }

  @Override
  public DomainCount domainCount() {
    return DomainCount.ofPlans(google().orElse(null), microsoft().orElse(null), domains().size());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CustomOrder that && request.equals(that.request);
  }

  @Override
  public int hashCode() {
    return request.hashCode();
  }

  /** Returns a string for logging that never contains the login password. */
  @Override
  public String toString() {
    return request.toString();
  }

  /** Sets the user who places the order. */
  @FunctionalInterface
  public interface UserStep {
    /**
     * Sets the user, who is your customer.
     *
     * @param user a user id, which starts with {@code usr_}, or an e-mail address, whose user is
     *     found or created
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null, blank or neither of
     *     the two
     */
    PlanStep user(String user);
  }

  /** Sets the licenses of at least one provider. */
  public interface PlanStep {
    /**
     * Sets the Google licenses.
     *
     * @param licenses the number of inboxes; 1 or more
     * @param density the number of inboxes on each domain; not null
     * @return the next step, where Microsoft licenses can be added
     * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 1 licenses,
     *     or the density is null
     */
    MicrosoftOrSequencerStep google(int licenses, GoogleDensity density);

    /**
     * Sets the Microsoft licenses.
     *
     * @param licenses the number of domains; 1 or more
     * @param density the number of inboxes on each domain; not null
     * @return the next step, where Google licenses can be added
     * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 1 licenses,
     *     or the density is null
     */
    GoogleOrSequencerStep microsoft(int licenses, MicrosoftDensity density);
  }

  /** Adds Microsoft licenses, which are optional, or sets the sequencer. */
  public interface MicrosoftOrSequencerStep extends OrderBuilder.SequencerStep<CustomOrder> {
    /**
     * Adds Microsoft licenses.
     *
     * @param licenses the number of domains; 1 or more
     * @param density the number of inboxes on each domain; not null
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 1 licenses,
     *     or the density is null
     */
    OrderBuilder.SequencerStep<CustomOrder> microsoft(int licenses, MicrosoftDensity density);
  }

  /** Adds Google licenses, which are optional, or sets the sequencer. */
  public interface GoogleOrSequencerStep extends OrderBuilder.SequencerStep<CustomOrder> {
    /**
     * Adds Google licenses.
     *
     * @param licenses the number of inboxes; 1 or more
     * @param density the number of inboxes on each domain; not null
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 1 licenses,
     *     or the density is null
     */
    OrderBuilder.SequencerStep<CustomOrder> google(int licenses, GoogleDensity density);
  }

  /** The steps that choose licenses; each is a new instance. */
  private record Builder(
      String user, @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft)
      implements PlanStep, MicrosoftOrSequencerStep, GoogleOrSequencerStep {
    @Override
    public Builder google(int licenses, GoogleDensity density) {
      return new Builder(user, new GooglePlan(licenses, density), microsoft);
    }

    @Override
    public Builder microsoft(int licenses, MicrosoftDensity density) {
      return new Builder(user, google, new MicrosoftPlan(licenses, density));
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
}
