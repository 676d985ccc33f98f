package ai.peeker.partner.testing.process;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.LocalPeeker;
import java.util.List;

/**
 * Places orders, each of one domain, and prints their number and, on the next line, the
 * milliseconds it took.
 */
final class ManyOrders {
  private ManyOrders() {}

  /** Takes the number of orders. */
  public static void main(String[] arguments) {
    int orders = Integer.parseInt(arguments[0]);
    try (LocalPeeker peeker = LocalPeeker.builder().bundle("bun_one", 1).start()) {
      long start = System.nanoTime();
      for (int i = 0; i < orders; i++) {
        peeker.client().orders().create(order(i));
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      System.out.println(peeker.orders().all().size());
      System.out.println(millis);
    }
  }

  private static BundleOrder order(int number) {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_one")
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
        .domains(List.of("domain-" + number + ".com"))
        .persona("Sam", "Lee")
        .build();
  }
}
