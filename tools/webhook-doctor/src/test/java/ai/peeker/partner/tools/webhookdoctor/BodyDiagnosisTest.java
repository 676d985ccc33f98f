package ai.peeker.partner.tools.webhookdoctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The diagnoses of changed bodies. The signatures are made by openssl, with the secret
 * whsec_4f1c2a.
 */
class BodyDiagnosisTest {
  // printf '1778241600.evt_2.{"id":"evt_2","type":"note.added","text":"Zoë / café"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  private static final String ACCENTS = note("Zoë / café");
  private static final String OF_ACCENTS =
      "2bae36081c0c5a939b7c9385219da42fd302c9798170f583d9c7feb735bbb784";

  // printf '%s' '1778241600.evt_2.{"id":"evt_2","type":"note.added","text":"Zo\u00eb / caf\u00e9"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  private static final String OF_ESCAPES =
      "b177b068569242cc7dd98862dbb1338b7da7fb95c8dc899147fc9e3f16485075";

  // printf '1778241600.evt_4.{\r\n  "id": "evt_4",\r\n  "type": "note.added"\r\n}\r\n'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  private static final String CRLF =
      "{\r\n  \"id\": \"evt_4\",\r\n  \"type\": \"note.added\"\r\n}\r\n";
  private static final String OF_CRLF =
      "4122c9ec3e97d9dd41312de7eb631ca26325859ead357c46295d8a08c543dbe1";

  // printf '1778241600.evt_4.{\n  "id": "evt_4",\n  "type": "note.added"\n}\n'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  private static final String PRETTY = CRLF.replace("\r\n", "\n");
  private static final String OF_PRETTY =
      "dbcfac45193c173d15935f2a19a4f86ae8bd03452c5892f97dedc659bd72e578";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n", " "})
  void trailingWhitespace_added_isDiagnosed(String end) throws IOException {
    new DoctorCall(folder)
        .body(DoctorCall.BODY + end)
        .assertDiagnosed(Diagnosis.TRAILING_WHITESPACE_ADDED);
  }

  @Test
  void trailingWhitespace_removed_isDiagnosed() throws IOException {
    delivery("evt_4", OF_PRETTY, PRETTY.strip())
        .assertDiagnosed(Diagnosis.TRAILING_WHITESPACE_REMOVED);
  }

  @Test
  void lineBreaks_fromCrlfToLf_isDiagnosed() throws IOException {
    delivery("evt_4", OF_CRLF, PRETTY).assertDiagnosed(Diagnosis.LINE_BREAKS_CHANGED);
  }

  @Test
  void lineBreaks_fromLfToCrlf_isDiagnosed() throws IOException {
    delivery("evt_4", OF_PRETTY, CRLF).assertDiagnosed(Diagnosis.LINE_BREAKS_CHANGED);
  }

  @Test
  void whitespace_added_isDiagnosed() throws IOException {
    new DoctorCall(folder)
        .body(DoctorCall.BODY.replace(":{", " : {\n\t").replace(",", " ,\n "))
        .assertDiagnosed(Diagnosis.WHITESPACE_CHANGED);
  }

