package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.testing.WebhookSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What --explain finds in the headers and the secrets. Signatures are openssl's. */
class ExplanationTest {
  // { printf "$TIMESTAMP.$ID."; printf "$BODY"; } | openssl dgst -sha256 -hmac 'whsec_sandbox_9d0e'
  private static final String BY_SANDBOX =
      "v1=a5bf29d3f3bc226bca6c60e68e9fb86d2b1e48f07830511a502fb39585483f00";

  @TempDir private Path folder;

  @Test
  void secret_theOtherOne_isSaid() throws IOException {
    Run run = sandboxSigned().sandboxSecret(Checked.SANDBOX_SECRET).explained();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains(Cause.OTHER_SECRET.text("PEEKER_WEBHOOK_SANDBOX_SECRET"))
        .doesNotContain("other forms were tried");
  }

  @Test
  void secret_oneOnlyAndNotTheSigner_advisesToTryTheSecond() throws IOException {
    Run run = sandboxSigned().explained();

    assertThat(run.err())
        .contains("other forms were tried, and the signature belongs to none")
        .contains("Set PEEKER_WEBHOOK_SANDBOX_SECRET to try a second one.");
  }

  @Test
  void secret_neitherOfTwo_advisesNoSecond() throws IOException {
    Run run = sandboxSigned().sandboxSecret("whsec_canary").explained();

    assertThat(run.err())
        .contains("other forms were tried, and the signature belongs to none")
        .doesNotContain("to try a second one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", " %s", "%s\t"})
  void secret_withWhiteSpace_isSaidAndTheRestFoundRight(String secret) throws IOException {
    new Checked(folder)
        .secret(secret.replace("%s", Checked.SECRET))
        .assertExplainedBy(Cause.SECRET_WITH_WHITE_SPACE, Cause.SIGNATURE_RIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "'%s'"})
  void secret_quoted_isSaid(String secret) throws IOException {
    new Checked(folder)
        .secret(secret.replace("%s", Checked.SECRET))
        .assertExplainedBy(Cause.SECRET_QUOTED);
  }

  @Test
  void signature_madeWithTheSecretAndALineEnd_isSaid() throws IOException {
    // hexkey is that of printf 'whsec_4f1c2a\n' | xxd -p
    // printf "$TIMESTAMP.$ID.$BODY" | openssl dgst -sha256 -mac HMAC
    //   -macopt hexkey:77687365635f3466316332610a
    new Checked(folder)
        .header(
            "--signature", "v1=1d36037ac81737e06119e89dce60f854a1e92593499d241b2ffaff812ed778d9")
        .assertExplainedBy(Cause.SIGNED_WITH_LINE_END);
  }

  @Test
  void idAndTimestamp_swappedByTheCaller_isSaid() throws IOException {
    new Checked(folder)
        .header("--timestamp", Checked.ID)
        .header("--event-id", Checked.TIMESTAMP)
        .assertExplainedBy(Cause.SWAPPED);
  }

  @Test
  void idAndTimestamp_swappedBySigner_isSaid() throws IOException {
    // printf "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    new Checked(folder)
        .header(
            "--signature", "v1=3e948a46fc6bc9e5a1a9bc424beacd03376f3f8a026e63570c7921de2feeaa75")
        .assertExplainedBy(Cause.SWAPPED_BY_SIGNER);
  }

  @Test
  void timestamp_inMilliseconds_isSaid() throws IOException {
    new Checked(folder)
        .header("--timestamp", Checked.TIMESTAMP + "042")
        .assertExplainedBy(Cause.MILLISECONDS);
  }

  @Test
  void timestamp_signedInMilliseconds_isSaid() throws IOException {
    // printf "${TIMESTAMP}000.$ID.$BODY" | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    new Checked(folder)
        .header("--timestamp", Checked.TIMESTAMP + "000")
        .header(
            "--signature", "v1=7f5abd0a900e1a8f445139054b3f7463cbc2800c79220ae3df9f0b04c2ab59b5")
        .assertExplainedBy(Cause.MILLISECONDS_SIGNED);
  }

  @Test
  void timestamp_tooOld_isTheOnlyFault() throws IOException {
    Run run = new Checked(folder).at("1778255999").explained();

    assertThat(run.err())
        .startsWith("TOO_OLD")
        .contains(Cause.SIGNATURE_RIGHT.text("PEEKER_WEBHOOK_SECRET"));
  }

