package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import java.util.List;

/** Serves {@code /domains/import}. Both paths of a single job know all jobs. */
public final class ImportOperations {
  private final Imports imports;

  public ImportOperations(Imports imports) {
    this.imports = imports;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add(
        "POST",
        "/domains/import",
        request -> LocalResponse.data(200, imports.importNow(names(request))));
    routes.add("GET", "/domains/import", this::find);
    routes.add("GET", "/domains/import/{id}", this::get);
    routes.add(
        "POST",
        "/domains/import/jobs",
        request -> LocalResponse.data(202, imports.queue(names(request))));
    routes.add("GET", "/domains/import/jobs/{id}", this::get);
  }

  private static List<String> names(LocalRequest request) {
    return DomainOperations.strings(Json.readObject(request.body()).path("domains"));
  }

  private LocalResponse get(LocalRequest request) {
    String id = request.pathParameter("id");
    return LocalResponse.data(
        imports.find(id).orElseThrow(() -> ErrorResponse.noRecord("import", id).toException()));
  }

  private LocalResponse find(LocalRequest request) {
    String domains = request.query().getOrDefault("domains", "");
    if (domains.isBlank()) {
      throw ErrorResponseException.invalid("domains", "domains is required");
    }
    return LocalResponse.data(
        imports
            .findByDomains(List.of(domains.split(",")))
            .orElseThrow(() -> ErrorResponse.notFound("No import of these domains").toException()));
  }
}
