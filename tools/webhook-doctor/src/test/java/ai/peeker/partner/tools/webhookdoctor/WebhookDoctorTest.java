package ai.peeker.partner.tools.webhookdoctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of WebhookDoctor and its exit statuses. */
class WebhookDoctorTest {
  private static final Map<String, String> SECRET = Map.of("PEEKER_WEBHOOK_SECRET", "whsec_canary");

  @TempDir private Path folder;

  @Test
  void delivery_signedByOpenssl_is0AndPrintsTypeAndId() throws IOException {
    CallResult result = new DoctorCall(folder).run();

    assertThat(result).isEqualTo(new CallResult(0, line("order.in_progress " + DoctorCall.ID), ""));
  }

  @Test
  void delivery_explainedWithBothSecrets_namesTheSigner() throws IOException {
    CallResult result = new DoctorCall(folder).sandboxSecret(DoctorCall.SANDBOX_SECRET).explain();

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("Signed with PEEKER_WEBHOOK_SECRET.");
  }

  @Test
  void delivery_ofOtherBody_is1AndNamesTheReason() throws IOException {
    CallResult result = new DoctorCall(folder).body("{}").run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("WRONG_SIGNATURE: " + messageOfTheVerifier());
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void delivery_signedWithTheSandboxSecret_is1() throws IOException {
    // printf "$TIMESTAMP.$ID.$BODY" | openssl dgst -sha256 -hmac 'whsec_sandbox_9d0e'
    CallResult result =
        new DoctorCall(folder)
            .sandboxSecret(DoctorCall.SANDBOX_SECRET)
            .header(
                "--signature",
                "v1=a5bf29d3f3bc226bca6c60e68e9fb86d2b1e48f07830511a502fb39585483f00")
            .run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("WRONG_SIGNATURE");
  }

  @ParameterizedTest
  @CsvSource({
    "1778241900, 0, ''", // 5 minutes after
    "1778241901, 1, TOO_OLD",
    "1778241300, 0, ''",
    "1778241299, 1, TOO_NEW"
  })
  void at_setsTheClockOfTheTolerance(String at, int status, String reason) throws IOException {
    CallResult result = new DoctorCall(folder).at(at).run();

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.err()).startsWith(reason);
  }

  @Test
  void at_missing_comparesWithNow() throws IOException {
    // printf '1.evt_1.{"id":"evt_1","type":"t"}' | openssl dgst -sha256 -hmac 'whsec_canary'
    String signature = "v1=b47a95faaf5da2dbb82d71a9b2158198361b3e0c6cdf696c3940351df2fddfdd";
    Path body =
        Files.writeString(folder.resolve("signed.json"), "{\"id\":\"evt_1\",\"type\":\"t\"}");
    CallResult result =
        DoctorCall.run(
            SECRET,
            "--timestamp",
            "1",
            "--event-id",
            "evt_1",
            "--signature",
            signature,
            body.toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("TOO_OLD");
  }

  @Test
  void signatures_ofARotation_areVerified() throws IOException {
    CallResult result =
        new DoctorCall(folder)
            .header("--signature", "v1=" + "0".repeat(64) + ",v1=" + DoctorCall.DIGITS)
            .run();

    assertThat(result.status()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " whsec_canary",
        "whsec_canary\n",
        "whsec_canary\r\n",
        "\uFEFFwhsec_canary",
        "'whsec_canary'"
      })
  void secret_damaged_is1AndNamesTheVariable(String secret) throws IOException {
    CallResult result = new DoctorCall(folder).secret(secret).run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("PEEKER_WEBHOOK_SECRET")
        .startsWith(
            catchThrowable(
                    () ->
                        WebhookVerifier.builder()
                            .secret("PEEKER_WEBHOOK_SECRET", Secret.of(secret)))
                .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void secret_blank_is2AndNamesTheVariable(String secret) throws IOException {
    assertUsage(
        DoctorCall.run(
            Map.of("PEEKER_WEBHOOK_SECRET", secret),
            "--timestamp",
            "1",
            "--event-id",
            "e",
            "--signature",
            "s",
            bodyFile()),
        "PEEKER_WEBHOOK_SECRET is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "--event-id e --signature s FILE, --timestamp is missing",
    "--timestamp 1 --signature s FILE, --event-id is missing",
    "--timestamp 1 --event-id e FILE, --signature is missing",
    "--timestamp 1 --event-id e --signature s, BODY_FILE is missing",
    "--timestamp 1 --event-id e --signature s FILE FILE, one BODY_FILE",
    "--timestamp 1 --event-id e --signature s no-such-file, Cannot read the file no-such-file",
    "--timestamp 1 --event-id e --signature s --at noon FILE, --at is not a Unix time in seconds:"
        + " noon",
    "--timestamp 1 --event-id e --signature s --at 1778241600000 FILE, in seconds: 1778241600000",
    "--timestamp 1 --timestamp 1 --event-id e --signature s FILE, --timestamp is given twice",
    "--timestamp 1 --event-id e FILE --signature, --signature has no value",
    "--time 1 FILE, Unknown option: --time",
    "FILE, --timestamp is missing"
  })
  void arguments_wrong_is2WithUsage(String arguments, String message) throws IOException {
    assertUsage(
        DoctorCall.run(SECRET, arguments.strip().replace("FILE", bodyFile()).split(" ")), message);
  }

  @Test
  void arguments_none_is2WithUsage() {
    assertUsage(DoctorCall.run(SECRET), "--timestamp is missing");
  }

  private static String messageOfTheVerifier() {
    WebhookVerifier verifier =
        WebhookVerifier.builder()
            .secret("PEEKER_WEBHOOK_SECRET", Secret.of(DoctorCall.SECRET))
            .withoutTolerance()
            .build();
    Map<String, List<String>> headers =
        Map.of(
            "Peeker-Timestamp",
            List.of(DoctorCall.TIMESTAMP),
            "Peeker-Event-Id",
            List.of(DoctorCall.ID),
            "Peeker-Signature",
            List.of("v1=" + DoctorCall.DIGITS));
    return catchThrowable(() -> verifier.verify(headers, new byte[0])).getMessage();
  }

  private static void assertUsage(CallResult result, String message) {
    assertThat(result.status()).as(result.output()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(message).contains("Usage: WebhookDoctor --timestamp");
    assertThat(result.err()).doesNotContain("canary").doesNotContain("Exception");
  }

  private String bodyFile() throws IOException {
    return Files.writeString(folder.resolve("body.json"), "{}").toString();
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }
}
