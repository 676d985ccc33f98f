package ai.peeker.partner.testing.internal.user;

import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.model.User;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.http.Rows;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves {@code /users}. */
public final class UserOperations {
  private static final Map<String, String> FILTERS = Map.of("status", "status");

  private final Users users;
  private final Pages pages;

  public UserOperations(Users users, Pages pages) {
    this.users = users;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("GET", "/users", this::list);
    routes.add("POST", "/users", UserOperations::checkProvider, this::create);
    routes.add("GET", "/users/{id}", request -> LocalResponse.data(require(request)));
    routes.add("PATCH", "/users/{id}", UserOperations::checkProvider, this::update);
    routes.add("DELETE", "/users/{id}", this::delete);
  }

  private LocalResponse list(LocalRequest request) {
    String email = request.query().get("email");
    List<User> found =
        email == null ? users.all() : users.findByEmail(email).map(List::of).orElse(List.of());
    return pages.of(request, FILTERS, new Rows<>(found, User::id, user -> true, user -> user));
  }

  /** Rejects another sequencer as an order does. */
  private static void checkProvider(LocalRequest request) {
    JsonNode provider = Json.readObject(request.body()).at("/sequencer/provider");
    if (provider.isTextual() && !provider.asText().equals("smartlead")) {
      throw ErrorResponse.badRequest(
              "provider_not_supported", "sequencer.provider must be smartlead")
          .field("sequencer.provider")
          .toException();
    }
  }

  private LocalResponse create(LocalRequest request) {
    JsonNode body = Json.readObject(request.body());
    User.Builder user =
        User.builder()
            .firstName(textOrNull(body, "first_name"))
            .lastName(textOrNull(body, "last_name"))
            .sequencer(route(body));
    return LocalResponse.data(201, users.create(user, body.path("email").asText()));
  }

  /** Changes the properties that are sent. An explicit null clears a name. */
  private LocalResponse update(LocalRequest request) {
    JsonNode body = Json.readObject(request.body());
    User.Builder user = require(request).toBuilder();
    if (body.has("email")) {
      user.email(body.path("email").asText());
    }
    if (body.has("first_name")) {
      user.firstName(textOrNull(body, "first_name"));
    }
    if (body.has("last_name")) {
      user.lastName(textOrNull(body, "last_name"));
    }
    if (body.has("sequencer")) {
      user.sequencer(route(body));
    }
    return LocalResponse.data(users.update(user.build()));
  }

  private LocalResponse delete(LocalRequest request) {
    return LocalResponse.data(users.delete(require(request)));
  }

  private User require(LocalRequest request) {
    String id = request.pathParameter("id");
    return users.find(id).orElseThrow(() -> ErrorResponse.noRecord("user", id).toException());
  }

  private static SequencerRoute route(JsonNode body) {
    return Json.model(body.path("sequencer"), SequencerRoute.class);
  }

  private static @Nullable String textOrNull(JsonNode body, String property) {
    return body.path(property).textValue();
  }
}
