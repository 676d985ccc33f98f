package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainCategory;
import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.ForwardingEventData;
import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The forwarding jobs. A job is finished three minutes after its start, as in the documented
 * example.
 *
 * <p>Guarded by the account's lock.
 */
public final class ForwardingJobs {
  private static final Duration DURATION = Duration.ofMinutes(3);

  private final Account account;
  private final DomainRecords records;
  private final DomainTraits traits;
  private final Map<String, ForwardingRun> byId = new LinkedHashMap<>();

  ForwardingJobs(Account account, DomainRecords records, DomainTraits traits) {
    this.account = account;
    this.records = records;
    this.traits = traits;
  }

  /** Returns all jobs, the newest first. */
  public List<ForwardingJob> newestFirst() {
    List<ForwardingJob> jobs = new ArrayList<>();
    byId.values().forEach(job -> jobs.add(job.toModel()));
    Collections.reverse(jobs);
    return jobs;
  }

  /** Returns the job with this id. */
  Optional<ForwardingJob> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(ForwardingRun::toModel);
  }

  /**
   * Starts a job. Domains that redirect to the URL already are completed immediately.
   *
   * @param idsOrNames the domains; one that the account does not have is rejected with 404
   */
  ForwardingJob start(List<String> idsOrNames, String url) {
    Set<String> names = new LinkedHashSet<>();
    idsOrNames.forEach(idOrName -> names.add(require(idOrName).domain()));
    ForwardingRun job = new ForwardingRun(account.newId("fwj"), url, names, account.timestamp());
    byId.put(job.id(), job);
    job.remaining().stream()
        .filter(name -> url.equals(require(name).forwardingUrl()))
        .forEach(job::complete);
    if (job.remaining().isEmpty()) {
      finish(job);
    } else {
      job.setEnd(account.schedule(DURATION, () -> complete(job.id())));
    }
    return job.toModel();
  }

  private Domain require(String idOrName) {
    return records
        .find(idOrName)
        .orElseThrow(() -> ErrorResponse.noRecord("domain", idOrName).toException());
  }

  /** Finishes a job: each domain redirects to the URL, unless there is a reason why it cannot. */
  public void complete(String id) {
    end(id, name -> failure(name, requireOpen(id).url()));
  }

  /** Finishes a job: all its domains that do not redirect to the URL yet fail. */
  public void fail(String id, ForwardingFailureReason reason) {
    end(id, name -> Optional.of(reason));
  }

  private void end(String id, Function<String, Optional<ForwardingFailureReason>> failure) {
    ForwardingRun job = requireOpen(id);
    for (String name : job.remaining()) {
      Optional<ForwardingFailureReason> reason = failure.apply(name);
      if (reason.isPresent()) {
        job.fail(name, reason.get());
      } else {
        records.setForwarding(name, job.url());
        job.complete(name);
      }
    }
    finish(job);
  }

  /** Returns why a domain cannot be redirected. Its DNS is not ours until it is imported. */
  private Optional<ForwardingFailureReason> failure(String name, String url) {
    if (!isHttpUrl(url)) {
      return Optional.of(ForwardingFailureReason.INVALID_TARGET);
    }
    Domain row = require(name);
    boolean isImported =
        DomainCategory.CONNECTED.equals(row.category())
            || row.status().equals(DomainStatus.AVAILABLE);
    return isImported
        ? traits.forwardingFailure(name)
        : Optional.of(ForwardingFailureReason.DNS_LOOKUP_FAILED);
  }

  private static boolean isHttpUrl(String url) {
    try {
      URI uri = new URI(url);
      boolean isHttp =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return isHttp && uri.getHost() != null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private void finish(ForwardingRun job) {
    job.finish(account.timestamp());
    if (job.hasCompleted()) {
      emit(WebhookEventType.DOMAIN_FORWARDING_UPDATED, job);
    }
    if (job.hasFailed()) {
      emit(WebhookEventType.DOMAIN_FORWARDING_FAILED, job);
    }
  }

  private void emit(WebhookEventType type, ForwardingRun job) {
    account.emit(type, ForwardingEventData.fromJson(job.toModel().toJson()));
  }

  private ForwardingRun requireOpen(String id) {
    ForwardingRun job = byId.get(id);
    if (job == null) {
      throw new IllegalArgumentException("No forwarding job " + id + " in this account");
    }
    if (job.isFinal()) {
      throw new IllegalStateException("The forwarding job " + id + " is finished already");
    }
    return job;
  }
}
