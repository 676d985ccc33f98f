package ai.peeker.partner.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mockwebserver3.MockResponse;
import okio.Buffer;

/** Compares what goes over the wire with the contract. */
final class ContractChecks {
  private ContractChecks() {}

  static List<String> requestErrors(SentRequest request) {
    String type = request.header("Content-Type");
    if (request.body().size() > 0 && (type == null || !type.startsWith("application/json"))) {
      return List.of("has a body of the type " + type + ", not application/json");
    }
    return Contract.requestErrors(request.method(), request.path(), request.text());
  }

  static List<String> answerErrors(SentRequest request, MockResponse response) {
    boolean whole =
        response.getOnRequestBody() == null
            && response.getOnResponseStart() == null
            && response.getOnResponseBody() == null;
    return whole
        ? Contract.responseErrors(
            request.method(), request.path(), response.getCode(), text(response))
        : List.of();
  }

  private static String text(MockResponse response) {
    Buffer buffer = new Buffer();
    if (response.getBody() != null) {
      try {
        response.getBody().writeTo(buffer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return buffer.readString(StandardCharsets.UTF_8);
  }
}
