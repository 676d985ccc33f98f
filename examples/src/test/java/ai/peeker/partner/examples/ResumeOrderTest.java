package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeOrderTest {
  @TempDir private Path folder;

  @Test
  void run_resumesTheOrderAndPlacesItOnce() throws Exception {
    assertThat(Output.linesOf(out -> ResumeOrder.run(folder.resolve("pending.txt"), out)))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("First process: It is unknown whether the order was placed: ")
                    .doesNotContain("secret-password"),
            second ->
                assertThat(second)
                    .isEqualTo("Second process: ord_01TESTPEEKER000000000001 is in_progress"),
            third -> assertThat(third).isEqualTo("Orders at Peeker: 1"));
  }
}
