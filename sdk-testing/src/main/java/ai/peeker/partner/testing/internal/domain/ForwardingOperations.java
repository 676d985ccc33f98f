package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Serves {@code /domains/forwarding}. */
public final class ForwardingOperations {
  private final ForwardingJobs jobs;

  public ForwardingOperations(ForwardingJobs jobs) {
    this.jobs = jobs;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("POST", "/domains/forwarding", this::start);
    routes.add("GET", "/domains/forwarding/{id}", this::get);
  }

  private LocalResponse start(LocalRequest request) {
    JsonNode body = Json.readObject(request.body());
    List<String> domains = DomainOperations.strings(body.path("domains"));
    return LocalResponse.data(202, jobs.start(domains, body.path("forwarding_url").asText()));
  }

  private LocalResponse get(LocalRequest request) {
    String id = request.pathParameter("id");
    return LocalResponse.data(
        jobs.find(id)
            .orElseThrow(() -> ErrorResponse.noRecord("forwarding job", id).toException()));
  }
}
