package ai.peeker.partner.examples;

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
 * One run of VerifyWebhook over a delivery. It begins with the one that the API's page shows,
 * signed by openssl, in which a test then changes what it is about.
 */
final class Checked {
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
  private final List<String> more = new ArrayList<>(List.of("--at", TIMESTAMP));
  private byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

  Checked(Path folder) {
    this.file = folder.resolve("body.json");
    headers.put("--timestamp", TIMESTAMP);
    headers.put("--event-id", ID);
    headers.put("--signature", "v1=" + DIGITS);
    environment.put("PEEKER_WEBHOOK_SECRET", SECRET);
  }

  Checked header(String option, String value) {
    headers.put(option, value);
    return this;
  }

  Checked secret(String secret) {
    environment.put("PEEKER_WEBHOOK_SECRET", secret);
    return this;
  }

  Checked sandboxSecret(String secret) {
    environment.put("PEEKER_WEBHOOK_SANDBOX_SECRET", secret);
    return this;
  }

  Checked body(byte[] body) {
    this.body = body.clone();
    return this;
  }

  Checked body(String body) {
    return body(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Another delivery of openssl's, at the same time and with the same secret. */
  Checked delivery(String id, String digits, String body) {
    return header("--event-id", id).header("--signature", "v1=" + digits).body(body);
  }

  Checked at(String seconds) {
    more.set(1, seconds);
    return this;
  }

  Run run() throws IOException {
    return run(false);
  }

  Run explained() throws IOException {
    return run(true);
  }

  private Run run(boolean explain) throws IOException {
    List<String> arguments = new ArrayList<>(more);
    headers.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    if (explain) {
      arguments.add("--explain");
    }
    arguments.add(Files.write(file, body).toString());
    Run run = run(environment, arguments.toArray(String[]::new));
    assertThat(run.output())
        .doesNotContain(SECRET, SANDBOX_SECRET, "canary")
        .doesNotContain("\tat ")
        .doesNotContainPattern("[0-9a-fA-F]{32}"); // no signature, neither given nor expected
    return run;
  }

  static Run run(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        VerifyWebhook.run(
            arguments,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** That it fails, and that the explanation is these causes and no other. */
  void assertExplainedBy(Cause... causes) throws IOException {
    Run run = explained();
    assertThat(run.status()).as(run.output()).isEqualTo(1);
    assertThat(run.err().lines().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(causes)
                .map(cause -> "  - " + cause.text("PEEKER_WEBHOOK_SECRET"))
                .toList());
  }
}
