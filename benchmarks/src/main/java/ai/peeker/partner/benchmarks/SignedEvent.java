package ai.peeker.partner.benchmarks;

import ai.peeker.partner.testing.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A signed event of 2 KiB: the contract's example of a completed order, with more domains. */
final class SignedEvent {
  static final String SECRET = "whsec_of_the_benchmark";
  static final String ID = "evt_01HZX0EW1A2B3C4D5E6F7G8H";
  static final long TIMESTAMP = 1_778_241_600; // 2026-05-08T12:00:00Z
  static final int SIZE = 2048;

  private static final String FORM =
      """
      {"id":"%s","type":"order.completed","created_at":"2026-05-08T12:00:00Z",\
      "data":{"id":"ord_01HZX0OR1A2B3C4D5E6F7G8H","user_id":"usr_01HZX0C6Z3K4M5N6P7Q8R9S0",\
      "email":"client@example.com","bundle_id":null,"status":"completed","domain_count":%d,\
      "costs":{"total_cents":36800,"currency":"usd","line_items":[\
      {"type":"google_license","quantity":20,"amount_cents":2000},\
      {"type":"microsoft_license","quantity":2,"amount_cents":1800},\
      {"type":"domain_registration","quantity":10,"amount_cents":33000}]},\
      "domains":{"registered":[%s],"imported":["%s.com"]},\
      "personas":[%s],\
      "renews_at":"2026-06-08T12:00:00Z","created_at":"2026-05-08T12:00:00Z"}}\
      """;

  private static final String PERSONA =
      "{\"first_name\":\"Sam\",\"last_name\":\"Lee %d\",\"profile_picture_url\":null}";

  private SignedEvent() {}

  /** 2048 bytes; the name of the last domain takes up what is left. */
  static byte[] body() {
    int missing = SIZE - body("x").length;
    byte[] body = body("x".repeat(1 + missing));
    if (missing < 0 || body.length != SIZE) {
      throw new IllegalStateException("The body has " + body.length + " bytes.");
    }
    return body;
  }

  private static byte[] body(String lastDomain) {
    String domains =
        IntStream.rangeClosed(1, 36)
            .mapToObj(i -> "\"domain-" + (i < 10 ? "0" : "") + i + ".com\"")
            .collect(Collectors.joining(","));
    String personas =
        IntStream.rangeClosed(1, 6).mapToObj(PERSONA::formatted).collect(Collectors.joining(","));

    return FORM.formatted(ID, 37, domains, lastDomain, personas).getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, List<String>> headers(byte[] body) {
    return Map.of(
        "Peeker-Timestamp", List.of(Long.toString(TIMESTAMP)),
        "Peeker-Event-Id", List.of(ID),
        "Peeker-Signature", List.of(signature(body)));
  }

  static String signature(byte[] body) {
    return new WebhookSigner(SECRET).sign(TIMESTAMP, ID, body);
  }

  /** All that is signed. */
  static byte[] signedText(byte[] body) {
    byte[] beginning = (TIMESTAMP + "." + ID + ".").getBytes(StandardCharsets.UTF_8);
    byte[] text = new byte[beginning.length + body.length];
    System.arraycopy(beginning, 0, text, 0, beginning.length);
    System.arraycopy(body, 0, text, beginning.length, body.length);
    return text;
  }
}
