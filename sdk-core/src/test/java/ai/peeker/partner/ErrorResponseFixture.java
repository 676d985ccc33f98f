package ai.peeker.partner;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order that a server rejects. */
abstract class ErrorResponseFixture {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  ApiException failure() {
    return Clients.orderFailure(ApiException.class, Clients.sendingOnce(server));
  }

  ApiException failure(int status, String body) {
    server.answerUnchecked(CheckedServer.json(status, Map.of("Peeker-Request-Id", "req_7"), body));
    return failure();
  }

  static String error(String code, String rest) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No.\"" + rest + "}}";
  }
}
