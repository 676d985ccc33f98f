package com.example.shop;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderSummary;
import tools.jackson.databind.json.JsonMapper;

/** The same with an application whose mapper is that of Jackson 3. */
public final class Jackson3 {
  private Jackson3() {}

  public static void main(String[] args) throws Exception {
    try (PeekerClient client =
        PeekerClient.builder()
            .baseUrl(System.getenv("PEEKER_BASE_URL"))
            .apiKey(System.getenv("PEEKER_API_KEY"))
            .build()) {
      OrderSummary order = Shop.run(client);
      JsonMapper mapper = JsonMapper.builder().build();
      OrderSummary read = mapper.readValue(mapper.writeValueAsString(order), OrderSummary.class);
      if (!read.equals(order)) {
        throw new AssertionError("Jackson 3 reads another order than it wrote");
      }
    }
  }
}
