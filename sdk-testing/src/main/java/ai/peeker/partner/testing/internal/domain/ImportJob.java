package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.DomainImportStatus;
import ai.peeker.partner.model.NameserverGroup;
import ai.peeker.partner.testing.internal.clock.Task;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An import job. Guarded by the account's lock. */
final class ImportJob {
  private static final int GROUP_SIZE = 10;
  private static final List<List<String>> NAMESERVERS =
      List.of(
          List.of("helena.ns.cloudflare.com", "idris.ns.cloudflare.com"),
          List.of("nola.ns.cloudflare.com", "otto.ns.cloudflare.com"));

  private final String id;
  private final SortedSet<String> names;
  private final OffsetDateTime createdAt;
  private DomainImportStatus status = DomainImportStatus.IN_PROGRESS;
  private boolean nameserversReady;
  private @Nullable Task next;

  /**
   * Creates a job in progress.
   *
   * @param names the names as sent
   */
  ImportJob(String id, List<String> names, OffsetDateTime createdAt) {
    this.id = id;
    this.names = normalize(names);
    this.createdAt = createdAt;
  }

  /** Returns the set that identifies the domains of an import. */
  static SortedSet<String> normalize(List<String> names) {
    SortedSet<String> normalized = new TreeSet<>();
    names.forEach(name -> normalized.add(DomainName.normalize(name)));
    return normalized;
  }

  String id() {
    return id;
  }

  /** Returns all names, normalized and sorted. */
  SortedSet<String> names() {
    return names;
  }

  /** Returns the names that can be imported: those of root domains. */
  List<String> importable() {
    return names.stream().filter(DomainName::isRoot).toList();
  }

  DomainImportStatus status() {
    return status;
  }

  boolean isFinal() {
    return status.equals(DomainImportStatus.COMPLETED) || status.equals(DomainImportStatus.FAILED);
  }

  /** Sets the status. The work that was to change it is canceled. */
  void setStatus(DomainImportStatus newStatus) {
    status = newStatus;
    if (next != null) {
      next.cancel();
    }
  }

  void setNext(Task task) {
    next = task;
  }

  /** Lets the job list the nameservers from now on. */
  void showNameservers() {
    nameserversReady = true;
  }

  /** Converts the job to the model of the API. Failed rows are unpublished: a guess. */
  DomainImport toModel() {
    DomainImport.Builder model = DomainImport.builder().id(id).status(status).createdAt(createdAt);
    if (nameserversReady) {
      model.nameserverGroups(groups());
      List<Map<String, String>> failed = failedRows();
      if (!failed.isEmpty()) {
        model.additionalProperty("failed", failed);
      }
    }
    return model.build();
  }

  /** Returns groups of up to ten domains, each with one of the pairs of nameservers. */
  private List<NameserverGroup> groups() {
    List<String> domains = importable();
    List<NameserverGroup> groups = new ArrayList<>();
    for (int from = 0; from < domains.size(); from += GROUP_SIZE) {
      groups.add(
          NameserverGroup.builder()
              .nameservers(NAMESERVERS.get(groups.size() % NAMESERVERS.size()))
              .domains(domains.subList(from, Math.min(domains.size(), from + GROUP_SIZE)))
              .build());
    }
    return groups;
  }

  private List<Map<String, String>> failedRows() {
    return names.stream()
        .filter(name -> !DomainName.isRoot(name))
        .map(name -> Map.of("domain", name, "reason", "invalid"))
        .toList();
  }
}
