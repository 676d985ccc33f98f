package ai.peeker.partner.order;

import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.List;

/**
 * The builder steps that both kinds of order share. Each step offers only the methods that may
 * follow, so that an order without a required part does not compile. All methods validate their
 * arguments immediately and throw an {@link ai.peeker.partner.error.InvalidRequestException} that
 * names the invalid one.
 *
 * <pre>{@code
 * OrderBuilder.SequencerStep<BundleOrder> step =
 *     BundleOrder.builder().user("client@example.com").bundle("bun_123");
 * }</pre>
 */
public final class OrderBuilder {
  private OrderBuilder() {}

  /**
   * Sets the sequencer that the inboxes are connected to.
   *
   * @param <O> the kind of order
   */
  public interface SequencerStep<O extends Order> {
    /**
     * Sets the sequencer.
     *
     * @param sequencer the route and the login, for instance from {@link Smartlead}; not null
     * @return the next step
     */
    DomainsStep<O> sequencer(Sequencer sequencer);
  }

  /**
   * Sets the domains.
   *
   * @param <O> the kind of order
   */
  public interface DomainsStep<O extends Order> {
    /**
     * Sets the domains by name.
     *
     * @param names the names, each once; not null
     * @return the next step
     */
    PersonasStep<O> domains(String... names);

    /**
     * Sets the domains by name.
     *
     * @param names the names, each once; not null
     * @return the next step
     */
    PersonasStep<O> domains(List<String> names);

    /**
     * Sets the domains, of which some have a separate forwarding URL.
     *
     * @param domains the domains, each once; not null
     * @return the next step
     */
    PersonasStep<O> orderDomains(List<OrderDomain> domains);
  }

  /**
   * Sets the personas, which are the people whose names the inboxes get.
   *
   * @param <O> the kind of order
   */
  public interface PersonasStep<O extends Order> {
    /**
     * Adds a persona without a picture.
     *
     * @param firstName not blank
     * @param lastName not blank
     * @return the last step
     */
    BuildStep<O> persona(String firstName, String lastName);

    /**
     * Sets the personas.
     *
     * @param personas at most 10; not null
     * @return the last step
     */
    BuildStep<O> personas(Persona... personas);

    /**
     * Sets the personas.
     *
     * @param personas at most 10; not null
     * @return the last step
     */
    BuildStep<O> personas(List<Persona> personas);
  }

  /**
   * Sets the optional parts and builds the order.
   *
   * @param <O> the kind of order
   */
  public interface BuildStep<O extends Order> {
    /**
     * Adds another persona without a picture.
     *
     * @param firstName not blank
     * @param lastName not blank
     * @return this step
     */
    BuildStep<O> persona(String firstName, String lastName);

    /**
     * Adds another domain.
     *
     * @param name the domain name
     * @return this step
     */
    BuildStep<O> domain(String name);

    /**
     * Adds another domain with a separate forwarding URL.
     *
     * @param name the domain name
     * @param forwardingUrl an http or https URL
     * @return this step
     */
    BuildStep<O> domain(String name, String forwardingUrl);

    /**
     * Sets the forwarding URL of all domains without a separate one.
     *
     * @param url an http or https URL
     * @return this step
     */
    BuildStep<O> forwardingUrl(String url);

    /**
     * Builds the order. The number of its domains is not checked here, see {@link
     * Order#domainCount()}.
     *
     * @return the order
     */
    O build();
  }
}
