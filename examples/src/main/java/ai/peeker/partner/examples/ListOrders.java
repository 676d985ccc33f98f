package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.OrdersApi.ListOrdersParams;
import ai.peeker.partner.model.OrderList;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.PageLinks;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.PrintStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

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
    ListOrdersParams params =
        ListOrdersParams.builder().status(OrderStatus.IN_PROGRESS).perPage(2).build();
    OrderList page = client.orders().list(params);
    printPage(1, page, out);
    Optional<String> next = nextPageToken(page);
    for (int number = 2; next.isPresent(); number++) {
      page = client.orders().list(params.toBuilder().pageToken(next.get()).build());
      printPage(number, page, out);
      next = nextPageToken(page);
    }
  }

  private static void printPage(int number, OrderList page, PrintStream out) {
    out.println("Page " + number + ":");
    page.data().forEach(order -> out.println("  " + order.id() + " is " + order.status()));
  }

  /** Returns the page_token of the link to the next page; empty on the last page. */
  private static Optional<String> nextPageToken(OrderList page) {
    return Optional.ofNullable(page.links())
        .map(PageLinks::next)
        .map(next -> URI.create(next).getQuery())
        .flatMap(
            query ->
                Arrays.stream(query.split("&", -1))
                    .filter(parameter -> parameter.startsWith("page_token="))
                    .map(parameter -> parameter.substring("page_token=".length()))
                    .findFirst());
  }
}
