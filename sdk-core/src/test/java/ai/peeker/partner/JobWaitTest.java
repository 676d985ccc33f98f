package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.domain.ImportJob;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.poll.PollResult;
import ai.peeker.partner.poll.PollResult.ActionRequired;
import ai.peeker.partner.poll.PollResult.Completed;
import ai.peeker.partner.poll.PollResult.Failed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waiting for imports, forwarding jobs and swaps. */
class JobWaitTest extends WaitFixture {
  private static final ImportJob QUEUED = ImportJob.parse("queued:imp_1");

  @Test
  void wait_forAQueuedImport_asksItsPlaceEvery60Seconds() {
    server
        .answer(200, ImportBatchTest.job("in_progress"))
        .answer(200, ImportBatchTest.job("completed"));

    PollResult<DomainImport> result = client.domains().waitFor(QUEUED);

    assertThat(result).isInstanceOf(Completed.class);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(60));
    assertThat(server.requests())
        .extracting(SentRequest::path)
        .containsOnly("/domains/import/jobs/imp_1");
  }

  @Test
  void wait_forAnImportAsync_hasTheSameResult() throws Exception {
    server
        .answer(200, ImportBatchTest.job("in_progress"))
        .answer(200, ImportBatchTest.job("action_required"));

    assertThat(
            client
                .domains()
                .waitForAsync(ImportJob.parse("synchronous:imp_1"))
                .get(20, TimeUnit.SECONDS))
        .isInstanceOf(ActionRequired.class);
    assertThat(server.requests())
        .extracting(SentRequest::path)
        .containsOnly("/domains/import/imp_1");
  }

  @Test
  void wait_forAForwardingJobThatFailedForADomain_endsAsFailedWithTheDomain() {
    server
        .answer(forwarding("in_progress", ""))
        .answer(
            forwarding(
                "partial_success", "{\"domain\":\"b.com\",\"reason\":\"dns_lookup_failed\"}"));

    PollResult<ForwardingJob> result = client.domains().waitForForwarding("fwj_1");

    assertThat(result).isInstanceOf(Failed.class);
    assertThat(result.value().failed().get(0).domain()).isEqualTo("b.com");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(10));
  }

  @Test
  void wait_forAForwardingJobAsync_completes() throws Exception {
    server.answer(forwarding("completed", ""));

    assertThat(
            client
                .domains()
                .waitForForwardingAsync("fwj_1")
                .get(20, TimeUnit.SECONDS)
                .isCompleted())
        .isTrue();
  }

  @Test
  void wait_forASwap_completes() throws Exception {
    server.answer(swap("created")).answer(swap("in_progress")).answer(swap("completed"));

    PollResult<Swap> result = client.swaps().waitFor("swp_1");

    assertThat(result.isCompleted()).isTrue();
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  @Test
  void wait_forASwapAsync_hasTheSameResult() throws Exception {
    server.answer(swap("created")).answer(swap("failed"));

    assertThat(client.swaps().waitForAsync("swp_1").get(20, TimeUnit.SECONDS))
        .isInstanceOf(Failed.class);
  }
}
