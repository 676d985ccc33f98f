package ai.peeker.partner.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pages of 100: the rows of the contract's examples, each with its id. */
final class ResponsePages {
  static final int SIZE = 100;

  private static final String ORDER =
      """
      {"id":"ord_01HZX0OR1A2B3C4D5E6F7%03d","user_id":"usr_01HZX0C6Z3K4M5N6P7Q8R9S0",\
      "email":"client@example.com","bundle_id":null,"status":"completed","domain_count":12,\
      "costs":{"total_cents":36800,"currency":"usd"},\
      "renews_at":"2026-06-08T12:00:00Z","created_at":"2026-05-08T12:00:00Z"}\
      """;

  private static final String CONNECTED =
      """
      {"id":"dom_01HZX0D01A2B3C4D5E6F7%03d","domain":"acme-mail-%1$d.com",\
      "category":"connected","status":"active","provider":"google",\
      "user_id":"usr_01HZX0C6Z3K4M5N6P7Q8R9S0","order_id":"ord_01HZX0OR1A2B3C4D5E6F7G8H",\
      "usable_for":["google","microsoft"],"forwarding_url":"https://acme.com",\
      "created_at":"2026-05-08T12:00:00Z"}\
      """;

  private static final String SPARE =
      """
      {"id":"dom_01HZX0D02A2B3C4D5E6F7%03d","domain":"spare-acme-%1$d.com",\
      "category":"inventory","status":"available","usable_for":["google","microsoft"],\
      "created_at":"2026-04-30T10:00:00Z"}\
      """;

  private static final String PAGE =
      """
      {"data":[%s],"links":{"first":"https://api.peeker.ai/partner/v1/%s?per_page=100",\
      "next":null},"meta":{"path":"https://api.peeker.ai/partner/v1/%2$s","per_page":100,\
      "returned":100}}\
      """;

  private ResponsePages() {}

  static byte[] orders() {
    return page("orders", ORDER, ORDER);
  }

  /** Connected domains and spare ones take turns. */
  static byte[] domains() {
    return page("domains", CONNECTED, SPARE);
  }

  private static byte[] page(String path, String even, String odd) {
    String rows =
        IntStream.range(0, SIZE)
            .mapToObj(i -> (i % 2 == 0 ? even : odd).formatted(i))
            .collect(Collectors.joining(","));
    return PAGE.formatted(rows, path).getBytes(StandardCharsets.UTF_8);
  }
}
