package ai.peeker.partner;

import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.DomainsApi;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.domain.ImportJob;
import ai.peeker.partner.domain.ImportJob.Kind;
import ai.peeker.partner.domain.StartedImport;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.internal.batch.ParallelCalls;
import ai.peeker.partner.internal.domain.DomainNames;
import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations on domains: availability, import and forwarding, each for any number of domains.
 *
 * <pre>{@code
 * BatchResult<DomainAvailability> checked = client.domains().checkAvailability(names);
 * BatchResult<StartedImport> imports = client.domains().importDomains(names);
 * BatchResult<ForwardingJob> jobs = client.domains().forward(names, "https://acme.com");
 * }</pre>
 *
 * <p>A method that takes a collection of domains splits it into calls within the API's limits and
 * sends up to 8 of them at a time, within the rate limit; when the client-side limit is reached,
 * the calls wait for it, however long. A domain that is given twice, also in another letter case,
 * is sent once. A call that fails costs no other one: its domains are the {@link
 * BatchResult#failures() failures} of the result. After a response that every call would get (401,
 * 403) no further ones are sent. An interrupt ends the calls; the result then has what they
 * returned until then, and the thread's interrupt flag stays set. Interceptors and listeners run on
 * other threads than the caller's.
 *
 * <p>Such a method throws an {@link IllegalArgumentException}, before anything is sent, if a domain
 * is null or blank. An empty collection gives an empty result.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Domains extends ForwardingWaits {
  private final LongRunning longRunning;

  Domains(ApiTransport transport, LongRunning longRunning) {
    super(transport, longRunning);
    this.longRunning = longRunning;
  }

  /**
   * Checks which of any number of domains can be bought: a call for each 50 of them.
   *
   * <p>A row that the server calls {@code stale} is checked once more, after two seconds. If it is
   * still stale, it is returned as it is: check that domain again later.
   *
   * @param domains the names; not null
   * @return a row for each domain, in the order of the domains, and the failures
   */
  public BatchResult<DomainAvailability> checkAvailability(Collection<String> domains) {
    DistinctDomains distinct = DistinctDomains.of(domains);
    ParallelCalls calls = calls();
    return calls.await(() -> batches(calls).check(distinct));
  }

  /**
   * Asynchronous variant of {@link #checkAvailability(Collection)}. Canceling the future ends the
   * calls.
   *
   * @param domains the names; not null
   * @return completed with the rows and the failures
   */
  public CompletableFuture<BatchResult<DomainAvailability>> checkAvailabilityAsync(
      Collection<String> domains) {
    DistinctDomains distinct = DistinctDomains.of(domains);
    ParallelCalls calls = calls();
    return calls.start(() -> batches(calls).check(distinct));
  }

  /**
   * Imports any number of domains that a customer owns already. Up to 25 are imported synchronously
   * or, if the API has no capacity for that ({@code cloudflare_account_capacity}), queued. More are
   * queued, in a job for each 500 of them; queueing the same domains again returns the same job.
   *
   * <p>The API reports invalid domains in the job, not as a failure of the call.
   *
   * @param domains the root domains, without subdomains; not null
   * @return the jobs, in the order of the domains, and the failures. If the {@code outcome()} of a
   *     failure is not certain, {@link #findImport} finds the job
   */
  public BatchResult<StartedImport> importDomains(Collection<String> domains) {
    DistinctDomains distinct = DistinctDomains.of(domains);
    ParallelCalls calls = calls();
    return calls.await(() -> batches(calls).importDomains(distinct));
  }

  /**
   * Asynchronous variant of {@link #importDomains(Collection)}. Canceling the future ends the
   * calls; imports that were started go on.
   *
   * @param domains the root domains, without subdomains; not null
   * @return completed with the jobs and the failures
   */
  public CompletableFuture<BatchResult<StartedImport>> importDomainsAsync(
      Collection<String> domains) {
    DistinctDomains distinct = DistinctDomains.of(domains);
    ParallelCalls calls = calls();
    return calls.start(() -> batches(calls).importDomains(distinct));
  }

  /**
   * Returns the state of an import from the place where the API keeps it.
   *
   * @param job the job of a {@link StartedImport}, or {@link ImportJob#parse}; not null
   * @return the job
   */
  public DomainImport getImport(ImportJob job) {
    if (requireJob(job).kind() == Kind.QUEUED) {
      return getQueuedImport(job.id());
    }
    try {
      return getImport(job.id());
    } catch (NotFoundException e) {
      if (job.kind() == Kind.SYNCHRONOUS) {
        throw e;
      }
      return getQueuedImport(job.id());
    }
  }

  /**
   * Asynchronous variant of {@link #getImport(ImportJob)}. Canceling the future ends the call.
   *
   * @param job the job of a {@link StartedImport}, or {@link ImportJob#parse}; not null
   * @return completed with the job
   */
  public CompletableFuture<DomainImport> getImportAsync(ImportJob job) {
    return requireJob(job).kind() == Kind.QUEUED
        ? getQueuedImportAsync(job.id())
        : orQueued(job, getImportAsync(job.id()));
  }

  private CompletableFuture<DomainImport> orQueued(
      ImportJob job, CompletableFuture<DomainImport> first) {
    if (job.kind() == Kind.SYNCHRONOUS) {
      return first;
    }
    return AsyncSteps.then(
        first,
        CompletableFuture::completedFuture,
        e ->
            e instanceof NotFoundException
                ? getQueuedImportAsync(job.id())
                : CompletableFuture.failedFuture(e));
  }

  private static ImportJob requireJob(@Nullable ImportJob job) {
    return LongRunning.requireNonNull("job", job);
  }

  /**
   * Redirects any number of domains to a URL: a job for each 25 of them. For a new order, set the
   * forwarding URL on the order instead.
   *
   * @param domains ids ({@code dom_…}) or names, also mixed; not null
   * @param forwardingUrl an http or https address; not blank
   * @return the jobs, in the order of the domains, and the failures; a domain that a job could not
   *     redirect is in its {@link ForwardingJob#failed()} later
   */
  public BatchResult<ForwardingJob> forward(Collection<String> domains, String forwardingUrl) {
    DistinctDomains distinct = DistinctDomains.of(domains);
    ParallelCalls calls = calls();
    return calls.await(() -> batches(calls).forward(distinct, forwardingUrl));
  }

  /**
   * Asynchronous variant of {@link #forward(Collection, String)}. Canceling the future ends the
   * calls; jobs that were started go on.
   *
   * @param domains ids ({@code dom_…}) or names, also mixed; not null
   * @param forwardingUrl an http or https address; not blank
   * @return completed with the jobs and the failures
   */
  public CompletableFuture<BatchResult<ForwardingJob>> forwardAsync(
      Collection<String> domains, String forwardingUrl) {
    DistinctDomains distinct = DistinctDomains.of(domains);
    ParallelCalls calls = calls();
    return calls.start(() -> batches(calls).forward(distinct, forwardingUrl));
  }

  /**
   * Finds a domain of the account by its name, for operations that need its id. Reads the list page
   * by page and stops at the domain, because the API has no filter for names.
   *
   * @param name the name, in any letter case; not blank
   * @return the domain; empty if the account does not have it
   */
  public Optional<Domain> find(String name) {
    String key = DomainNames.key(LongRunning.requireText("name", name));
    return LongRunning.first(largePages(this), isNamed(key));
  }

  /**
   * Asynchronous variant of {@link #find}. Canceling the future ends the call.
   *
   * @param name the name, in any letter case; not blank
   * @return completed with the domain; empty if the account does not have it
   */
  public CompletableFuture<Optional<Domain>> findAsync(String name) {
    String key = DomainNames.key(LongRunning.requireText("name", name));
    return LongRunning.firstAsync(largePages(this), isNamed(key));
  }

  private static PagedIterable<Domain> largePages(DomainsApi api) {
    return api.listAll(params -> params.perPage(LongRunning.PAGE));
  }

  private static Predicate<Domain> isNamed(String key) {
    return domain -> // a row may lack its name
    domain.property("domain") instanceof String name && DomainNames.key(name).equals(key);
  }

  /**
   * Waits for an import, as {@link #waitFor(ImportJob, PollOptions)} does with default options.
   *
   * @param job the job of a {@link StartedImport}, or {@link ImportJob#parse}; not null
   * @return the result with the last state
   */
  public PollResult<DomainImport> waitFor(ImportJob job) {
    return waitFor(job, PollOptions.defaults());
  }

  /**
   * Waits until an import is completed, failed or needs an action, such as nameservers that the
   * customer has not changed yet. Polls every 60 seconds by default, as the API documents.
   *
   * @param job the job of a {@link StartedImport}, or {@link ImportJob#parse}; not null
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return the result with the last state; {@link PollResult.StillRunning} after the timeout
   * @throws ai.peeker.partner.error.CallException if a poll failed for good, the thread was
   *     interrupted, or no poll succeeded before the timeout
   */
  public PollResult<DomainImport> waitFor(ImportJob job, PollOptions options) {
    return longRunning.waitFor(
        PollTargets.IMPORT, requireJob(job).id(), options, () -> getImport(job));
  }

  /**
   * Asynchronous variant of {@link #waitFor(ImportJob)}. Canceling the future ends the wait.
   *
   * @param job the job of a {@link StartedImport}, or {@link ImportJob#parse}; not null
   * @return completed with the result
   */
  public CompletableFuture<PollResult<DomainImport>> waitForAsync(ImportJob job) {
    return waitForAsync(job, PollOptions.defaults());
  }

  /**
   * Asynchronous variant of {@link #waitFor(ImportJob, PollOptions)}. Canceling the future ends the
   * wait.
   *
   * @param job the job of a {@link StartedImport}, or {@link ImportJob#parse}; not null
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return completed with the result
   */
  public CompletableFuture<PollResult<DomainImport>> waitForAsync(
      ImportJob job, PollOptions options) {
    Domains domains = new Domains(longRunning.calls(), longRunning);
    return longRunning.waitForAsync(
        PollTargets.IMPORT, requireJob(job).id(), options, () -> domains.getImportAsync(job));
  }

  private ParallelCalls calls() {
    return new ParallelCalls(longRunning.context());
  }

  private DomainBatches batches(ParallelCalls calls) {
    return new DomainBatches(new DomainsApi(longRunning.calls()), calls);
  }
}
