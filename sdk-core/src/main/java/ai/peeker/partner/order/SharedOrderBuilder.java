package ai.peeker.partner.order;

import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The builder steps that both kinds of order share. Each step is a new instance: a caller may
 * continue twice from one step, and neither order gets the other's domains.
 *
 * @param parts the properties of the order so far, without its domains, all of them validated
 * @param finish reads the JSON of the whole order
 */
record SharedOrderBuilder<O extends Order>(
    Map<String, Object> parts, DomainList domains, Function<Map<String, Object>, O> finish)
    implements OrderBuilder.SequencerStep<O>,
        OrderBuilder.DomainsStep<O>,
        OrderBuilder.PersonasStep<O>,
        OrderBuilder.BuildStep<O> {
  /** Returns a copy of the parts with one more. */
  static Map<String, Object> with(Map<String, Object> parts, String name, Object value) {
    Map<String, Object> more = new HashMap<>(parts);
    more.put(name, value);
    return more;
  }

  private SharedOrderBuilder<O> with(String name, Object value) {
    return new SharedOrderBuilder<>(with(parts, name, value), domains, finish);
  }

  @Override
  public OrderBuilder.DomainsStep<O> sequencer(Sequencer sequencer) {
    return with("sequencer", OrderValidator.require("sequencer", sequencer).toJson());
  }

  @Override
  public OrderBuilder.PersonasStep<O> domains(String... names) {
    return domains(Arrays.asList(OrderValidator.requireNonNull("domains", names)));
  }

  @Override
  public OrderBuilder.PersonasStep<O> domains(List<String> names) {
    return withDomains(names);
  }

  @Override
  public OrderBuilder.PersonasStep<O> orderDomains(List<OrderDomain> domains) {
    return withDomains(domains);
  }

  @Override
  public OrderBuilder.BuildStep<O> domain(String name) {
    return withDomains(List.of(OrderValidator.requireNonNull("domain", name)));
  }

  @Override
  public OrderBuilder.BuildStep<O> domain(String name, String forwardingUrl) {
    return withDomains(
        List.of(
            Map.of(
                "domain",
                OrderValidator.requireNonNull("domain", name),
                "forwarding_url",
                OrderValidator.requireNonNull("forwarding_url", forwardingUrl))));
  }

  private SharedOrderBuilder<O> withDomains(List<?> more) {
    return new SharedOrderBuilder<>(
        parts, domains.plus(OrderValidator.requireNonNull("domains", more)), finish);
  }

  @Override
  public OrderBuilder.BuildStep<O> persona(String firstName, String lastName) {
    return personas(
        Persona.builder()
            .firstName(OrderValidator.requireNonNull("first_name", firstName))
            .lastName(OrderValidator.requireNonNull("last_name", lastName))
            .profilePictureUrl(null)
            .build());
  }

  @Override
  public OrderBuilder.BuildStep<O> personas(Persona... personas) {
    return personas(Arrays.asList(OrderValidator.requireNonNull("personas", personas)));
  }

  @Override
  public OrderBuilder.BuildStep<O> personas(List<Persona> personas) {
    List<@Nullable Object> all =
        new ArrayList<>((List<?>) parts.getOrDefault("personas", List.of()));
    for (Persona persona : OrderValidator.requireNonNull("personas", personas)) {
      all.add(persona == null ? null : persona.toJson());
    }
    return with("personas", OrderValidator.require("personas", all));
  }

  @Override
  public OrderBuilder.BuildStep<O> forwardingUrl(String url) {
    return with("forwarding_url", OrderValidator.require("forwarding_url", url));
  }

  @Override
  public O build() {
    return finish.apply(with(parts, "domains", domains.toJson()));
  }
}
