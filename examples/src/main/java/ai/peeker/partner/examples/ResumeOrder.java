package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How does an order survive a crash without being lost or placed twice? Its bytes are stored before
 * they are sent, and the same bytes are sent again after the restart.
 *
 * <p>LocalPeeker places the order, but its response is lost.
 */
public final class ResumeOrder {
  private ResumeOrder() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   * @throws IOException if the order cannot be stored
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("pending-order", ".txt"); // private: it contains a password
    try {
      run(file, System.out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static void run(Path file, PrintStream out) throws IOException {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.faults().next(1).dropResponse();
      try (PeekerClient client = client(peeker)) {
        place(client, SampleOrders.custom(12), file);
      } catch (OrderOutcomeUnknownException e) {
        out.println("First process: " + e.getMessage());
      }
      try (PeekerClient client = client(peeker)) { // after a restart, only the file is left
        OrderSummary placed = resume(client, file);
        out.println("Second process: " + placed.id() + " is " + placed.status());
      }
      out.println("Orders at Peeker: " + peeker.orders().all().size());
    }
  }

  private static void place(PeekerClient client, Order order, Path file) throws IOException {
    PendingOrder pending = client.orders().prepare(order); // validated, not sent
    Files.writeString(file, pending.serialize());
    client.orders().resume(pending);
    Files.delete(file); // placed: there is nothing to resume
  }

  private static OrderSummary resume(PeekerClient client, Path file) throws IOException {
    return client.orders().resume(PendingOrder.parse(Files.readString(file)));
  }

  /** Returns a client without retries: they would recover the order before this example does. */
  private static PeekerClient client(LocalPeeker peeker) {
    return PeekerClient.builder()
        .apiKey(peeker.apiKey())
        .baseUrl(peeker.baseUrl().toString())
        .retryPolicy(RetryPolicy.none())
        .build();
  }
}
