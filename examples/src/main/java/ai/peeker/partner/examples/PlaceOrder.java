package ai.peeker.partner.examples;

import ai.peeker.partner.Orders;
import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How is an order placed? Each order is sent twice, and Peeker recognizes the second one.
 *
 * <p>Usage: {@code PlaceOrder [order.json]}; default: two built-in orders. With {@code
 * PEEKER_API_KEY} set, the order goes to {@code PEEKER_BASE_URL} or to the live URL.
 *
 * <p>Exit status: 0 placed, 2 invalid and not sent, 3 rejected by the API, 4 outcome unknown.
 */
public final class PlaceOrder {
  private PlaceOrder() {}

  /**
   * Runs the example.
   *
   * @param arguments nothing, or the path of a JSON file
   */
  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      Order order = arguments.length == 0 ? null : Orders.parse(read(arguments));
      if (environment.containsKey("PEEKER_API_KEY")) {
        placeRemotely(order, environment, out);
      } else {
        placeLocally(order, out);
      }
      return 0;
    } catch (CallException e) {
      err.println(e.getMessage());
      return exitStatus(e.outcome());
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private static int exitStatus(Outcome outcome) {
    return switch (outcome) {
      case NOT_SENT -> 2;
      case REJECTED -> 3;
      case APPLIED, UNKNOWN -> 4;
    };
  }

  private static String read(String[] arguments) {
    if (arguments.length > 1) {
      throw new IllegalArgumentException("Give at most one file. Usage: PlaceOrder [order.json]");
    }
    try {
      return Files.readString(Path.of(arguments[0]));
    } catch (IOException e) { // whose message need not name the file
      throw new IllegalArgumentException(
          "Cannot read " + arguments[0] + ". Give a JSON file in UTF-8.", e);
    }
  }

  private static void placeRemotely(
      @Nullable Order order, Map<String, String> environment, PrintStream out) {
    if (order == null && environment.getOrDefault("PEEKER_API_KEY", "").startsWith("pk_live_")) {
      throw new IllegalArgumentException(
          "PEEKER_API_KEY is a live key: the built-in orders would be charged. Give an order file,"
              + " or use a pk_test_ key.");
    }
    try (PeekerClient client = PeekerClient.fromEnvironment(environment)) {
      out.println("Calling " + client);
      place(client, order, out);
    }
  }

  private static void placeLocally(@Nullable Order order, PrintStream out) {
    try (LocalPeeker peeker = LocalPeeker.start();
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .build()) {
      out.println("PEEKER_API_KEY is not set: calling LocalPeeker in this process.");
      place(client, order, out);
    }
  }

  private static void place(PeekerClient client, @Nullable Order order, PrintStream out) {
    if (order != null) {
      placeTwice(client, "order", order, out);
      return;
    }
    out.println("\nA custom order with 11 domains:");
    try {
      client.orders().create(SampleOrders.custom(11));
    } catch (DomainCountMismatchException e) { // thrown before anything is sent
      out.println("  rejected: " + e.getMessage());
    }
    placeTwice(client, "custom order", SampleOrders.custom(12), out);
    Order bundleOrder = SampleOrders.bundle(client.bundles().get("bun_123"), 10);
    placeTwice(client, "bundle order", bundleOrder, out);
  }

  private static void placeTwice(PeekerClient client, String name, Order order, PrintStream out) {
    out.println("\nThe " + name + ": " + order.domainCount());
    OrderSummary placed = client.orders().create(order);
    out.println("  placed:     " + placed.id() + ", " + placed.status());
    OrderSummary again = client.orders().create(order);
    boolean same = again.id().equals(placed.id());
    out.println("  sent again: " + again.id() + (same ? ", the same order" : ", ANOTHER order"));
  }
}
