package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.model.ForwardingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redirects of any number of domains. */
@Timeout(60)
class ForwardingBatchTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final PeekerClient client = Clients.sendingOnce(server);

  @Test
  void forward_of60Domains_startsThreeJobs() {
    server.answerAlways(DomainServer::forwarding);

    BatchResult<ForwardingJob> result =
        client.domains().forward(DomainServer.names(60), "https://acme.com");

    assertThat(DomainServer.sizes(server)).containsExactly(25, 25, 10);
    assertThat(result.orThrow())
        .extracting(ForwardingJob::id)
        .containsExactly("fwj_domain-0000.com", "fwj_domain-0025.com", "fwj_domain-0050.com");
    assertThat(result.results().get(0).forwardingUrl()).isEqualTo("https://acme.com");
  }

  @Test
  void forward_ofIdsThatDifferInCase_sendsBoth() throws Exception {
    server.answerAlways(DomainServer::forwarding);
    List<String> domains = List.of("dom_a", "dom_A", "A.com", "a.com");

    client.domains().forwardAsync(domains, "https://acme.com").get(20, TimeUnit.SECONDS);

    assertThat(DomainServer.domains(server.requests().get(0)))
        .containsExactly("dom_a", "dom_A", "A.com");
  }

  @Test
  void forward_withAFailedCall_keepsTheOtherJobs() {
    List<String> domains = new ArrayList<>(DomainServer.names(30));
    server.answerAlways(
        request ->
            DomainServer.domains(request).contains("domain-0029.com")
                ? DomainServer.error(404, "not_found")
                : DomainServer.forwarding(request));

    BatchResult<ForwardingJob> result = client.domains().forward(domains, "https://acme.com");

    assertThat(result.results()).hasSize(1);
    assertThat(result.failures().keySet()).containsExactlyElementsOf(domains.subList(25, 30));
  }

  @Test
  void forward_toABlankUrl_sendsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.domains().forward(List.of("a.com"), " "))
        .withMessageContaining("forwarding_url");
    assertThat(server.requests()).isEmpty();
  }
}
