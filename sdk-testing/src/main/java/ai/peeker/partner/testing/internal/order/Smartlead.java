package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.SequencerClientId;
import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account's Smartlead connection. It is connected and has every client until a test says
 * otherwise.
 *
 * <p>Guarded by the account's lock.
 */
public final class Smartlead {
  private final Set<String> removedClients = new HashSet<>();
  private boolean disconnected;

  public void disconnect() {
    disconnected = true;
  }

  public void connect() {
    disconnected = false;
  }

  public void removeClient(String clientId) {
    removedClients.add(clientId);
  }

  /** Throws if an order cannot take this route. */
  void check(SequencerRoute route) {
    if (disconnected) {
      throw ErrorResponse.badRequest(
              "smartlead_connection_required", "A Smartlead connection is required")
          .toException();
    }
    if (isRemoved(route.clientId())) {
      throw ErrorResponse.badRequest(
              "smartlead_client_not_found", "The Smartlead client does not exist")
          .field("sequencer.client_id")
          .toException();
    }
  }

  private boolean isRemoved(@Nullable SequencerClientId clientId) {
    return clientId != null && removedClients.contains(String.valueOf(clientId.toJson()));
  }
}
