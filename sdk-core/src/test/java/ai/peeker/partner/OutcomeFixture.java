package ai.peeker.partner;

import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.CallException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that fail once, at a server that answers as it is told. */
abstract class OutcomeFixture {
  static final String RECEIPT = Contract.example("createOrder response 200 new_order").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  <T extends CallException> T failure(Class<T> type) {
    return Clients.orderFailure(type, Clients.sendingOnce(server));
  }

  PeekerClient.Builder sendingOnce() {
    return Clients.builder(server).retryPolicy(RetryPolicy.none());
  }

  static String start(String body) {
    return body.substring(0, Math.min(body.length(), 64 * 1024));
  }
}
