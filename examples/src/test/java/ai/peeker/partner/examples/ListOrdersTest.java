package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListOrdersTest {
  @Test
  void run_printsEachOrderOnce_newestFirst() throws Exception {
    assertThat(Output.linesOf(ListOrders::run))
        .containsExactly(
            "Page 1:",
            "  ord_01TESTPEEKER000000000005 is in_progress",
            "  ord_01TESTPEEKER000000000004 is in_progress",
            "Page 2:",
            "  ord_01TESTPEEKER000000000003 is in_progress",
            "  ord_01TESTPEEKER000000000002 is in_progress",
            "Page 3:",
            "  ord_01TESTPEEKER000000000001 is in_progress");
  }
}
