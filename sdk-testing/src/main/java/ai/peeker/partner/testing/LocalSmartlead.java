package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.order.Smartlead;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The Smartlead connection of the account of a {@link LocalPeeker}. Initially it is connected and
 * has every client.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalSmartlead {
  private final Supplier<LocalApi> api;

  LocalSmartlead(Supplier<LocalApi> api) {
    this.api = api;
  }

  /** Rejects later orders as {@code smartlead_connection_required}. */
  public void disconnect() {
    change(Smartlead::disconnect);
  }

  /** Ends the effect of {@link #disconnect}. */
  public void connect() {
    change(Smartlead::connect);
  }

  /**
   * Rejects later orders of a client as {@code smartlead_client_not_found}.
   *
   * @param clientId the client id, such as {@code 366903}
   */
  public void removeClient(String clientId) {
    Arguments.requireNonBlank(clientId, "clientId");
    change(smartlead -> smartlead.removeClient(clientId));
  }

  private void change(Consumer<Smartlead> change) {
    LocalApi current = api.get();
    current.account().locked(() -> change.accept(current.orders().smartlead()));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalSmartlead";
  }
}
