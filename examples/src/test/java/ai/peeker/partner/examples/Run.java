package ai.peeker.partner.examples;

import ai.peeker.partner.testing.LocalPeeker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The result of running PlaceOrder. */
record Run(int status, String out, String err) {
  static Run of(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        PlaceOrder.run(
            arguments,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Run against(LocalPeeker peeker, String... arguments) {
    return of(environment(peeker), arguments);
  }

  static Map<String, String> environment(LocalPeeker peeker) {
    return Map.of(
        "PEEKER_API_KEY", peeker.apiKey(), "PEEKER_BASE_URL", peeker.baseUrl().toString());
  }

  /** Returns a request example of the API's documentation. */
  static String file(String name) {
    return Path.of("orders", name).toString();
  }

  String output() {
    return out + err;
  }
}
