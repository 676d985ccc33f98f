package ai.peeker.partner.order;

import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order for Google licences, Microsoft licences or both.
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
  private final @Nullable GooglePlan google;
  private final @Nullable MicrosoftPlan microsoft;

  private CustomOrder(CustomOrderRequest request) {
    Problems problems = new Problems();
    OrderRules.nulls(request, problems);
    OrderRules.user(request.user(), problems);
    OrderRules.sequencer(request.sequencer(), problems);
    PlanRules plans = new PlanRules(request, problems);
    OrderRules.domains(request.domains(), problems);
    OrderRules.personas(request.personas(), problems);
    if (request.forwardingUrl() != null) {
      OrderRules.forwardingUrl(request.forwardingUrl(), problems);
    }
    problems.check();
    this.request = request;
    this.google = plans.google();
    this.microsoft = plans.microsoft();
  }

  /**
   * Begins an order.
   *
   * @return the first step
   */
  public static UserStep builder() {
    return user -> {
      OrderParts.check(problems -> OrderRules.user(user, problems));
      return new Plans(user, null, null);
    };
  }

  static CustomOrder of(CustomOrderRequest request) {
    return new CustomOrder(request);
  }

  /**
   * The Google licences.
   *
   * @return empty if the order has none
   */
  public Optional<GooglePlan> google() {
    return Optional.ofNullable(google);
  }

  /**
   * The Microsoft licences.
   *
   * @return empty if the order has none
   */
  public Optional<MicrosoftPlan> microsoft() {
    return Optional.ofNullable(microsoft);
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
    return DomainCount.ofPlans(google, microsoft, domains().size());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CustomOrder that && request.equals(that.request);
  }

  @Override
  public int hashCode() {
    return request.hashCode();
  }

  /** For people; the login password is not shown. */
  @Override
  public String toString() {
    return request.toString();
  }

  /** Says who the customer is. */
  @FunctionalInterface
  public interface UserStep {
    /**
     * Sets the customer.
     *
     * @param user an id that begins with {@code usr_}, or an e-mail address, whose user is then
     *     found or created
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if it is null, blank or neither of
     *     the two
     */
    PlanStep user(String user);
  }

  /** Says what is ordered: licences of at least one provider. */
  public interface PlanStep {
    /**
     * Orders Google licences.
     *
     * @param licenses how many inboxes; 1 or more
     * @param density how many of them share a domain; not null
     * @return the next step, where Microsoft licences can be added
     * @throws ai.peeker.partner.error.InvalidRequestException if there is no licence, or the
     *     density is null
     */
    MicrosoftOrSequencerStep google(int licenses, GoogleDensity density);

    /**
     * Orders Microsoft licences.
     *
     * @param licenses how many domains; 1 or more
     * @param density how many inboxes each gets; not null
     * @return the next step, where Google licences can be added
     * @throws ai.peeker.partner.error.InvalidRequestException if there is no licence, or the
     *     density is null
     */
    GoogleOrSequencerStep microsoft(int licenses, MicrosoftDensity density);
  }

  /** Google licences are chosen; Microsoft licences may follow. */
  public interface MicrosoftOrSequencerStep extends OrderSteps.SequencerStep<CustomOrder> {
    /**
     * Adds Microsoft licences.
     *
     * @param licenses how many domains; 1 or more
     * @param density how many inboxes each gets; not null
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if there is no licence, or the
     *     density is null
     */
    OrderSteps.SequencerStep<CustomOrder> microsoft(int licenses, MicrosoftDensity density);
  }

  /** Microsoft licences are chosen; Google licences may follow. */
  public interface GoogleOrSequencerStep extends OrderSteps.SequencerStep<CustomOrder> {
    /**
     * Adds Google licences.
     *
     * @param licenses how many inboxes; 1 or more
     * @param density how many of them share a domain; not null
     * @return the next step
     * @throws ai.peeker.partner.error.InvalidRequestException if there is no licence, or the
     *     density is null
     */
    OrderSteps.SequencerStep<CustomOrder> google(int licenses, GoogleDensity density);
  }

  static CustomOrder build(
      OrderParts<CustomOrder> parts,
      @Nullable GooglePlan google,
      @Nullable MicrosoftPlan microsoft) {
    CustomOrderRequest.Builder request =
        CustomOrderRequest.builder()
            .user(parts.user())
            .sequencer(parts.sequencer())
            .domains(parts.domains())
            .personas(parts.personas());
    if (google != null) {
      request.googleLicenses(google.licenses()).googleInboxesPerDomain(google.density().wire());
    }
    if (microsoft != null) {
      request
          .microsoftLicenses(microsoft.licenses())
          .microsoftInboxesPerDomain(microsoft.density().wire());
    }
    String forwardingUrl = parts.forwardingUrl();
    return new CustomOrder(
        forwardingUrl == null ? request.build() : request.forwardingUrl(forwardingUrl).build());
  }
}
