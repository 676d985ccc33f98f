package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveWebhooksTest {
  @Test
  void run_verifiesTheWebhookOfTheOrder() throws Exception {
    assertThat(Output.linesOf(ReceiveWebhooks::run))
        .containsExactly(
            "Verified: ord_01TESTPEEKER000000000001 is in progress",
            "Responded to order.in_progress with 200");
  }
}
