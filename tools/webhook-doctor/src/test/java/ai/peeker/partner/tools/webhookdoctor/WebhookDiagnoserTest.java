package ai.peeker.partner.tools.webhookdoctor;

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

/** The diagnoses of headers and secrets. The signatures are made by openssl. */
class WebhookDiagnoserTest {
  // { printf "$TIMESTAMP.$ID."; printf "$BODY"; } | openssl dgst -sha256 -hmac 'whsec_sandbox_9d0e'
  private static final String BY_SANDBOX =
      "v1=a5bf29d3f3bc226bca6c60e68e9fb86d2b1e48f07830511a502fb39585483f00";

  @TempDir private Path folder;

  @Test
  void secret_other_isDiagnosed() throws IOException {
    CallResult result = sandboxSigned().sandboxSecret(DoctorCall.SANDBOX_SECRET).explain();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains(Diagnosis.OTHER_SECRET.describe("PEEKER_WEBHOOK_SANDBOX_SECRET"))
        .doesNotContain("variants were tried");
  }

  @Test
  void secret_onlyOneAndNotTheSigner_advisesToTryTheSecond() throws IOException {
    CallResult result = sandboxSigned().explain();

    assertThat(result.err())
        .contains("variants were tried, and the signature matches none")
        .contains("Set PEEKER_WEBHOOK_SANDBOX_SECRET to try a second secret.");
  }

  @Test
  void secret_neitherOfTwo_advisesNoSecond() throws IOException {
    CallResult result = sandboxSigned().sandboxSecret("whsec_canary").explain();

    assertThat(result.err())
        .contains("variants were tried, and the signature matches none")
        .doesNotContain("to try a second secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", " %s", "%s\t", "%s\u00A0", "\uFEFF%s", "%s\u200B"})
  void secret_withWhitespace_isTheOnlyFault(String secret) throws IOException {
    new DoctorCall(folder)
        .secret(secret.replace("%s", DoctorCall.SECRET))
        .assertDiagnosed(Diagnosis.SECRET_HAS_WHITESPACE, Diagnosis.SIGNATURE_VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "'%s'", "“%s”", "\"%s"})
  void secret_quoted_isDiagnosed(String secret) throws IOException {
    new DoctorCall(folder)
        .secret(secret.replace("%s", DoctorCall.SECRET))
        .assertDiagnosed(Diagnosis.SECRET_QUOTED);
  }

  @Test
  void signature_madeWithTheSecretAndALineBreak_isDiagnosed() throws IOException {
    // hexkey is that of printf 'whsec_4f1c2a\n' | xxd -p
    // printf "$TIMESTAMP.$ID.$BODY" | openssl dgst -sha256 -mac HMAC
    //   -macopt hexkey:77687365635f3466316332610a
    new DoctorCall(folder)
        .header(
            "--signature", "v1=1d36037ac81737e06119e89dce60f854a1e92593499d241b2ffaff812ed778d9")
        .assertDiagnosed(Diagnosis.SIGNED_WITH_LINE_BREAK);
  }

  @Test
  void idAndTimestamp_swappedByTheCaller_isDiagnosed() throws IOException {
    new DoctorCall(folder)
        .header("--timestamp", DoctorCall.ID)
        .header("--event-id", DoctorCall.TIMESTAMP)
        .assertDiagnosed(Diagnosis.HEADERS_SWAPPED);
  }

  @Test
  void idAndTimestamp_swappedBySigner_isDiagnosed() throws IOException {
    // printf "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    new DoctorCall(folder)
        .header(
            "--signature", "v1=3e948a46fc6bc9e5a1a9bc424beacd03376f3f8a026e63570c7921de2feeaa75")
        .assertDiagnosed(Diagnosis.SIGNED_IN_WRONG_ORDER);
  }

  @Test
  void timestamp_inMilliseconds_isDiagnosed() throws IOException {
    new DoctorCall(folder)
        .header("--timestamp", DoctorCall.TIMESTAMP + "042")
        .assertDiagnosed(Diagnosis.TIMESTAMP_IN_MILLISECONDS);
  }

  @Test
  void timestamp_signedInMilliseconds_isDiagnosed() throws IOException {
    // printf "${TIMESTAMP}000.$ID.$BODY" | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    new DoctorCall(folder)
        .header("--timestamp", DoctorCall.TIMESTAMP + "000")
        .header(
            "--signature", "v1=7f5abd0a900e1a8f445139054b3f7463cbc2800c79220ae3df9f0b04c2ab59b5")
        .assertDiagnosed(Diagnosis.SIGNED_IN_MILLISECONDS);
  }

  @Test
  void timestamp_tooOld_isTheOnlyFault() throws IOException {
    CallResult result = new DoctorCall(folder).at("1778255999").explain();

    assertThat(result.err())
        .startsWith("TOO_OLD")
        .contains(Diagnosis.SIGNATURE_VALID.describe("PEEKER_WEBHOOK_SECRET"));
  }

