package ai.peeker.partner.testing.process;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Smartlead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A partner's program, in a process of its own so that it can be killed: {@code place FILE} stores
 * an order and sends it, {@code resume FILE} sends the stored order. Prints the order's id.
 */
final class Partner {
  private Partner() {}

  /** Takes key and address from the environment. */
  public static void main(String[] arguments) throws IOException {
    Path store = Path.of(arguments[1]);
    try (PeekerClient client = PeekerClient.fromEnvironment()) {
      if (arguments[0].equals("place")) {
        Files.writeString(store, client.orders().prepare(order()).serialize());
      }
      PendingOrder pending = PendingOrder.parse(Files.readString(store));
      String id = client.orders().resume(pending).id();
      System.out.write(id.getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }

  private static BundleOrder order() {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_123")
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
        .domains(IntStream.range(0, 10).mapToObj(i -> "domain-" + i + ".com").toList())
        .persona("Sam", "Lee")
        .build();
  }
}
