package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the API key and handles each request by its method and path. */
final class Router {
  private static final Map<String, String> ORDER_FILTERS =
      Map.of(
          "user_id",
          "user_id",
          "user_email",
          "email",
          "bundle_id",
          "bundle_id",
          "status",
          "status");
  private static final Map<String, String> BUNDLE_FILTERS = Map.of("status", "status");

  private final URI baseUrl;
  private final String apiKey;
  private final BundleStore bundles;
  private final OrderStore orders;
  private final Consumer<LocalOrder> onNewOrder;

  Router(
      URI baseUrl,
      String apiKey,
      BundleStore bundles,
      OrderStore orders,
      Consumer<LocalOrder> onNewOrder) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
    this.bundles = bundles;
    this.orders = orders;
    this.onNewOrder = onNewOrder;
  }

  LocalResponse handle(LocalRequest request) {
    try {
      checkApiKey(request.authorization());
      return route(request);
    } catch (ErrorResponseException rejection) {
      return rejection.response();
    }
  }

  private void checkApiKey(List<String> authorization) {
    if (authorization.size() != 1) {
      throw unauthorized("Exactly one Authorization header is required");
    }
    String value = authorization.get(0);
    if (!value.startsWith("Bearer ")) {
      throw unauthorized("The Authorization header must be \"Bearer <API key>\"");
    }
    if (!value.equals("Bearer " + apiKey)) {
      throw unauthorized("The API key is unknown or revoked");
    }
  }

  private static ErrorResponseException unauthorized(String message) {
    return ErrorResponse.of(401, "unauthorized", message).toException();
  }

  private LocalResponse route(LocalRequest request) {
    String root = baseUrl.getPath();
    String path = request.path().startsWith(root) ? request.path().substring(root.length()) : "";
    return switch (request.method() + " " + path) {
      case "GET /me" -> LocalResponse.data(me());
      case "GET /bundles" -> listBundles(request);
      case "GET /orders" -> listOrders(request);
      case "POST /orders" -> LocalResponse.data(placeOrder(request).toJson());
      default -> getById(request, path);
    };
  }

  private LocalResponse getById(LocalRequest request, String path) {
    if (request.method().equals("GET") && path.startsWith("/orders/")) {
      String id = path.substring("/orders/".length());
      return orders
          .find(id)
          .map(order -> LocalResponse.data(order.toJson()))
          .orElseGet(() -> notFound("order " + id));
    }
    if (request.method().equals("GET") && path.startsWith("/bundles/")) {
      String id = path.substring("/bundles/".length());
      return bundles
          .find(id)
          .map(bundle -> LocalResponse.data(bundle.toJson()))
          .orElseGet(() -> notFound("bundle " + id));
    }
    return notServed(request);
  }

  private static LocalResponse notFound(String description) {
    return ErrorResponse.notFound("No " + description + " in this account").toResponse();
  }

  /** Returns an error whose code the real API does not use: it may well serve this request. */
  private static LocalResponse notServed(LocalRequest request) {
    return ErrorResponse.of(
            404,
            "not_served_by_local_peeker",
            "LocalPeeker does not serve "
                + request.method()
                + " "
                + request.path()
                + "; script a response with respondNextWith")
        .toResponse();
  }

  private static JsonNode me() {
    ObjectNode me = Json.object();
    me.putObject("api_key").put("environment", "test").put("permission_preset", "full");
    me.putObject("partner").put("id", "org_01TESTPEEKER000000000001").put("name", "Local Partner");
    return me;
  }

  private LocalResponse listBundles(LocalRequest request) {
    List<ObjectNode> rows = bundles.all().stream().map(Bundle::toJson).toList();
    return new PageResponse(baseUrl + "/bundles", request, BUNDLE_FILTERS, rows).toResponse();
  }

  private LocalResponse listOrders(LocalRequest request) {
    List<ObjectNode> rows = orders.newestFirst().stream().map(LocalOrder::toJson).toList();
    return new PageResponse(baseUrl + "/orders", request, ORDER_FILTERS, rows).toResponse();
  }

  private LocalOrder placeOrder(LocalRequest request) {
    byte[] body = request.body();
    OrderBody order = OrderBodyReader.read(Json.readObject(body));
    OrderStore.Placement placement = orders.place(order, sha256(body));
    if (placement.isNew()) {
      onNewOrder.accept(placement.order());
    }
    return placement.order();
  }

  /** Returns a digest to compare bodies by: the body itself has a login password. */
  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA-256 is missing, although every Java platform must provide it", impossible);
    }
  }
}
