package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartnerJobTest {
  private static final Path SOURCE =
      Path.of("src/main/java/ai/peeker/partner/examples/PartnerJob.java");

  @Test
  void run_doesAllStepsOfThePartnersJob() throws Exception {
    assertThat(Output.linesOf(PartnerJob::run))
        .containsExactly(
            "1. The key belongs to Local Partner",
            "2. The user is alex@acme.com",
            "3. The bundle needs domains: 19",
            "4. Checked: 120",
            "5. Chosen: 19",
            "6. Ordered: ord_01TESTPEEKER000000000001, ord_01TESTPEEKER000000000002",
            "7. Orders of the user: 2",
            "8. Live: true",
            "9. Imported: true",
            "10. Forwarding jobs: 2",
            "11. Swapped: true",
            "12. Inboxes: 50",
            "13. Pending actions: 0",
            "14. The order is cancel_scheduled");
  }

  @Test
  void source_ofTheSteps_hasNoLoopAndAtMost45Lines() throws Exception {
    List<String> lines = Files.readAllLines(SOURCE);
    int start =
        lines.indexOf(
            "  static void run(PeekerClient client, PollOptions wait, Secret password, PrintStream out) {");
    List<String> steps = lines.subList(start + 1, lines.size());
    steps = steps.subList(0, steps.indexOf("  }"));

    assertThat(steps).hasSizeBetween(14, 45);
    assertThat(steps).noneMatch(line -> line.matches(".*\\b(for|while)\\b.*"));
  }
}
