package ai.peeker.partner.testing.internal.swap;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.model.SwapType;
import ai.peeker.partner.model.UserNameSwaps;
import ai.peeker.partner.testing.internal.domain.DomainRecords;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.http.Rows;
import ai.peeker.partner.testing.internal.order.Personas;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Serves {@code /swaps}. */
public final class SwapOperations {
  private final Swaps swaps;
  private final DomainRecords domains;
  private final Pages pages;

  public SwapOperations(Swaps swaps, DomainRecords domains, Pages pages) {
    this.swaps = swaps;
    this.domains = domains;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("POST", "/swaps", this::create);
    routes.add("GET", "/swaps", this::list);
    routes.add("GET", "/swaps/{id}", this::get);
    routes.add("POST", "/swaps/user_names", this::rename);
  }

  private LocalResponse create(LocalRequest request) {
    JsonNode body = Json.readObject(request.body());
    SwapEntry entry =
        swaps.replaceDomain(
            SwapType.of(body.path("type").asText()),
            body.path("domain_id").asText(),
            body.path("replacement_domain").asText().strip());
    return created(Json.tree(entry.swap()));
  }

  private LocalResponse rename(LocalRequest request) {
    JsonNode body = Json.readObject(request.body());
    List<OrderPersona> personas = Personas.read(body);
    List<Swap> renamed =
        swaps.rename(body.path("domain_id").asText(), personas).stream()
            .map(SwapEntry::swap)
            .toList();
    return created(Json.tree(UserNameSwaps.builder().swaps(renamed).build()));
  }

  private static LocalResponse created(JsonNode data) {
    return LocalResponse.json(201, Json.object().set("data", data));
  }

  private LocalResponse get(LocalRequest request) {
    String id = request.pathParameter("id");
    SwapEntry entry =
        swaps.find(id).orElseThrow(() -> ErrorResponse.noRecord("swap", id).toException());
    return LocalResponse.data(entry.swap());
  }

  private LocalResponse list(LocalRequest request) {
    Map<String, String> query = request.query();
    Predicate<SwapEntry> shown =
        entry ->
            isOf(query.get("user_id"), entry.order().user().id())
                && isOf(query.get("order_id"), entry.order().id())
                && isOfDomain(query.get("domain_id"), entry);
    return pages.of(
        request,
        Map.of("status", "status"),
        new Rows<>(swaps.newestFirst(), entry -> entry.swap().id(), shown, SwapEntry::swap));
  }

  private static boolean isOf(@Nullable String wanted, String value) {
    return wanted == null || wanted.equals(value);
  }

  /** Returns whether the domain is the retired or the replacing one. */
  private boolean isOfDomain(@Nullable String wanted, SwapEntry entry) {
    if (isOf(wanted, entry.domain().id())) {
      return true;
    }
    return domains
        .find(String.valueOf(wanted))
        .map(Domain::domain)
        .filter(name -> name.equalsIgnoreCase(entry.swap().replacementDomain()))
        .isPresent();
  }
}
