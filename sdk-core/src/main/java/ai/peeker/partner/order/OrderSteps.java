package ai.peeker.partner.order;

import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.List;

/**
 * The steps that both kinds of order share. Each step offers only what may come next, so that
 * forgetting a required part does not compile. Every method refuses what is wrong at once, with an
 * {@link ai.peeker.partner.error.InvalidRequestException} that names it.
 */
public final class OrderSteps {
  private OrderSteps() {}

  /**
   * Says where the inboxes are connected to.
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
   * Says which domains are used.
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
     * Sets the domains, some of them with a forwarding address of their own.
     *
     * @param domains the domains, each once; not null
     * @return the next step
     */
    PersonasStep<O> orderDomains(List<OrderDomain> domains);
  }

  /**
   * Says whose names the inboxes get.
   *
   * @param <O> the kind of order
   */
  public interface PersonasStep<O extends Order> {
    /**
     * Adds a person without a picture.
     *
     * @param firstName not blank
     * @param lastName not blank
     * @return the last step
     */
    BuildStep<O> persona(String firstName, String lastName);

    /**
     * Sets the people.
     *
     * @param personas at most 10; not null
     * @return the last step
     */
    BuildStep<O> personas(Persona... personas);

    /**
     * Sets the people.
     *
     * @param personas at most 10; not null
     * @return the last step
     */
    BuildStep<O> personas(List<Persona> personas);
  }

  /**
   * Adds what is optional, and builds.
   *
   * @param <O> the kind of order
   */
  public interface BuildStep<O extends Order> {
    /**
     * Adds one more person without a picture.
     *
     * @param firstName not blank
     * @param lastName not blank
     * @return this step
     */
    BuildStep<O> persona(String firstName, String lastName);

    /**
     * Adds one more domain.
     *
     * @param name its name
     * @return this step
     */
    BuildStep<O> domain(String name);

    /**
     * Adds one more domain with a forwarding address of its own.
     *
     * @param name its name
     * @param forwardingUrl an http or https address
     * @return this step
     */
    BuildStep<O> domain(String name, String forwardingUrl);

    /**
     * Sets the forwarding address of all domains that have none of their own.
     *
     * @param url an http or https address
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
