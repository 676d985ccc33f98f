package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.model.Domain;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Domains found by their name. */
@Timeout(60)
class FindDomainTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final PeekerClient client = Clients.sendingOnce(server);

  private String page(String nextToken, String... names) {
    StringBuilder rows = new StringBuilder();
    for (String name : names) {
      rows.append(rows.isEmpty() ? "" : ",")
          .append("{\"id\":\"dom_")
          .append(name)
          .append("\",\"domain\":\"")
          .append(name)
          .append("\",\"category\":\"inventory\",\"status\":\"available\"}");
    }
    String next =
        nextToken == null
            ? "null"
            : "\"" + server.baseUrl() + "/domains?page_token=" + nextToken + "\"";
    return "{\"data\":[" + rows + "],\"links\":{\"first\":null,\"next\":" + next + "}}";
  }

  @Test
  void find_onTheSecondPage_readsNoThirdOne() {
    server
        .answerUnchecked(200, page("t2", "a.com", "b.com"))
        .answerUnchecked(200, page("t3", "c.com", "d.com"));

    Optional<Domain> found = client.domains().find("C.com");

    assertThat(found).map(Domain::id).contains("dom_c.com");
    assertThat(server.requests())
        .extracting(SentRequest::path)
        .containsExactly("/domains?per_page=100", "/domains?per_page=100&page_token=t2");
  }

  @Test
  void find_async_readsNoFurtherPage() throws Exception {
    server.answerUnchecked(200, page("t2", "a.com", "xn--bcher-kva.de"));

    Optional<Domain> found = client.domains().findAsync("bücher.de").get(20, TimeUnit.SECONDS);

    assertThat(found).map(Domain::domain).contains("xn--bcher-kva.de");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void find_ofADomainThatTheAccountLacks_isEmpty() throws Exception {
    server.answerUnchecked(200, page(null, "a.com")).answerUnchecked(200, page(null, "a.com"));

    assertThat(client.domains().find("b.com")).isEmpty();
    assertThat(client.domains().findAsync("b.com").get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void find_ofABlankName_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.domains().find(" "))
        .withMessage("name must not be blank");
  }

  @Test
  void find_ofANameThatStandardsReadDifferently_doesNotReturnTheOther() {
    server.answerUnchecked(200, page(null, "fass.de"));

    assertThat(client.domains().find("fa\u00df.de")).isEmpty();
  }

  @Test
  void find_behindARowWithoutAName_findsTheDomain() {
    server.answerUnchecked(200, page(null, "a.com", "b.com").replace("\"domain\":\"a.com\",", ""));

    assertThat(client.domains().find("b.com")).map(Domain::id).contains("dom_b.com");
  }
}
