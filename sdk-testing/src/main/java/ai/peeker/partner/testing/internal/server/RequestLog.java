package ai.peeker.partner.testing.internal.server;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The requests received, in the order of their responses. */
public final class RequestLog {
  private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

  void add(Exchange exchange) {
    exchanges.add(exchange);
  }

  /** Returns a copy, the oldest first. */
  public List<Exchange> all() {
    return List.copyOf(exchanges);
  }
}
