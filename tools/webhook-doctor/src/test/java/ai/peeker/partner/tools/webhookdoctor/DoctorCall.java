package ai.peeker.partner.tools.webhookdoctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of the tool. By default it checks the delivery that the API's documentation shows, signed
 * with openssl; a test changes one part of it.
 */
final class DoctorCall {
  static final String ID = "evt_01HZX0EV1A2B3C4D5E6F7G8H";
  static final String TIMESTAMP = "1778241600"; // date -u -d 2026-05-08T12:00:00Z +%s
  static final String SECRET = "whsec_4f1c2a";
  static final String SANDBOX_SECRET = "whsec_sandbox_9d0e";
  static final String BODY =
      "{\"id\":\"evt_01HZX0EV1A2B3C4D5E6F7G8H\",\"type\":\"order.in_progress\","
          + "\"created_at\":\"2026-05-08T12:00:00Z\","
          + "\"data\":{\"id\":\"ord_01HZX0OR1A2B3C4D5E6F7G8H\",\"status\":\"in_progress\"}}";

  // printf "$TIMESTAMP.$ID.$BODY" | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  static final String DIGITS = "70bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2";

  private final Path file;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private String at = TIMESTAMP;
  private byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

  DoctorCall(Path folder) {
    this.file = folder.resolve("body.json");
    headers.put("--timestamp", TIMESTAMP);
    headers.put("--event-id", ID);
    headers.put("--signature", "v1=" + DIGITS);
    environment.put("PEEKER_WEBHOOK_SECRET", SECRET);
  }

  DoctorCall header(String option, String value) {
    headers.put(option, value);
    return this;
  }

  DoctorCall secret(String secret) {
    environment.put("PEEKER_WEBHOOK_SECRET", secret);
    return this;
  }

  DoctorCall sandboxSecret(String secret) {
    environment.put("PEEKER_WEBHOOK_SANDBOX_SECRET", secret);
    return this;
  }

  DoctorCall body(byte[] body) {
    this.body = body.clone();
    return this;
  }

  DoctorCall body(String body) {
    return body(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sets another delivery, signed with openssl at the same time and with the same secret. */
  DoctorCall delivery(String id, String digits, String body) {
    return header("--event-id", id).header("--signature", "v1=" + digits).body(body);
  }

  DoctorCall at(String seconds) {
    at = seconds;
    return this;
  }

  CallResult run() throws IOException {
    return run(List.of("--at", at));
  }

  CallResult explain() throws IOException {
    return run(List.of("--at", at, "--explain"));
  }

  private CallResult run(List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(options);
    headers.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    arguments.add(Files.write(file, body).toString());
    CallResult result = run(environment, arguments.toArray(String[]::new));
    assertThat(result.output())
        .doesNotContain(SECRET, SANDBOX_SECRET, "canary")
        .doesNotContain("\tat ")
        .doesNotContainPattern("[0-9a-fA-F]{32}"); // no signature, neither given nor expected
    return result;
  }

  static CallResult run(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        WebhookDoctor.run(
            arguments,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CallResult(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Asserts that the delivery fails, with these diagnoses and no other. */
  void assertDiagnosed(Diagnosis... diagnoses) throws IOException {
    CallResult result = explain();
    assertThat(result.status()).as(result.output()).isEqualTo(1);
    assertThat(result.err().lines().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(diagnoses)
                .map(diagnosis -> "  - " + diagnosis.describe("PEEKER_WEBHOOK_SECRET"))
                .toList());
  }
}
