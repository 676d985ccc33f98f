package ai.peeker.partner.order;

import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The builder steps that both kinds of order share. Each step is a new instance: a caller may
 * continue twice from one step, and neither order gets the other's domains.
 */
final class SharedOrderBuilder<O extends Order>
    implements OrderBuilder.SequencerStep<O>,
        OrderBuilder.DomainsStep<O>,
        OrderBuilder.PersonasStep<O>,
        OrderBuilder.BuildStep<O> {
  private final String user;
  private final Function<SharedOrderBuilder<O>, O> finish;
  private final @Nullable Sequencer sequencer;
  private final List<OrderDomain> domains;
  private final List<Persona> personas;
  private final @Nullable String forwardingUrl;

  SharedOrderBuilder(String user, Function<SharedOrderBuilder<O>, O> finish) {
    this(user, finish, null, List.of(), List.of(), null);
  }

  private SharedOrderBuilder(
      String user,
      Function<SharedOrderBuilder<O>, O> finish,
      @Nullable Sequencer sequencer,
      List<OrderDomain> domains,
      List<Persona> personas,
      @Nullable String forwardingUrl) {
    this.user = user;
    this.finish = finish;
    this.sequencer = sequencer;
    this.domains = domains;
    this.personas = personas;
    this.forwardingUrl = forwardingUrl;
  }

  String user() {
    return user;
  }

  Sequencer sequencer() {
    return OrderValidator.requireNonNull("sequencer", sequencer);
  }

  List<OrderDomain> domains() {
    return domains;
  }

  List<Persona> personas() {
    return personas;
  }

  @Nullable String forwardingUrl() {
    return forwardingUrl;
  }

  @Override
  public OrderBuilder.DomainsStep<O> sequencer(Sequencer sequencer) {
    Violations.throwIfAny(violations -> OrderValidator.checkSequencer(sequencer, violations));
    return new SharedOrderBuilder<>(user, finish, sequencer, domains, personas, forwardingUrl);
  }

  @Override
  public OrderBuilder.PersonasStep<O> domains(String... names) {
    return domains(Arrays.asList(OrderValidator.requireNonNull("domains", names)));
  }

  @Override
  public OrderBuilder.PersonasStep<O> domains(List<String> names) {
    List<@Nullable OrderDomain> wrapped = new ArrayList<>();
    for (String name : OrderValidator.requireNonNull("domains", names)) {
      wrapped.add(name == null ? null : OrderDomain.of(name));
    }
    return addDomains(wrapped);
  }

  @Override
  public OrderBuilder.PersonasStep<O> orderDomains(List<OrderDomain> domains) {
    return addDomains(OrderValidator.requireNonNull("domains", domains));
  }

  @Override
  public OrderBuilder.BuildStep<O> domain(String name) {
    return addDomains(List.of(OrderDomain.of(OrderValidator.requireNonNull("domain", name))));
  }

  @Override
  public OrderBuilder.BuildStep<O> domain(String name, String forwardingUrl) {
    return addDomains(
        List.of(
            DomainWithForwarding.builder()
                .domain(OrderValidator.requireNonNull("domain", name))
                .forwardingUrl(OrderValidator.requireNonNull("forwarding_url", forwardingUrl))
                .build()));
  }

  private SharedOrderBuilder<O> addDomains(List<? extends @Nullable OrderDomain> more) {
    List<@Nullable OrderDomain> all = new ArrayList<>(domains);
    all.addAll(more);
    Violations.throwIfAny(violations -> OrderValidator.checkDomains(all, violations));
    return new SharedOrderBuilder<>(
        user, finish, sequencer, List.copyOf(all), personas, forwardingUrl);
  }

  @Override
  public OrderBuilder.BuildStep<O> persona(String firstName, String lastName) {
    return addPersonas(
        List.of(
            Persona.builder()
                .firstName(OrderValidator.requireNonNull("first_name", firstName))
                .lastName(OrderValidator.requireNonNull("last_name", lastName))
                .profilePictureUrl(null)
                .build()));
  }

  @Override
  public OrderBuilder.BuildStep<O> personas(Persona... personas) {
    return personas(Arrays.asList(OrderValidator.requireNonNull("personas", personas)));
  }

  @Override
  public OrderBuilder.BuildStep<O> personas(List<Persona> personas) {
    return addPersonas(OrderValidator.requireNonNull("personas", personas));
  }

  private SharedOrderBuilder<O> addPersonas(List<? extends @Nullable Persona> more) {
    List<@Nullable Persona> all = new ArrayList<>(personas);
    all.addAll(more);
    Violations.throwIfAny(violations -> OrderValidator.checkPersonas(all, violations));
    return new SharedOrderBuilder<>(
        user, finish, sequencer, domains, List.copyOf(all), forwardingUrl);
  }

  @Override
  public OrderBuilder.BuildStep<O> forwardingUrl(String url) {
    Violations.throwIfAny(violations -> OrderValidator.checkForwardingUrl(url, violations));
    return new SharedOrderBuilder<>(user, finish, sequencer, domains, personas, url);
  }

  @Override
  public O build() {
    return finish.apply(this);
  }
}
