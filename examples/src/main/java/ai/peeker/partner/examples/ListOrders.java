package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.Page;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.PrintStream;

/** How are all orders listed? Page by page: each page links to the next one. */
public final class ListOrders {
  private ListOrders() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LocalPeeker peeker = LocalPeeker.start();
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .build()) {
      for (int i = 1; i <= 5; i++) {
        client.orders().create(SampleOrders.single("acme-mail-" + i + ".com"));
      }
      listInProgress(client, out);
    }
  }

  private static void listInProgress(PeekerClient client, PrintStream out) {
    PagedIterable<OrderSummary> orders =
        client.orders().listAll(query -> query.status(OrderStatus.IN_PROGRESS).perPage(2));
    int number = 1;
    for (Page<OrderSummary> page : orders.pages()) {
      out.println("Page " + number + ":");
      page.items().forEach(order -> out.println("  " + order.id() + " is " + order.status()));
      number++;
    }
  }
}
