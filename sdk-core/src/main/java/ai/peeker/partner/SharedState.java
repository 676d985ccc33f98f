package ai.peeker.partner;

import ai.peeker.partner.internal.call.RetryBudget;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;

/**
 * The state that a client shares with the clients derived from it.
 *
 * @param owned whether closing the client closes the connections
 */
record SharedState(ManagedOkHttpClient http, RetryBudget budget, boolean owned) {
  static SharedState open(ClientSettings settings) {
    return new SharedState(settings.openHttpClient(), new RetryBudget(), true);
  }

  SharedState borrowed() {
    return new SharedState(http, budget, false);
  }

  void close() {
    if (owned) {
      http.close();
    }
  }
}
