package ai.peeker.partner.order;

import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the parts that both kinds of order share, step by step. Each step is a new value: a
 * caller may keep one and go on from it twice, and neither order gets the other's domains.
 */
final class OrderParts<O extends Order>
    implements OrderSteps.SequencerStep<O>,
        OrderSteps.DomainsStep<O>,
        OrderSteps.PersonasStep<O>,
        OrderSteps.BuildStep<O> {
  private final String user;
  private final Function<OrderParts<O>, O> finish;
  private final @Nullable Sequencer sequencer;
  private final List<OrderDomain> domains;
  private final List<Persona> personas;
  private final @Nullable String forwardingUrl;

  OrderParts(String user, Function<OrderParts<O>, O> finish) {
    this(user, finish, null, List.of(), List.of(), null);
  }

  private OrderParts(
      String user,
      Function<OrderParts<O>, O> finish,
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
    return OrderRules.notNull("sequencer", sequencer);
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
  public OrderSteps.DomainsStep<O> sequencer(Sequencer sequencer) {
    check(problems -> OrderRules.sequencer(sequencer, problems));
    return new OrderParts<>(user, finish, sequencer, domains, personas, forwardingUrl);
  }

  @Override
  public OrderSteps.PersonasStep<O> domains(String... names) {
    return domains(Arrays.asList(OrderRules.notNull("domains", names)));
  }

  @Override
  public OrderSteps.PersonasStep<O> domains(List<String> names) {
    List<@Nullable OrderDomain> wrapped = new ArrayList<>();
    for (String name : OrderRules.notNull("domains", names)) {
      wrapped.add(name == null ? null : OrderDomain.of(name));
    }
    return addDomains(wrapped);
  }

  @Override
  public OrderSteps.PersonasStep<O> orderDomains(List<OrderDomain> domains) {
    return addDomains(OrderRules.notNull("domains", domains));
  }

  @Override
  public OrderSteps.BuildStep<O> domain(String name) {
    return addDomains(List.of(OrderDomain.of(OrderRules.notNull("domain", name))));
  }

  @Override
  public OrderSteps.BuildStep<O> domain(String name, String forwardingUrl) {
    return addDomains(
        List.of(
            DomainWithForwarding.builder()
                .domain(OrderRules.notNull("domain", name))
                .forwardingUrl(OrderRules.notNull("forwarding_url", forwardingUrl))
                .build()));
  }

  private OrderParts<O> addDomains(List<? extends @Nullable OrderDomain> more) {
    List<@Nullable OrderDomain> all = new ArrayList<>(domains);
    all.addAll(more);
    check(problems -> OrderRules.domains(all, problems));
    return new OrderParts<>(user, finish, sequencer, List.copyOf(all), personas, forwardingUrl);
  }

  @Override
  public OrderSteps.BuildStep<O> persona(String firstName, String lastName) {
    return addPersonas(
        List.of(
            Persona.builder()
                .firstName(OrderRules.notNull("first_name", firstName))
                .lastName(OrderRules.notNull("last_name", lastName))
                .profilePictureUrl(null)
                .build()));
  }

  @Override
  public OrderSteps.BuildStep<O> personas(Persona... personas) {
    return personas(Arrays.asList(OrderRules.notNull("personas", personas)));
  }

  @Override
  public OrderSteps.BuildStep<O> personas(List<Persona> personas) {
    return addPersonas(OrderRules.notNull("personas", personas));
  }

  private OrderParts<O> addPersonas(List<? extends @Nullable Persona> more) {
    List<@Nullable Persona> all = new ArrayList<>(personas);
    all.addAll(more);
    check(problems -> OrderRules.personas(all, problems));
    return new OrderParts<>(user, finish, sequencer, domains, List.copyOf(all), forwardingUrl);
  }

  @Override
  public OrderSteps.BuildStep<O> forwardingUrl(String url) {
    check(problems -> OrderRules.forwardingUrl(url, problems));
    return new OrderParts<>(user, finish, sequencer, domains, personas, url);
  }

  @Override
  public O build() {
    return finish.apply(this);
  }

  static void check(Consumer<Problems> rules) {
    Problems problems = new Problems();
    rules.accept(problems);
    problems.check();
  }
}
