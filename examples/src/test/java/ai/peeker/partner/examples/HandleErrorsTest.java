package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandleErrorsTest {
  @Test
  void run_printsTheNextStepForEachError() throws Exception {
    List<String> lines = Output.linesOf(HandleErrors::run);

    assertThat(lines.stream().map(line -> line.replaceFirst("(again at).*", "$1")))
        .containsExactly(
            "Too few domains: add 1 domain(s)",
            "Blocked domain: replace [taken.com]",
            "Valid order: placed ord_01TESTPEEKER000000000001",
            "Used domain: cancel the order of [acme-mail-1.com], or choose other domains",
            "Wrong provider: use shared.com for [microsoft], or choose another domain",
            "Unknown bundle: fix the property bundle_id",
            "Wrong key: check the API key: unauthorized",
            "Restricted key: check the API key: forbidden",
            "Rate limit: try again at",
            "Server error: resumed ord_01TESTPEEKER000000000002",
            "Lost response: resumed ord_01TESTPEEKER000000000003",
            "No connection: not sent: try again");
    assertThat(Instant.parse(lines.get(8).substring("Rate limit: try again at ".length())))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(120));
  }
}
