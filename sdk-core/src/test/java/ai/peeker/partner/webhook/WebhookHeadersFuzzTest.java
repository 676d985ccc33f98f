package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliveries written like HTTP: a line for each header, an empty line, and the body. */
class WebhookHeadersFuzzTest {
  private static final String KELVIN = "\u212A"; // a k, if letter case is ignored
  private static final String THAI_ONE = "\u0E51";

  static Stream<Arguments> seeds() {
    Stream<byte[]> signed =
        Stream.of(
                SignedWebhook.DOCUMENTED,
                SignedWebhook.UTF_8,
                SignedWebhook.CRLF,
                SignedWebhook.BYTE_ORDER_MARK,
                SignedWebhook.OTHER_ID_IN_BODY,
                SignedWebhook.NO_JSON)
            .map(webhook -> http(webhook, UnaryOperator.identity()));
    return Stream.concat(signed, changes().map(change -> http(SignedWebhook.DOCUMENTED, change)))
        .map(seed -> Arguments.of((Object) seed));
  }

  private static Stream<UnaryOperator<String>> changes() {
    return Stream.of(
        head -> head.replace("Peeker", "PEEKER"),
        head -> head.replace("Peeker", "Pee" + KELVIN + "er"),
        head -> head.replace("Peeker-Signature:", "Peeker-Signature :"),
        head -> head.replace("Peeker-Event-Id", "X-Event-Id"),
        head -> head.replace("v1=", "v1=00,v1="),
        head -> head.replace("v1=", "v2=00, v1="),
        head -> head.replace("v1=", "V1="),
        head -> head.replace("v1=", "v1= "),
        head -> head.replace("v1=", "\t v1=") + " \t",
        head -> head + "0",
        head -> head + ",v3=" + "0".repeat(1_000),
        head -> head.replace("a", "A").replace("b", "B"),
        head -> head.replace("1778241600", "01778241600"),
        head -> head.replace("1778241600", "1778241600000"),
        head -> head.replace("1778241600", "1778241600.0"),
        head -> head.replace("1778241600", "99999999999999999999"),
        head -> head.replace("1778241600", "-1"),
        head -> head.replace("1", THAI_ONE),
        head -> head.replace("evt_", "evt."),
        head -> head.replace("evt_", "evt\u00A0"),
        head -> head + "\n" + head,
        head -> head + "\nX-Peeker-Timestamp: 0",
        head -> "");
  }

  private static byte[] http(SignedWebhook webhook, UnaryOperator<String> change) {
    String head =
        "Peeker-Event-Id:"
            + webhook.id()
            + "\nPeeker-Timestamp:"
            + SignedWebhook.TIMESTAMP
            + "\nPeeker-Signature:v1="
            + webhook.signature();
    ByteArrayOutputStream http = new ByteArrayOutputStream();
    http.writeBytes((change.apply(head) + "\n\n").getBytes(StandardCharsets.UTF_8));
    http.writeBytes(webhook.body());
    return http.toByteArray();
  }

  @Test
  void seeds_ofSignedWebhooks_areVerified() {
    assertThat(check(http(SignedWebhook.DOCUMENTED, UnaryOperator.identity())))
        .isEqualTo(FuzzedVerifier.VERIFIED);
    assertThat(check(http(SignedWebhook.DOCUMENTED, head -> head.replace("v1=", "v2=00, v1="))))
        .isEqualTo(FuzzedVerifier.VERIFIED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seed_withoutJazzer_isVerifiedOnlyIfTheReferenceAcceptsIt(byte[] http) {
    check(http);
  }

  @MethodSource("seeds")
  @FuzzTest
  void delivery_ofAnyHeaders_isVerifiedOnlyIfTheReferenceAcceptsIt(byte[] http) {
    check(http);
  }

  private static String check(byte[] http) {
    int end = 0;
    while (end < http.length && !(http[end] == '\n' && end > 0 && http[end - 1] == '\n')) {
      end++;
    }
    String head = new String(http, 0, end, StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOfRange(http, Math.min(end + 1, http.length), http.length);
    return FuzzedVerifier.check(headers(head), body);
  }

  private static Map<String, List<String>> headers(String head) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : head.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        headers
            .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
            .add(line.substring(colon + 1));
      }
    }
    return headers;
  }
}
