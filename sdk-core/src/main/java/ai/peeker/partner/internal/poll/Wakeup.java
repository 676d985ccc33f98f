package ai.peeker.partner.internal.poll;

import ai.peeker.partner.poll.WebhookSignals;
import ai.peeker.partner.poll.WebhookSignals.Registration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Ends the time between two polls when a webhook arrives. */
final class Wakeup implements AutoCloseable {
  private volatile CompletableFuture<Void> current = new CompletableFuture<>();
  private final Optional<Registration> registration;

  Wakeup(String id, Optional<WebhookSignals> signals) {
    this.registration = signals.map(each -> each.listen(id, this::wake));
  }

  private void wake() {
    current.complete(null);
  }

  /** Returns a future that the next webhook completes, or the end of the time. */
  CompletableFuture<Void> next() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    current = next;
    return next;
  }

  @Override
  public void close() {
    registration.ifPresent(Registration::close);
  }
}
