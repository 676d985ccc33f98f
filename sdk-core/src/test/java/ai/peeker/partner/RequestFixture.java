package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.SentRequest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests as they arrive at a server. */
abstract class RequestFixture {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  SentRequest sent() {
    assertThat(server.requests()).hasSize(1);
    return server.requests().get(0);
  }

  static String success(String operation) {
    return Contract.operations().stream()
        .filter(each -> each.id().equals(operation))
        .flatMap(each -> each.successExamples())
        .findFirst()
        .orElseThrow()
        .json();
  }
}
