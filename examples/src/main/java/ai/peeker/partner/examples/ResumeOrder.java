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
 * How is an order neither lost nor placed twice, even if the process dies? Its bytes are written
 * down before they go out, and the same bytes go out again.
 *
 * <p>Runs against an imitation of Peeker in this process, which places the order and then breaks
 * the connection instead of answering.
 */
public final class ResumeOrder {
  private ResumeOrder() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   * @throws IOException if the order cannot be written down
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("pending-order", ".txt"); // nobody else's: it holds a password
    try {
      run(file, System.out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static void run(Path file, PrintStream out) throws IOException {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.dropNextResponse();
      try (PeekerClient client = client(peeker)) {
        place(client, SampleOrders.custom(12), file);
      } catch (OrderOutcomeUnknownException e) {
        out.println("First process: " + e.getMessage());
      }
      try (PeekerClient client = client(peeker)) { // after a restart, with nothing but the file
        OrderSummary placed = resume(client, file);
        out.println("Second process: " + placed.id() + " is " + placed.status());
      }
      out.println("Orders at Peeker: " + peeker.orders().size());
    }
  }

  private static void place(PeekerClient client, Order order, Path file) throws IOException {
    PendingOrder pending = client.orders().prepare(order); // checked; nothing is sent yet
    Files.writeString(file, pending.serialize());
    client.orders().resume(pending);
    Files.delete(file); // answered: there is nothing to resume
  }

  private static OrderSummary resume(PeekerClient client, Path file) throws IOException {
    return client.orders().resume(PendingOrder.parse(Files.readString(file)));
  }

  /** Sends once only: the client's own retries would find the order before this example could. */
  private static PeekerClient client(LocalPeeker peeker) {
    return PeekerClient.builder()
        .apiKey(peeker.apiKey())
        .baseUrl(peeker.baseUrl().toString())
        .retryPolicy(RetryPolicy.none())
        .build();
  }
}
