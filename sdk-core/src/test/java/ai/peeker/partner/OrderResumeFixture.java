package ai.peeker.partner;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders that are prepared or get lost, and the server that they are sent to. */
abstract class OrderResumeFixture {
  static final String RECEIPT = Contract.example("createOrder response 200 new_order").json();
  static final String ID = "ord_01HZX0OR1A2B3C4D5E6F7G8H";

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  final HandTime time = new HandTime();

  PeekerClient.Builder builder() {
    return Clients.builder(server).time(time);
  }
}