  @Test
  void timestamp_tooOldAndBodyChanged_namesBoth() throws IOException {
    Run run = new Checked(folder).at("1778255999").body(Checked.BODY + "\n").explained();

    assertThat(run.err()).startsWith("TOO_OLD").contains(Cause.LINE_END_ADDED.text(""));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNATURE_WITHOUT_VERSION, '%s'",
    "SIGNATURE_WITHOUT_VERSION, 'sha256=%s'",
    "SIGNATURE_VERSION_IN_UPPER_CASE, 'V1=%s'",
    "HEADER_QUOTED, '\"v1=%s\"'",
    "HEADER_QUOTED, '''v1=%s'''",
    "HEADER_QUOTED, '\"v1=%s'"
  })
  void signature_written_isSaidAndTheRestFoundRight(Cause cause, String signature)
      throws IOException {
    new Checked(folder)
        .header("--signature", signature.replace("%s", Checked.DIGITS))
        .assertExplainedBy(cause, Cause.SIGNATURE_RIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "--timestamp, ' 1778241600'",
    "--timestamp, '\"1778241600\"'",
    "--event-id, 'evt_01HZX0EV1A2B3C4D5E6F7G8H '",
    "--event-id, '\"evt_01HZX0EV1A2B3C4D5E6F7G8H\"'"
  })
  void header_quotedOrWithWhiteSpace_isSaidAndTheRestFoundRight(String option, String value)
      throws IOException {
    new Checked(folder)
        .header(option, value)
        .assertExplainedBy(Cause.HEADER_QUOTED, Cause.SIGNATURE_RIGHT);
  }

  @Test
  void signature_inUpperCaseDigits_isNoFault() throws IOException {
    // tr a-f A-F of the digits
    Run run =
        new Checked(folder)
            .header(
                "--signature",
                "v1=70BEDAB490BABDCFA25A1485213C99B8A12724198C0E16E564F2AEF675ADC4B2")
            .explained();

    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1=", "v1=70bedab490babdcfa25a1485213c99b8", "v1=nonsense"})
  void signature_withoutItsDigits_isSaid(String signature) throws IOException {
    new Checked(folder)
        .header("--signature", signature)
        .assertExplainedBy(Cause.SIGNATURE_WITHOUT_DIGITS);
  }

  @Test
  void eventId_ofAnotherDelivery_isSaid() throws IOException {
    new Checked(folder)
        .header("--event-id", "evt_of_another")
        .assertExplainedBy(Cause.ID_OF_THE_BODY);
  }

  @Test
  void body_signedWithAnotherId_isNotTheSignaturesFault() throws IOException {
    // printf "$TIMESTAMP.evt_8.{\"id\":\"evt_9\",\"type\":\"note.added\"}"
    // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    Checked checked =
        new Checked(folder)
            .delivery(
                "evt_8",
                "004ded8a18acd7c5a64cc27ace4e49f4f4d2d0c9b9f3732a9cb23b88ba19fcc2",
                "{\"id\":\"evt_9\",\"type\":\"note.added\"}");

    assertThat(checked.run().err()).startsWith("EVENT_ID_MISMATCH");
    checked.assertExplainedBy(Cause.SIGNATURE_RIGHT);
  }

  @Test
  void faults_inHeaderSecretAndBodyAtOnce_areAllFound() throws IOException {
    new Checked(folder)
        .header("--timestamp", Checked.TIMESTAMP + "042")
        .secret(Checked.SECRET + "\n")
        .body(Checked.BODY + "\n")
        .assertExplainedBy(Cause.MILLISECONDS, Cause.SECRET_WITH_WHITE_SPACE, Cause.LINE_END_ADDED);
  }

  @Test
  void output_withoutExplain_explainsNothing() throws IOException {
    assertThat(new Checked(folder).body(Checked.BODY + "\n").run().err().lines()).hasSize(1);
  }

  @Test
  void output_neverShowsASecretOrTheExpectedSignature() throws IOException {
    String expected =
        new WebhookSigner("whsec_canary")
            .sign(
                Long.parseLong(Checked.TIMESTAMP),
                Checked.ID,
                Checked.BODY.getBytes(StandardCharsets.UTF_8))
            .substring("v1=".length());

    Run run =
        new Checked(folder)
            .secret("whsec_canary")
            .sandboxSecret("\"whsec_other_canary\" ")
            .explained();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).isNotBlank().doesNotContain("canary").doesNotContain(expected);
  }

  private Checked sandboxSigned() {
    return new Checked(folder).header("--signature", BY_SANDBOX);
  }
}
