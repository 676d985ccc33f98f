package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Writes the state that the page shows: the newest rows of each view. */
final class ConsoleState {
  private static final String MORE = "more";

  /** The lists of the API by the view that shows them. */
  private static final Map<String, String> LISTS =
      Map.of(
          "orders", "/orders?per_page=100",
          "pending_actions", "/orders/pending?per_page=100",
          "domains", "/domains?per_page=100",
          "swaps", "/swaps?per_page=100",
          "bundles", "/bundles?per_page=100",
          "users", "/users?per_page=100");

  private static final int ROWS = 100;

  private final LocalApi api;
  private final URI baseUrl;

  ConsoleState(LocalApi api, URI baseUrl) {
    this.api = api;
    this.baseUrl = baseUrl;
  }

  /**
   * Returns the state, or only its version and the time if the page has it already.
   *
   * @param known the version that the page has
   */
  ObjectNode toJson(String known) {
    ObjectNode state = Json.object();
    api.account().locked(() -> addLists(state));
    new ConsoleLogs(api).addRows(state, (ArrayNode) state.get(MORE));
    state.put("base_url", baseUrl.toString());
    state.put("webhook_url", api.outbox().target().map(URI::toString).orElse(null));
    state.put("real_time", api.account().clock().isRealTime());
    ConsoleFaults.addTo(state, api);
    state.set("action_reasons", ConsoleActions.reasons());
    String version = Integer.toHexString(state.hashCode());
    ObjectNode result = version.equals(known) ? Json.object() : state;
    return result.put("version", version).put("now", Json.timestamp(api.account().now()));
  }

  private void addLists(ObjectNode state) {
    InternalCalls calls = new InternalCalls(api, baseUrl);
    ArrayNode more = state.putArray(MORE);
    LISTS.forEach(
        (view, target) -> {
          JsonNode page = calls.get(target);
          state.set(view, page.path("data"));
          if (page.path("links").hasNonNull("next")) {
            more.add(view);
          }
        });
    addJobs(state, "imports", api.domains().imports().newestFirst());
    addJobs(state, "forwarding", api.domains().forwarding().newestFirst());
  }

  /** Adds jobs, which the API does not list. */
  private static void addJobs(ObjectNode state, String view, List<? extends JsonModel> jobs) {
    ArrayNode rows = state.putArray(view);
    jobs.stream().limit(ROWS).forEach(job -> rows.add(Json.tree(job)));
    if (jobs.size() > ROWS) {
      ((ArrayNode) state.get(MORE)).add(view);
    }
  }
}