  @Test
  void timestamp_tooOldAndBodyChanged_namesTheBodyFirst() throws IOException {
    CallResult result =
        new DoctorCall(folder).at("1778255999").body(DoctorCall.BODY + "\n").explain();

    assertThat(result.err())
        .startsWith("WRONG_SIGNATURE")
        .contains(Diagnosis.TRAILING_WHITESPACE_ADDED.describe(""));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNATURE_VERSION_MISSING, '%s'",
    "SIGNATURE_VERSION_MISSING, 'sha256=%s'",
    "SIGNATURE_VERSION_UPPERCASE, 'V1=%s'",
    "HEADER_QUOTED, '\"v1=%s\"'",
    "HEADER_QUOTED, '''v1=%s'''",
    "HEADER_QUOTED, '\"v1=%s'"
  })
  void signature_misspelled_isTheOnlyFault(Diagnosis cause, String signature) throws IOException {
    new DoctorCall(folder)
        .header("--signature", signature.replace("%s", DoctorCall.DIGITS))
        .assertDiagnosed(cause, Diagnosis.SIGNATURE_VALID);
  }

  @ParameterizedTest
  @CsvSource({
    "--timestamp, ' 1778241600'",
    "--timestamp, '\"1778241600\"'",
    "--event-id, 'evt_01HZX0EV1A2B3C4D5E6F7G8H '",
    "--event-id, '\"evt_01HZX0EV1A2B3C4D5E6F7G8H\"'"
  })
  void header_quotedOrWithWhiteSpace_isTheOnlyFault(String option, String value)
      throws IOException {
    new DoctorCall(folder)
        .header(option, value)
        .assertDiagnosed(Diagnosis.HEADER_QUOTED, Diagnosis.SIGNATURE_VALID);
  }

  @Test
  void signature_inUpperCaseDigits_isValid() throws IOException {
    // tr a-f A-F of the digits
    CallResult result =
        new DoctorCall(folder)
            .header(
                "--signature",
                "v1=70BEDAB490BABDCFA25A1485213C99B8A12724198C0E16E564F2AEF675ADC4B2")
            .explain();

    assertThat(result.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1=", "v1=70bedab490babdcfa25a1485213c99b8", "v1=nonsense"})
  void signature_withoutItsDigits_isDiagnosed(String signature) throws IOException {
    new DoctorCall(folder)
        .header("--signature", signature)
        .assertDiagnosed(Diagnosis.SIGNATURE_MALFORMED);
  }

  @Test
  void eventId_ofAnotherDelivery_isDiagnosed() throws IOException {
    new DoctorCall(folder)
        .header("--event-id", "evt_of_another")
        .assertDiagnosed(Diagnosis.EVENT_ID_DIFFERS);
  }

  @Test
  void body_signedWithAnotherId_isNotTheSignaturesFault() throws IOException {
    // printf "$TIMESTAMP.evt_8.{\"id\":\"evt_9\",\"type\":\"note.added\"}"
    // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    DoctorCall call =
        new DoctorCall(folder)
            .delivery(
                "evt_8",
                "004ded8a18acd7c5a64cc27ace4e49f4f4d2d0c9b9f3732a9cb23b88ba19fcc2",
                "{\"id\":\"evt_9\",\"type\":\"note.added\"}");

    assertThat(call.run().err()).startsWith("EVENT_ID_MISMATCH");
    call.assertDiagnosed(Diagnosis.SIGNATURE_VALID);
  }

  @Test
  void faults_inHeaderSecretAndBody_areAllFound() throws IOException {
    new DoctorCall(folder)
        .header("--timestamp", DoctorCall.TIMESTAMP + "042")
        .secret(DoctorCall.SECRET + "\n")
        .body(DoctorCall.BODY + "\n")
        .assertDiagnosed(
            Diagnosis.TIMESTAMP_IN_MILLISECONDS,
            Diagnosis.SECRET_HAS_WHITESPACE,
            Diagnosis.TRAILING_WHITESPACE_ADDED);
  }

  @Test
  void output_withoutExplain_explainsNothing() throws IOException {
    assertThat(new DoctorCall(folder).body(DoctorCall.BODY + "\n").run().err().lines()).hasSize(1);
  }

  @Test
  void output_neverShowsASecretOrTheExpectedSignature() throws IOException {
    String expected =
        new WebhookSigner("whsec_canary")
            .sign(
                Long.parseLong(DoctorCall.TIMESTAMP),
                DoctorCall.ID,
                DoctorCall.BODY.getBytes(StandardCharsets.UTF_8))
            .substring("v1=".length());

    CallResult result =
        new DoctorCall(folder)
            .secret("whsec_canary")
            .sandboxSecret("\"whsec_other_canary\" ")
            .explain();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).isNotBlank().doesNotContain("canary").doesNotContain(expected);
  }

  private DoctorCall sandboxSigned() {
    return new DoctorCall(folder).header("--signature", BY_SANDBOX);
  }
}
