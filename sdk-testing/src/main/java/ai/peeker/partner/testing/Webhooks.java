package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.LocalApi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The webhooks of a {@link LocalPeeker}: their receiver and the deliveries so far.
 *
 * <p>Safe for use by several threads.
 */
public final class Webhooks {
  private final Supplier<LocalApi> api;

  Webhooks(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Sets the URL that events are sent to. Events before that are not sent.
   *
   * @param url an http URL whose host is {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
   * @throws IllegalArgumentException if it is not an http URL of this machine
   */
  public void sendTo(URI url) {
    api.get().outbox().sendTo(url);
  }

  /**
   * Returns the secret that webhooks are signed with.
   *
   * @return the secret
   */
  public String secret() {
    return api.get().outbox().secret();
  }

  /**
   * Returns the deliveries so far.
   *
   * @return a copy, the oldest first, successful or not
   */
  public List<Delivery> deliveries() {
    return api.get().outbox().deliveries().stream().map(Delivery::new).toList();
  }

  /**
   * Waits for the next delivery. Each delivery is returned once.
   *
   * @param timeout the maximum time to wait
   * @return the delivery, successful or not
   * @throws IllegalStateException if the timeout elapses first
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public Delivery awaitDelivery(Duration timeout) throws InterruptedException {
    return new Delivery(api.get().outbox().await(timeout));
  }

  /** Returns a string for logging that does not contain the secret. */
  @Override
  public String toString() {
    return "Webhooks[" + deliveries().size() + " deliveries]";
  }
}
