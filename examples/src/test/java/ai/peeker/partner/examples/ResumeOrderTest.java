package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeOrderTest {
  @TempDir private Path folder;

  @Test
  void run_findsTheOrderAgainAndPlacesItOnce() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    ResumeOrder.run(
        folder.resolve("pending.txt"), new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("First process: It is not known whether the order was placed: ")
                    .doesNotContain("secret-password"),
            second ->
                assertThat(second)
                    .isEqualTo("Second process: ord_01TESTPEEKER000000000001 is in_progress"),
            third -> assertThat(third).isEqualTo("Orders at Peeker: 1"));
  }
}
