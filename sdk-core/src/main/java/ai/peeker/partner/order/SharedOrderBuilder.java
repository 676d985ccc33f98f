package ai.peeker.partner.order;

import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The builder steps that both kinds of order share. Each step is a new instance: a caller may
 * continue twice from one step, and neither order gets the other's domains.
 *
 * @param finish builds the order from its validated parts
 */
record SharedOrderBuilder<O extends Order>(
    Sequencer sequencer,
    DomainList domains,
    List<Persona> personas,
    @Nullable String forwardingUrl,
    Function<SharedOrderBuilder<O>, O> finish)
    implements OrderBuilder.DomainsStep<O>,
        OrderBuilder.PersonasStep<O>,
        OrderBuilder.BuildStep<O> {
  /** Creates the first of the steps. */
  SharedOrderBuilder(Sequencer sequencer, Function<SharedOrderBuilder<O>, O> finish) {
    this(OrderValidator.require(sequencer), new DomainList(0), List.of(), null, finish);
  }

  @Override
  public OrderBuilder.PersonasStep<O> domains(String... names) {
    return domains(Arrays.asList(OrderValidator.requireNonNull("domains", names)));
  }

  @Override
  public OrderBuilder.PersonasStep<O> domains(List<String> names) {
    List<@Nullable OrderDomain> all =
        new ArrayList<>(OrderValidator.requireNonNull("domains", names).size());
    for (String name : names) {
      all.add(name == null ? null : OrderDomain.of(name));
    }
    return orderDomains(all);
  }

  @Override
  public SharedOrderBuilder<O> orderDomains(List<OrderDomain> more) {
    DomainList all = domains.plus(OrderValidator.requireNonNull("domains", more));
    return new SharedOrderBuilder<>(sequencer, all, personas, forwardingUrl, finish);
  }

  @Override
  public OrderBuilder.BuildStep<O> domain(String name) {
    return orderDomains(List.of(OrderDomain.of(OrderValidator.requireNonNull("domain", name))));
  }

  @Override
  public OrderBuilder.BuildStep<O> domain(String name, String forwardingUrl) {
    return orderDomains(
        List.of(
            DomainWithForwarding.builder()
                .domain(OrderValidator.requireNonNull("domain", name))
                .forwardingUrl(OrderValidator.requireNonNull("forwarding_url", forwardingUrl))
                .build()));
  }

  @Override
  public OrderBuilder.BuildStep<O> persona(String firstName, String lastName) {
    return personas(
        List.of(
            Persona.builder()
                .firstName(OrderValidator.requireNonNull("first_name", firstName))
                .lastName(OrderValidator.requireNonNull("last_name", lastName))
                .build()));
  }

  @Override
  public OrderBuilder.BuildStep<O> personas(Persona... personas) {
    return personas(Arrays.asList(OrderValidator.requireNonNull("personas", personas)));
  }

  @Override
  public OrderBuilder.BuildStep<O> personas(List<Persona> more) {
    List<Persona> all = new ArrayList<>(personas);
    all.addAll(OrderValidator.requireNonNull("personas", more));
    OrderValidator validator = new OrderValidator(Set.of());
    validator.checkPersonas(personas.size(), all);
    validator.throwIfAny();
    return new SharedOrderBuilder<>(sequencer, domains, all, forwardingUrl, finish);
  }

  @Override
  public OrderBuilder.BuildStep<O> forwardingUrl(String url) {
    OrderValidator.require("forwarding_url", url, OrderValues::url);
    return new SharedOrderBuilder<>(sequencer, domains, personas, url, finish);
  }

  @Override
  public O build() {
    return finish.apply(this);
  }
}
