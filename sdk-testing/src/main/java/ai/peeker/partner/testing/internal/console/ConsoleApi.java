package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Serves the JSON API of the console's page. Errors have the format of the Partner API. */
final class ConsoleApi {
  private static final long MAX_SECONDS = Duration.ofDays(3_650).toSeconds();

  private final Supplier<LocalApi> api;
  private final URI baseUrl;

  ConsoleApi(Supplier<LocalApi> api, URI baseUrl) {
    this.api = api;
    this.baseUrl = baseUrl;
  }

  /** Adds the handlers. */
  void register(Routes routes) {
    routes.add("GET", "/state", this::state);
    routes.add("GET", "/orders/{id}", this::order);
    routes.add("GET", "/calls/{number}", this::call);
    routes.add("GET", "/deliveries/{number}", this::delivery);
    routes.add("POST", "/clock", this::advance);
    new ConsoleActions(api).register(routes);
    new ConsoleFaults(api).register(routes);
  }

  private LocalResponse state(LocalRequest request) {
    String known = request.query().getOrDefault("version", "");
    return LocalResponse.data(new ConsoleState(api.get(), baseUrl).toJson(known));
  }

  private LocalResponse order(LocalRequest request) {
    String target = "/orders/" + request.pathParameter("id");
    return LocalResponse.data(new InternalCalls(api.get(), baseUrl).get(target).path("data"));
  }

  private LocalResponse call(LocalRequest request) {
    return LocalResponse.data(new ConsoleLogs(api.get()).call(request.pathParameter("number")));
  }

  private LocalResponse delivery(LocalRequest request) {
    return LocalResponse.data(new ConsoleLogs(api.get()).delivery(request.pathParameter("number")));
  }

  private LocalResponse advance(LocalRequest request) {
    JsonNode seconds = Json.readObject(request.body()).path("seconds");
    if (!seconds.isIntegralNumber() || seconds.asLong() < 1 || seconds.asLong() > MAX_SECONDS) {
      throw ErrorResponse.invalidRequest("seconds must be an integer from 1 to " + MAX_SECONDS)
          .field("seconds")
          .toException();
    }
    LocalApi current = api.get();
    current.account().clock().advance(Duration.ofSeconds(seconds.asLong()));
    return LocalResponse.data(Json.object().put("now", Json.timestamp(current.account().now())));
  }
}
