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

/** Checks the key, finds what method and path ask for, and answers. */
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
  private final Bundles bundles;
  private final OrderBook book;
  private final Consumer<LocalOrder> onNewOrder;

  Router(
      URI baseUrl,
      String apiKey,
      Bundles bundles,
      OrderBook book,
      Consumer<LocalOrder> onNewOrder) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
    this.bundles = bundles;
    this.book = book;
    this.onNewOrder = onNewOrder;
  }

  Reply answer(Incoming request) {
    try {
      checkKey(request.authorization());
      return route(request);
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  private void checkKey(List<String> authorization) {
    if (authorization.size() != 1) {
      throw unauthorized("Send one Authorization header: Bearer and the API key");
    }
    String value = authorization.get(0);
    if (!value.startsWith("Bearer ")) {
      throw unauthorized("The Authorization header must be Bearer, a space and the API key");
    }
    if (!value.equals("Bearer " + apiKey)) {
      throw unauthorized("The API key is not one of this account");
    }
  }

  private static Refusal unauthorized(String message) {
    return new Refusal(ErrorReply.of(401, "unauthorized", message).reply());
  }

  private Reply route(Incoming request) {
    String root = baseUrl.getPath();
    String path = request.path().startsWith(root) ? request.path().substring(root.length()) : "";
    return switch (request.method() + " " + path) {
      case "GET /me" -> Reply.data(me());
      case "GET /bundles" -> bundles(request);
      case "GET /orders" -> orders(request);
      case "POST /orders" -> Reply.data(placed(request).summary());
      default -> one(request, path);
    };
  }

  private Reply one(Incoming request, String path) {
    if (request.method().equals("GET") && path.startsWith("/orders/")) {
      String id = path.substring("/orders/".length());
      return book.find(id)
          .map(order -> Reply.data(order.summary()))
          .orElseGet(() -> ErrorReply.notFound("No order " + id + " in this account").reply());
    }
    if (request.method().equals("GET") && path.startsWith("/bundles/")) {
      String id = path.substring("/bundles/".length());
      return bundles
          .find(id)
          .map(bundle -> Reply.data(bundle.json()))
          .orElseGet(() -> ErrorReply.notFound("No bundle " + id + " in this account").reply());
    }
    return ErrorReply.of(
            404,
            "not_served_by_local_peeker", // a code of its own: the real API may well serve it
            "LocalPeeker does not serve "
                + request.method()
                + " "
                + request.path()
                + "; script an answer with answerNextWith")
        .reply();
  }

  private static JsonNode me() {
    ObjectNode me = Json.object();
    me.putObject("api_key").put("environment", "test").put("permission_preset", "full");
    me.putObject("partner").put("id", "org_01TESTPEEKER000000000001").put("name", "Local Partner");
    return me;
  }

  private Reply bundles(Incoming request) {
    List<ObjectNode> rows = bundles.all().stream().map(Bundle::json).toList();
    return new ListAnswer(baseUrl + "/bundles", request, BUNDLE_FILTERS, rows).reply();
  }

  private Reply orders(Incoming request) {
    List<ObjectNode> rows = book.newestFirst().stream().map(LocalOrder::summary).toList();
    return new ListAnswer(baseUrl + "/orders", request, ORDER_FILTERS, rows).reply();
  }

  private LocalOrder placed(Incoming request) {
    byte[] body = request.body();
    OrderRequest order = OrderRules.read(Json.readObject(body));
    OrderBook.Placement placement = book.place(order, digest(body));
    if (placement.isNew()) {
      onNewOrder.accept(placement.order());
    }
    return placement.order();
  }

  /** Stands for the body, so that the login password in it is not kept. */
  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA-256 belongs to every Java platform, but this one has none", impossible);
    }
  }
}
