package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What VerifyWebhook answers, and its exit statuses. */
class VerifyWebhookTest {
  private static final Map<String, String> SECRET = Map.of("PEEKER_WEBHOOK_SECRET", "whsec_canary");

  @TempDir private Path folder;

  @Test
  void delivery_signedByOpenssl_is0AndPrintsTypeAndId() throws IOException {
    Run run = new Checked(folder).run();

    assertThat(run).isEqualTo(new Run(0, line("order.in_progress " + Checked.ID), ""));
  }

  @Test
  void delivery_explainedWithBothSecrets_saysWhichSigned() throws IOException {
    Run run = new Checked(folder).sandboxSecret(Checked.SANDBOX_SECRET).explained();

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Signed with PEEKER_WEBHOOK_SECRET.");
  }

  @Test
  void delivery_ofOtherBody_is1AndNamesTheReason() throws IOException {
    Run run = new Checked(folder).body("{}").run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("WRONG_SIGNATURE: The signature belongs to none");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void delivery_signedWithTheSandboxSecret_is1() throws IOException {
    // printf "$TIMESTAMP.$ID.$BODY" | openssl dgst -sha256 -hmac 'whsec_sandbox_9d0e'
    Run run =
        new Checked(folder)
            .sandboxSecret(Checked.SANDBOX_SECRET)
            .header(
                "--signature",
                "v1=a5bf29d3f3bc226bca6c60e68e9fb86d2b1e48f07830511a502fb39585483f00")
            .run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("WRONG_SIGNATURE");
  }

  @ParameterizedTest
  @CsvSource({
    "1778241900, 0, ''", // 5 minutes after
    "1778241901, 1, TOO_OLD",
    "1778241300, 0, ''",
    "1778241299, 1, TOO_NEW"
  })
  void at_setsTheClockOfTheTolerance(String at, int status, String reason) throws IOException {
    Run run = new Checked(folder).at(at).run();

    assertThat(run.status()).isEqualTo(status);
    assertThat(run.err()).startsWith(reason);
  }

  @Test
  void at_missing_comparesWithNow() {
    Run run =
        Checked.run(
            SECRET,
            "--timestamp",
            "1",
            "--event-id",
            "evt_1",
            "--signature",
            "v1=" + Checked.DIGITS,
            ownFile());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("TOO_OLD");
  }

  @ParameterizedTest
  @ValueSource(strings = {" whsec_canary", "whsec_canary\n", "whsec_canary\r\n"})
  void secret_withWhiteSpace_is1AndNamesTheVariable(String secret) throws IOException {
    Run run = new Checked(folder).secret(secret).run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("\"PEEKER_WEBHOOK_SECRET\" has white space");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void secret_blank_is2AndNamesTheVariable(String secret) {
    assertUsage(
        Checked.run(
            Map.of("PEEKER_WEBHOOK_SECRET", secret),
            "--timestamp",
            "1",
            "--event-id",
            "e",
            "--signature",
            "s",
            ownFile()),
        "PEEKER_WEBHOOK_SECRET is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "--event-id e --signature s FILE, --timestamp is missing",
    "--timestamp 1 --signature s FILE, --event-id is missing",
    "--timestamp 1 --event-id e FILE, --signature is missing",
    "--timestamp 1 --event-id e --signature s, BODY_FILE is missing",
    "--timestamp 1 --event-id e --signature s FILE FILE, one BODY_FILE",
    "--timestamp 1 --event-id e --signature s no-such-file, no-such-file is not there",
    "--timestamp 1 --event-id e --signature s --at noon FILE, --at noon is not a time",
    "--timestamp 1 --event-id e --signature s --at 1778241600000 FILE, is not a time in Unix",
    "--timestamp 1 --timestamp 1 --event-id e --signature s FILE, --timestamp is there twice",
    "--timestamp 1 --event-id e FILE --signature, --signature has no value",
    "--time 1 FILE, There is no option --time",
    "FILE, --timestamp is missing"
  })
  void arguments_wrong_is2WithUsage(String arguments, String message) {
    assertUsage(
        Checked.run(SECRET, arguments.strip().replace("FILE", ownFile()).split(" ")), message);
  }

  @Test
  void arguments_none_is2WithUsage() {
    assertUsage(Checked.run(SECRET), "--timestamp is missing");
  }

  private static void assertUsage(Run run, String message) {
    assertThat(run.status()).as(run.output()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message).contains("Usage: VerifyWebhook --timestamp");
    assertThat(run.err()).doesNotContain("canary").doesNotContain("Exception");
  }

  private static String ownFile() {
    return Run.contract("bundle_order.json").toString();
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }
}
