package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DomainOverlapTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().bundle("bun_one", 1).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void overlap_inAnyLetterCase_namesTheDomainsAsSubmitted() throws Exception {
    client.order(Fixtures.bundleOrder());
    ObjectNode other = Fixtures.customOrder();
    Fixtures.domains(other).removeAll();
    Stream.of("new-1.com", "Domain-10.COM", "domain-01.com", "new-2.com", "new-3.com")
        .forEach(Fixtures.domains(other)::add);
    other.put("google_licenses", 5).put("microsoft_licenses", 2);

    TestResponse response = client.order(other);

    // ceil(5 / 2) + 2 = 5 domains
    assertThat(response.errorSummary()).isEqualTo("400 domain_already_in_active_order");
    assertThat(response.error().path("details").toString())
        .isEqualTo("{\"domains\":[\"Domain-10.COM\",\"domain-01.com\"]}");
    assertThat(peeker.orders().all()).hasSize(1);
  }

  @Test
  void overlap_ofADomainObject_isFound() throws Exception {
    client.order(Fixtures.bundleOrder());
    ObjectNode other = Fixtures.bundleOrder().put("bundle_id", "bun_one");
    Fixtures.domains(other).removeAll().addObject().put("domain", "domain-02.com");

    assertThat(client.order(other).errorSummary()).isEqualTo("400 domain_already_in_active_order");
  }
}
