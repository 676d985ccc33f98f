package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.fault.FaultScript;

/**
 * What a server needs to respond.
 *
 * @param handler handles the requests that no fault answers
 */
public record LocalBackend(
    Account account, ApiHandler handler, FaultScript faults, RequestLog log) {
  String newRequestId() {
    return account.newId("req");
  }
}