  @Test
  void whitespace_removed_isDiagnosed() throws IOException {
    delivery("evt_4", OF_PRETTY, "{\"id\":\"evt_4\",\"type\":\"note.added\"}\n")
        .assertDiagnosed(Diagnosis.WHITESPACE_CHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n\t"})
  void whitespace_addedBetweenUnusualTokens_isTheOnlyFault(String space) throws IOException {
    // { printf '1778241600.evt_6.{"id":"evt_6","type":"note.added","ratio":1.50,"count":1E+2,'
    //   printf '"text":"\\u003cZo\\u00eb\\/é\\u003E"}'; } | openssl dgst -sha256 -hmac
    // 'whsec_4f1c2a'
    String body =
        "{~'id': 'evt_6',~'type': 'note.added',~'ratio': 1.50,~'count': 1E+2,"
            + "~'text': '\\u003cZo\\u00eb\\/é\\u003E'~}";
    delivery(
            "evt_6",
            "42191c1bea72051839b2660a5fc2b5eafa61fd3e96db3b0c3b43f8be9b3986a9",
            body.replace("~", space).replace('\'', '"'))
        .assertDiagnosed(Diagnosis.WHITESPACE_CHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // from A to Z; from Z to A; those of the data too
        "{`created_at`:C,`data`:{`id`:O,`status`:S},`id`:I,`type`:T}",
        "{`type`:T,`id`:I,`data`:{`id`:O,`status`:S},`created_at`:C}",
        "{`id`:I,`type`:T,`created_at`:C,`data`:{`status`:S,`id`:O}}"
      })
  void propertyOrder_changed_isDiagnosed(String form) throws IOException {
    new DoctorCall(folder).body(reordered(form)).assertDiagnosed(Diagnosis.PROPERTY_ORDER_CHANGED);
  }

  @Test
  void orderAndWhitespaceAndEnd_changed_areAllDiagnosed() throws IOException {
    String body = reordered("{`data`: {`status`: S,`id`: O},`id`: I,`created_at`: C,`type`: T}\n");
    new DoctorCall(folder)
        .body(body)
        .assertDiagnosed(
            Diagnosis.PROPERTY_ORDER_CHANGED,
            Diagnosis.WHITESPACE_CHANGED,
            Diagnosis.TRAILING_WHITESPACE_ADDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zo\\u00eb / caf\\u00e9",
        "Zo\\u00EB \\/ caf\\u00E9",
        "Zoë \\/ café",
        "\\u005aoë / caf\\u00e9"
      })
  void escapes_added_isDiagnosed(String text) throws IOException {
    delivery("evt_2", OF_ACCENTS, note(text)).assertDiagnosed(Diagnosis.ESCAPES_CHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zoë / café", "Zo\\u00EB / caf\\u00E9"})
  void escapes_removedOrRewritten_isDiagnosed(String text) throws IOException {
    delivery("evt_2", OF_ESCAPES, note(text)).assertDiagnosed(Diagnosis.ESCAPES_CHANGED);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1, ENCODED_AS_LATIN_1",
    "windows-1252, ENCODED_AS_LATIN_1",
    "UTF-16, ENCODED_AS_UTF_16", // with its mark
    "UTF-16LE, ENCODED_AS_UTF_16",
    "UTF-16BE, ENCODED_AS_UTF_16"
  })
  void charset_notUtf8_isDiagnosed(Charset charset, Diagnosis cause) throws IOException {
    delivery("evt_2", OF_ACCENTS, "").body(ACCENTS.getBytes(charset)).assertDiagnosed(cause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
  void charset_encodedTwice_isDiagnosed(Charset charset) throws IOException {
    String twice = new String(ACCENTS.getBytes(StandardCharsets.UTF_8), charset);
    delivery("evt_2", OF_ACCENTS, twice).assertDiagnosed(Diagnosis.ENCODED_TWICE);
  }

  @Test
  void charset_utf16AndLineBreak_areBothDiagnosed() throws IOException {
    byte[] body = (ACCENTS + "\r\n").getBytes(StandardCharsets.UTF_16);
    delivery("evt_2", OF_ACCENTS, "")
        .body(body)
        .assertDiagnosed(Diagnosis.ENCODED_AS_UTF_16, Diagnosis.TRAILING_WHITESPACE_ADDED);
  }

  @Test
  void charset_signedInLatin1_isDiagnosed() throws IOException {
    // { printf '1778241600.evt_2.'; printf "$ACCENTS" | iconv -f utf-8 -t latin1; }
    // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    delivery("evt_2", "e9e94391ea07587c470ede1537fb0a5831bfb97a24af3bd66eef2820bd867259", ACCENTS)
        .assertDiagnosed(Diagnosis.SIGNED_AS_LATIN_1);
  }

  @Test
  void charset_signedInUtf16_isDiagnosed() throws IOException {
    // { printf '1778241600.evt_2.'; printf "$ACCENTS" | iconv -f utf-8 -t utf-16le; }
    // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    delivery("evt_2", "d1f454912ece1e98199e7dd9b8091078a88c101770b4562eb0c8163f989875c8", ACCENTS)
        .assertDiagnosed(Diagnosis.SIGNED_AS_UTF_16);
  }

  @Test
  void byteOrderMark_added_isDiagnosed() throws IOException {
    new DoctorCall(folder).body("\uFEFF" + DoctorCall.BODY).assertDiagnosed(Diagnosis.BOM_ADDED);
  }

  @Test
  void byteOrderMark_removed_isDiagnosed() throws IOException {
    // printf '1778241600.evt_5.\357\273\277{"id":"evt_5","type":"note.added"}'
    // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    delivery(
            "evt_5",
            "b792ed2714818038fc57796962061cb497189e3da62cc10a1ecc36a52713a0a4",
            "{\"id\":\"evt_5\",\"type\":\"note.added\"}")
        .assertDiagnosed(Diagnosis.BOM_REMOVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "null", "not json", "[1,2,", "{\"a\":}", "\"", "\0\0"})
  void body_another_matchesNothing(String body) throws IOException {
    CallResult result = new DoctorCall(folder).body(body).explain();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("the signature matches none").contains("raw bytes");
  }

  @Test
  void body_withReplacementCharacters_isReportedAsLost() throws IOException {
    CallResult result = delivery("evt_2", OF_ACCENTS, ACCENTS.replace('ë', '\uFFFD')).explain();

    assertThat(result.err()).contains("U+FFFD");
  }

  @Test
  void body_nestedTooDeep_isTriedAsPlainText() throws IOException {
    CallResult result = new DoctorCall(folder).body("[".repeat(100_000)).explain();

    assertThat(result.err()).contains("the signature matches none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é"})
  void body_of1Megabyte_isAbandonedInTime(String character) throws IOException {
    String filler = character.repeat(1_000_000);
    CallResult result =
        new DoctorCall(folder).body(DoctorCall.BODY.replace("ord_", filler)).explain();

    assertThat(result.err()).contains("The body is large: only the first ");
  }

  private DoctorCall delivery(String id, String digits, String body) {
    return new DoctorCall(folder).delivery(id, digits, body);
  }

  private static String note(String text) {
    return "{\"id\":\"evt_2\",\"type\":\"note.added\",\"text\":\"" + text + "\"}";
  }

  /** The documented body, with the values by their first letters and ` for quotes. */
  private static String reordered(String form) {
    return form.replaceAll(":( ?)C", ":$1`2026-05-08T12:00:00Z`")
        .replaceAll(":( ?)O", ":$1`ord_01HZX0OR1A2B3C4D5E6F7G8H`")
        .replaceAll(":( ?)S", ":$1`in_progress`")
        .replaceAll(":( ?)I", ":$1`" + DoctorCall.ID + "`")
        .replaceAll(":( ?)T", ":$1`order.in_progress`")
        .replace('`', '"');
  }
}
