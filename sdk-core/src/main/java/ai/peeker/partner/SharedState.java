package ai.peeker.partner;

import ai.peeker.partner.internal.call.RetryBudget;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;

/** The state that a client shares with the clients derived from it. */
record SharedState(ManagedOkHttpClient http, RetryBudget budget) {
  static SharedState open(ClientSettings settings) {
    return new SharedState(settings.openHttpClient(), new RetryBudget());
  }
}
