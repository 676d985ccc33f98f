package ai.peeker.partner.testing;

import static ai.peeker.partner.testing.assertj.PeekerAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.domain.ImportJob.Kind;
import ai.peeker.partner.domain.StartedImport;
import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import ai.peeker.partner.poll.WebhookSignals;
import ai.peeker.partner.testing.junit.LocalPeekerTest;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations on many domains and the waits for them, without a loop and without a sleep. */
@LocalPeekerTest
class ManyDomainsTest {
  private LocalPeeker peeker;
  private PeekerClient client;

  @BeforeEach
  void start(LocalPeeker started) {
    peeker = started;
    client = started.client();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(number -> "acme-mail-" + number + ".com").toList();
  }

  /** Options of a wait that moves the clock of LocalPeeker after each poll. */
  private PollOptions movingTheClock(Duration step) {
    return PollOptions.builder()
        .interval(Duration.ofMillis(1))
        .onProgress(progress -> peeker.clock().advance(step))
        .build();
  }

  @Test
  void availability_of1203Domains_takes25Calls() {
    List<String> names = names(1_203);

    BatchResult<DomainAvailability> result = client.domains().checkAvailability(names);

    assertThat(result.orThrow()).extracting(DomainAvailability::domain).isEqualTo(names);
    assertThat(peeker).hasReceived("POST", "/domains/availability", 25);
  }

  @Test
  void import_of60Domains_isQueuedAndAwaited() {
    StartedImport started = client.domains().importDomains(names(60)).orThrow().get(0);

    PollResult<DomainImport> result =
        client.domains().waitFor(started.job(), movingTheClock(Duration.ofMinutes(5)));

    assertThat(started.job().kind()).isEqualTo(Kind.QUEUED);
    assertThat(result.isCompleted()).isTrue();
    assertThat(client.domains().find("ACME-mail-59.com")).map(Domain::domain).isPresent();
  }

  @Test
  void import_of25Domains_isSynchronousAndAwaited() {
    StartedImport started = client.domains().importDomains(names(25)).orThrow().get(0);

    PollResult<DomainImport> result =
        client.domains().waitFor(started.job(), movingTheClock(Duration.ofMinutes(5)));

    assertThat(started.job().kind()).isEqualTo(Kind.SYNCHRONOUS);
    assertThat(result.isCompleted()).isTrue();
  }

  @Test
  void import_withoutCapacity_isQueued() {
    peeker.faults().on("POST", "/domains/import").next(1).importCapacity();

    StartedImport started = client.domains().importDomains(names(25)).orThrow().get(0);

    assertThat(started.job().kind()).isEqualTo(Kind.QUEUED);
    assertThat(client.domains().getImport(started.job()).id()).isEqualTo(started.job().id());
  }

  @Test
  void forwarding_of30ImportedDomains_isAwaited() {
    StartedImport imported = client.domains().importDomains(names(30)).orThrow().get(0);
    client.domains().waitFor(imported.job(), movingTheClock(Duration.ofMinutes(5)));

    List<ForwardingJob> jobs = client.domains().forward(names(30), "https://acme.com").orThrow();

    assertThat(jobs).hasSize(2);
    assertThat(jobs)
        .allSatisfy(
            job ->
                assertThat(
                        client
                            .domains()
                            .waitForForwarding(job.id(), movingTheClock(Duration.ofMinutes(3)))
                            .isCompleted())
                    .isTrue());
  }

  @Test
  void webhook_ofLocalPeeker_endsAWaitBeforeItsNextPoll() throws Exception {
    WebhookSignals signals = new WebhookSignals();
    WebhookVerifier verifier =
        WebhookVerifier.builder().secret("test", Secret.of(peeker.webhooks().secret())).build();
    try (MockWebServer receiver = new MockWebServer()) {
      receiver.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              signals.accept(
                  verifier.verify(
                      request.getHeaders().toMultimap(), request.getBody().toByteArray()));
              return new MockResponse.Builder().code(200).build();
            }
          });
      receiver.start();
      peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + receiver.getPort() + "/"));
      StartedImport started = client.domains().importDomains(names(60)).orThrow().get(0);
      CompletableFuture<Void> polled = new CompletableFuture<>();
      PollOptions options =
          PollOptions.builder()
              .signals(signals)
              .onProgress(progress -> polled.complete(null))
              .build();
      CompletableFuture<PollResult<DomainImport>> wait =
          client.domains().waitForAsync(started.job(), options);
      polled.get(20, TimeUnit.SECONDS);

      peeker.clock().advance(Duration.ofMinutes(10));

      assertThat(wait.get(20, TimeUnit.SECONDS).isCompleted()).as("within 20 s").isTrue();
    }
  }
}
