package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.domain.ImportJob;
import ai.peeker.partner.domain.ImportJob.Kind;
import ai.peeker.partner.domain.StartedImport;
import ai.peeker.partner.error.ServerException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Imports of any number of domains. */
@Timeout(60)
class ImportBatchTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final PeekerClient client = Clients.sendingOnce(server);

  private List<String> paths() {
    return server.requests().stream().map(SentRequest::path).toList();
  }

  @Test
  void import_of25Domains_isSynchronous() {
    server.answerAlways(DomainServer::started);

    StartedImport started = client.domains().importDomains(DomainServer.names(25)).orThrow().get(0);

    assertThat(paths()).containsExactly("/domains/import");
    assertThat(started.job()).isEqualTo(ImportJob.of(Kind.SYNCHRONOUS, "imp_domain-0000.com"));
    assertThat(started.domains()).isEqualTo(DomainServer.names(25));
    assertThat(started.state().id()).isEqualTo("imp_domain-0000.com");
  }

  @Test
  void import_of26Domains_isQueued() {
    server.answerAlways(DomainServer::started);

    BatchResult<StartedImport> result = client.domains().importDomains(DomainServer.names(26));

    assertThat(paths()).containsExactly("/domains/import/jobs");
    assertThat(result.orThrow().get(0).job().serialize()).isEqualTo("queued:imp_domain-0000.com");
  }

  @Test
  void import_of1203Domains_isQueuedInThreeJobs() {
    server.answerAlways(DomainServer::started);

    BatchResult<StartedImport> result = client.domains().importDomains(DomainServer.names(1_203));

    assertThat(DomainServer.sizes(server)).containsExactly(500, 500, 203);
    assertThat(result.orThrow())
        .extracting(started -> started.job().id())
        .containsExactly("imp_domain-0000.com", "imp_domain-0500.com", "imp_domain-1000.com");
  }

  @Test
  void import_withoutCapacityForTheSynchronousOne_isQueued() throws Exception {
    server.answer(request -> DomainServer.noCapacity()).answer(DomainServer::started);

    BatchResult<StartedImport> result =
        client.domains().importDomainsAsync(List.of("a.com")).get(20, TimeUnit.SECONDS);

    assertThat(paths()).containsExactly("/domains/import", "/domains/import/jobs");
    assertThat(result.orThrow().get(0).job().kind()).isEqualTo(Kind.QUEUED);
  }

  @Test
  void import_withAFailedJob_keepsTheOthers() {
    server.answerAlways(
        request ->
            DomainServer.domains(request).contains("domain-0500.com")
                ? DomainServer.error(500, "internal_error")
                : DomainServer.started(request));
    List<String> names = DomainServer.names(1_203);

    BatchResult<StartedImport> result = client.domains().importDomains(names);

    assertThat(result.results()).hasSize(2);
    assertThat(result.failures().keySet()).containsExactlyElementsOf(names.subList(500, 1_000));
    assertThat(result.failures().get("domain-0999.com")).isInstanceOf(ServerException.class);
  }

  @Test
  void getImport_ofAStoredJob_asksThePlaceOfItsKind() {
    server.answer(200, job("completed")).answer(200, job("completed"));

    client.domains().getImport(ImportJob.parse("queued:imp_1"));
    client.domains().getImport(ImportJob.parse("synchronous:imp_1"));

    assertThat(paths()).containsExactly("/domains/import/jobs/imp_1", "/domains/import/imp_1");
  }

  @Test
  void getImport_ofABareId_asksBothPlaces() throws Exception {
    server
        .answer(request -> DomainServer.error(404, "not_found"))
        .answer(200, job("completed"))
        .answer(request -> DomainServer.error(404, "not_found"))
        .answer(200, job("failed"));

    client.domains().getImport(ImportJob.parse("imp_1"));
    String status =
        client
            .domains()
            .getImportAsync(ImportJob.parse("imp_1"))
            .get(20, TimeUnit.SECONDS)
            .status()
            .value();

    assertThat(status).isEqualTo("failed");
    assertThat(paths())
        .containsExactly(
            "/domains/import/imp_1",
            "/domains/import/jobs/imp_1",
            "/domains/import/imp_1",
            "/domains/import/jobs/imp_1");
  }

  @Test
  void importJob_withoutAnId_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImportJob.parse("queued: "))
        .withMessage("id must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImportJob.parse(null))
        .withMessage("id must not be null");
  }

  static String job(String status) {
    return "{\"data\":{\"id\":\"imp_1\",\"status\":\"" + status + "\"}}";
  }
}
