package ai.peeker.partner.fault;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.Samples;
import ai.peeker.partner.call.PendingOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
        Files.writeString(store, client.orders().prepare(Samples.bundleOrder()).serialize());
      }
      PendingOrder pending = PendingOrder.parse(Files.readString(store));
      String id = client.orders().resume(pending).id();
      System.out.write(id.getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }
}
