package ai.peeker.partner.testing;

import ai.peeker.partner.PeekerClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client that a {@link LocalPeeker} hands out, created when it is first asked for. */
final class HandedOutClient implements AutoCloseable {
  private final Supplier<PeekerClient.Builder> builder;
  private @Nullable PeekerClient client;
  private boolean closed;

  HandedOutClient(Supplier<PeekerClient.Builder> builder) {
    this.builder = builder;
  }

  synchronized PeekerClient get() {
    if (client == null) {
      client = builder.get().build();
      if (closed) {
        client.close();
      }
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
    }
  }
}
