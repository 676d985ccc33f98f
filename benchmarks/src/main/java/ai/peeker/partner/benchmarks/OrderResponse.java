package ai.peeker.partner.benchmarks;

import java.nio.charset.StandardCharsets;

/** The response to an order: the example of the contract, for a custom order of 12 domains. */
final class OrderResponse {
  static final String ID = "ord_01HZX0OR1A2B3C4D5E6F7G8H";

  static final String JSON =
      """
      {"data":{"id":"%s","user_id":"usr_01HZX0C6Z3K4M5N6P7Q8R9S0",\
      "email":"client@example.com","bundle_id":null,"status":"in_progress","domain_count":12,\
      "costs":{"total_cents":36800,"currency":"usd"},\
      "renews_at":"2026-06-08T12:00:00Z","created_at":"2026-05-08T12:00:00Z"}}\
      """
          .formatted(ID);

  private OrderResponse() {}

  /** Returns the whole HTTP response. */
  static byte[] http() {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Peeker-Request-Id: req_01HZX0RQ1A2B3C4D5E6F7G8H\r\nContent-Length: "
            + JSON.length()
            + "\r\n\r\n";
    return (head + JSON).getBytes(StandardCharsets.US_ASCII);
  }
}
