package ai.peeker.partner.testing;

import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.domain.Imports;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The import jobs of a {@link LocalPeeker}.
 *
 * <p>A synchronous import knows its nameservers immediately, a queued one after a minute. Five
 * minutes later, the job is completed, as if the customer had pointed all domains to them. The
 * methods here move a job by hand instead, and send the webhooks. {@link
 * ScriptedFault#importCapacity} rejects synchronous imports.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalImports {
  private final Supplier<LocalApi> api;

  LocalImports(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Returns the import jobs.
   *
   * @return the jobs, the newest first; unmodifiable
   */
  public List<DomainImport> all() {
    LocalApi local = api.get();
    return local.account().locked(() -> List.copyOf(local.domains().imports().newestFirst()));
  }

  /**
   * Completes an import: its domains can be ordered.
   *
   * @param importId the id of the job, {@code imp_…}
   * @throws IllegalArgumentException if the job does not exist
   * @throws IllegalStateException if the job is completed or failed
   */
  public void complete(String importId) {
    change(importId, imports -> imports.complete(importId));
  }

  /**
   * Fails an import: none of its domains can be ordered.
   *
   * @param importId the id of the job, {@code imp_…}
   * @throws IllegalArgumentException if the job does not exist
   * @throws IllegalStateException if the job is completed or failed
   */
  public void fail(String importId) {
    change(importId, imports -> imports.fail(importId));
  }

  /**
   * Lets an import wait, as if the customer had not pointed the domains to the nameservers. It goes
   * on only by {@link #complete} or {@link #fail}.
   *
   * @param importId the id of the job, {@code imp_…}
   * @throws IllegalArgumentException if the job does not exist
   * @throws IllegalStateException if the job is completed or failed
   */
  public void requireAction(String importId) {
    change(importId, imports -> imports.requireAction(importId));
  }

  private void change(String importId, Consumer<Imports> change) {
    Arguments.requireNonNull(importId, "importId");
    LocalApi local = api.get();
    local.account().locked(() -> change.accept(local.domains().imports()));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalImports[" + all().size() + " jobs]";
  }
}
