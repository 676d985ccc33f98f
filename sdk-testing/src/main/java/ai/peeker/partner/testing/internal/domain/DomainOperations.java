package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainAvailabilities;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.User;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.http.Rows;
import ai.peeker.partner.testing.internal.user.Users;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Serves {@code /domains} and {@code /domains/availability}. */
public final class DomainOperations {
  private static final Map<String, String> FILTERS =
      Map.of("category", "category", "status", "status", "user_id", "user_id");

  private final Domains domains;
  private final Users users;
  private final Pages pages;

  public DomainOperations(Domains domains, Users users, Pages pages) {
    this.domains = domains;
    this.users = users;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("GET", "/domains", this::list);
    routes.add("POST", "/domains/availability", this::check);
  }

  private LocalResponse list(LocalRequest request) {
    Map<String, String> query = request.query();
    Optional<String> owner = Optional.ofNullable(query.get("user_email")).map(this::ownerId);
    Predicate<Domain> shown =
        domain ->
            isUsableFor(domain, query.get("usable_for"))
                && (owner.isEmpty() || owner.get().equals(domain.userId()));
    return pages.of(
        request,
        FILTERS,
        new Rows<>(domains.records().newestFirst(), Domain::id, shown, domain -> domain));
  }

  /** Returns the id of the user with this email address, or an id that no user has. */
  private String ownerId(String email) {
    return users.findByEmail(email).map(User::id).orElse("");
  }

  private static boolean isUsableFor(Domain domain, @Nullable String provider) {
    return provider == null
        || Objects.requireNonNull(domain.usableFor()).contains(MailProvider.of(provider));
  }

  private LocalResponse check(LocalRequest request) {
    List<String> names = strings(Json.readObject(request.body()).path("domains"));
    return LocalResponse.data(
        DomainAvailabilities.builder().domains(domains.availability().check(names)).build());
  }

  /** Returns the strings of an array. */
  static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asText()));
    return strings;
  }
}
