package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchCallsTest {
  @Test
  void run_printsAttemptsDelaysAndResults() throws Exception {
    List<String> lines = Output.linesOf(WatchCalls::run);

    assertThat(lines.get(1)).matches("createOrder is delayed by \\d+ ms: SERVER_RATE_LIMIT");
    assertThat(lines.stream().filter(line -> !line.contains("is delayed by")))
        .containsExactly(
            "createOrder, attempt 1: HTTP 429",
            "createOrder, attempt 2: HTTP 200",
            "createOrder succeeded after 2 attempt(s)",
            "getOrder, attempt 1: HTTP 404",
            "getOrder failed, outcome REJECTED after 1 attempt(s)",
            "Not found: ord_unknown");
  }
}
