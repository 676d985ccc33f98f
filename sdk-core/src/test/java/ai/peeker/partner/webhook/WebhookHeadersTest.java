package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The valid and invalid forms of the three headers. */
class WebhookHeadersTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;

  @ParameterizedTest
  @CsvSource({
    "Peeker-Event-Id,  MISSING_EVENT_ID",
    "Peeker-Timestamp, MISSING_TIMESTAMP",
    "Peeker-Signature, MISSING_SIGNATURE"
  })
  void header_missing_hasItsOwnReason(String name, Reason reason) {
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    headers.remove(name);
    assertThat(rejected(headers)).isEqualTo(reason);

    headers.put(name, List.of());
    assertThat(rejected(headers)).isEqualTo(reason);

    headers.put(name, null);
    assertThat(rejected(headers)).isEqualTo(reason);

    headers.put(name, Arrays.asList((String) null));
    assertThat(rejected(headers)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"Peeker-Event-Id,  MISSING_EVENT_ID", "Peeker-Timestamp, MISSING_TIMESTAMP"})
  void header_twice_isRejectedEvenIfBothAgree(String name, Reason reason) {
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    String value = headers.get(name).get(0);
    headers.put(name, List.of(value, value));
    assertThat(rejected(headers)).isEqualTo(reason);

    headers.put(name, List.of(value));
    headers.put(name.toLowerCase(Locale.ROOT), List.of(value));
    assertThat(rejected(headers)).isEqualTo(reason);
  }

  @Test
  void headerNames_inAnyCase_areFound() {
    for (UnaryOperator<String> spelling :
        List.<UnaryOperator<String>>of(
            name -> name.toLowerCase(Locale.ROOT),
            name -> name.toUpperCase(Locale.ROOT),
            name -> name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT))) {
      Map<String, List<String>> headers = new HashMap<>();
      WEBHOOK.headers().forEach((name, value) -> headers.put(spelling.apply(name), value));
      assertVerified(headers);
    }
  }

  @Test
  void headers_amongOthers_areFound() {
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    headers.put("Content-Type", List.of("application/json"));
    headers.put("X-Peeker-Signature", List.of("v1=00"));
    headers.put("Via", new ArrayList<>());
    headers.put(null, List.of("HTTP/1.1 200 OK")); // as HttpURLConnection names the status line
    assertVerified(headers);
  }

  @Test
  void headerNames_withLettersThatOnlyEqualThoseOfAscii_areOthers() {
    assertThat("Peeker-Signature".equalsIgnoreCase("Pee\u212Aer-\u017Fignature"))
        .as("a Kelvin sign and a long s, to Java")
        .isTrue();
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    headers.put("Pee\u212Aer-\u017Fignature", headers.get("Peeker-Signature"));
    assertVerified(headers);

    headers.remove("Peeker-Signature");
    assertThat(rejected(headers)).isEqualTo(Reason.MISSING_SIGNATURE);
  }

  @Test
  void headers_inACaseInsensitiveMap_areFound() {
    Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(WEBHOOK.headers());
    assertVerified(sorted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+1778241600",
        "0001778241600",
        "-1778241600",
        " 1778241600",
        "1778241600 ",
        "1778241600\n",
        "1778 241600",
        "1,778,241,600",
        "1778241600.0",
        "1.7782416e9",
        "0x69fdd000",
        "1778241600s",
        "1778241600000",
        "9223372036854775808",
        "١٧٧٨٢٤١٦٠٠",
        "१७७८२४१६००",
        "2026-05-08T12:00:00Z",
        "null"
      })
  void timestamp_notSecondsInPlainDigits_isRejected(String timestamp) {
    assertThat(rejected(headers(WEBHOOK.id(), timestamp))).isEqualTo(Reason.MALFORMED_TIMESTAMP);
  }

  @Test
  void timestamp_withLeadingZeros_isSignedAsItIsWritten() {
    String body = "{\"id\":\"evt_1\",\"type\":\"note.added\"}";
    // printf '01778241600.evt_1.{"id":"evt_1","type":"note.added"}'
    // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
    String signature = "v1=652e57942cec135034774f60e4600f31ceedef278b3016aa7bbc1ed5adbe46ba";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

    assertThat(
            Verifiers.usual()
                .verify(SignedWebhook.headers("evt_1", "01778241600", signature), bytes)
                .signedAt())
        .isEqualTo("2026-05-08T12:00:00Z");
    assertThat(Verifiers.reason(SignedWebhook.headers("evt_1", "1778241600", signature), bytes))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "evt.1",
        ".",
        "evt_1 ",
        " evt_1",
        "evt\n1",
        "evt\u00001",
        "évt_1",
        "evt_１"
      })
  void eventId_thatNoEventHas_isRejected(String id) {
    assertThat(rejected(headers(id, SignedWebhook.TIMESTAMP))).isEqualTo(Reason.MALFORMED_EVENT_ID);
  }

  @Test
  void eventId_longerThan200Characters_isRejected() {
    assertThat(rejected(headers("e".repeat(201), SignedWebhook.TIMESTAMP)))
        .isEqualTo(Reason.MALFORMED_EVENT_ID);
    assertThat(rejected(headers("e".repeat(200), SignedWebhook.TIMESTAMP)))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  private static Map<String, List<String>> headers(String id, String timestamp) {
    return SignedWebhook.headers(id, timestamp, "v1=" + WEBHOOK.signature());
  }

  private static Reason rejected(Map<String, List<String>> headers) {
    return Verifiers.reason(headers, WEBHOOK.body());
  }

  private static void assertVerified(Map<String, List<String>> headers) {
    assertThat(Verifiers.usual().verify(headers, WEBHOOK.body()).id()).isEqualTo(WEBHOOK.id());
  }
}
