package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainCategory;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.DomainImportEventData;
import ai.peeker.partner.model.DomainImportStatus;
import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The import jobs. A job knows its nameservers immediately, or after a minute if it is queued. Five
 * minutes later, the customer has pointed all domains to them and the job is completed.
 *
 * <p>Guarded by the account's lock.
 */
public final class Imports {
  private static final Duration QUEUED = Duration.ofMinutes(1);
  private static final Duration POINTED = Duration.ofMinutes(5);

  private final Account account;
  private final DomainRecords records;
  private final Map<String, ImportJob> byId = new LinkedHashMap<>();
  private final Map<SortedSet<String>, ImportJob> newest = new HashMap<>();
  private final Map<SortedSet<String>, ImportJob> queued = new HashMap<>();

  public Imports(Account account, DomainRecords records) {
    this.account = account;
    this.records = records;
  }

  /** Returns all jobs, the newest first. */
  public List<DomainImport> newestFirst() {
    List<DomainImport> jobs = new ArrayList<>();
    byId.values().forEach(job -> jobs.add(job.toModel()));
    Collections.reverse(jobs);
    return jobs;
  }

  /** Starts a job and looks up its nameservers. */
  DomainImport importNow(List<String> names) {
    ImportJob job = add(names);
    showNameservers(job);
    return job.toModel();
  }

  /** Starts a job that looks up its nameservers later, or returns the job of the same domains. */
  DomainImport queue(List<String> names) {
    ImportJob existing = queued.get(ImportJob.normalize(names));
    if (existing != null) {
      return existing.toModel();
    }
    ImportJob job = add(names);
    queued.put(job.names(), job);
    job.setNext(account.schedule(QUEUED, () -> showNameservers(job)));
    return job.toModel();
  }

  private ImportJob add(List<String> names) {
    ImportJob job = new ImportJob(account.newId("imp"), names, account.timestamp());
    byId.put(job.id(), job);
    newest.put(job.names(), job);
    missing(job).forEach(name -> records.putInventory(name, DomainStatus.IN_PROGRESS));
    return job;
  }

  private void showNameservers(ImportJob job) {
    job.showNameservers();
    if (job.importable().isEmpty()) {
      end(job, DomainImportStatus.FAILED, WebhookEventType.DOMAIN_IMPORT_FAILED);
    } else if (missing(job).isEmpty()) {
      end(job, DomainImportStatus.COMPLETED, WebhookEventType.DOMAIN_IMPORT_COMPLETED);
    } else {
      job.setNext(account.schedule(POINTED, () -> complete(job.id())));
    }
  }

  /** Returns the domains that cannot be ordered yet; domains of the account are not touched. */
  private List<String> missing(ImportJob job) {
    return job.importable().stream().filter(name -> !isImported(name)).toList();
  }

  private boolean isImported(String name) {
    Optional<Domain> row = records.find(name);
    return row.filter(domain -> domain.status().equals(DomainStatus.AVAILABLE)).isPresent()
        || row.filter(domain -> DomainCategory.CONNECTED.equals(domain.category())).isPresent();
  }

  /** Returns the job with this id. */
  Optional<DomainImport> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(ImportJob::toModel);
  }

  /** Returns the newest job of exactly these domains. */
  Optional<DomainImport> findByDomains(List<String> names) {
    return Optional.ofNullable(newest.get(ImportJob.normalize(names))).map(ImportJob::toModel);
  }

  /** Completes a job: the customer has pointed all its domains to the nameservers. */
  public void complete(String id) {
    ImportJob job = requireOpen(id);
    job.showNameservers();
    setStatus(job, DomainStatus.AVAILABLE);
    end(job, DomainImportStatus.COMPLETED, WebhookEventType.DOMAIN_IMPORT_COMPLETED);
  }

  /** Fails a job before any of its domains is imported. */
  public void fail(String id) {
    ImportJob job = requireOpen(id);
    setStatus(job, DomainStatus.FAILED);
    end(job, DomainImportStatus.FAILED, WebhookEventType.DOMAIN_IMPORT_FAILED);
  }

  /** Lets a job wait: the customer has not pointed its domains to the nameservers. */
  public void requireAction(String id) {
    ImportJob job = requireOpen(id);
    job.showNameservers();
    List<String> waiting = missing(job);
    setStatus(job, DomainStatus.ACTION_REQUIRED);
    waiting.forEach(name -> records.emit(WebhookEventType.DOMAIN_ACTION_REQUIRED, name));
    end(job, DomainImportStatus.ACTION_REQUIRED, WebhookEventType.DOMAIN_IMPORT_ACTION_REQUIRED);
  }

  private void setStatus(ImportJob job, DomainStatus status) {
    missing(job).forEach(name -> records.putInventory(name, status));
  }

  private void end(ImportJob job, DomainImportStatus status, WebhookEventType event) {
    job.setStatus(status);
    account.emit(event, DomainImportEventData.fromJson(job.toModel().toJson()));
  }

  private ImportJob requireOpen(String id) {
    ImportJob job = byId.get(id);
    if (job == null) {
      throw new IllegalArgumentException("No import " + id + " in this account");
    }
    if (job.isFinal()) {
      throw new IllegalStateException("The import " + id + " is " + job.status() + " already");
    }
    return job;
  }
}
