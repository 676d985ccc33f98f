package ai.peeker.partner.testing;

import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import java.util.List;
import java.util.function.Supplier;

/**
 * The forwarding jobs of a {@link LocalPeeker}.
 *
 * <p>A job is finished after three minutes. A domain whose import is not completed then fails with
 * {@code dns_lookup_failed}, and every domain with {@code invalid_target} if the forwarding URL is
 * not an http or https URL. The methods here finish a job by hand or prepare a failure. A finished
 * job sends {@code domain.forwarding_updated} if a domain is completed, and {@code
 * domain.forwarding_failed} if one has failed.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalForwarding {
  private final Supplier<LocalApi> api;

  LocalForwarding(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Returns the forwarding jobs.
   *
   * @return the jobs, the newest first; unmodifiable
   */
  public List<ForwardingJob> all() {
    LocalApi local = api.get();
    return local.account().locked(() -> List.copyOf(local.domains().forwarding().newestFirst()));
  }

  /**
   * Finishes a job now, as three minutes would.
   *
   * @param jobId the id of the job, {@code fwj_…}
   * @throws IllegalArgumentException if the job does not exist
   * @throws IllegalStateException if the job is finished
   */
  public void complete(String jobId) {
    Arguments.requireNonNull(jobId, "jobId");
    LocalApi local = api.get();
    local.account().locked(() -> local.domains().forwarding().complete(jobId));
  }

  /**
   * Finishes a job now: all its domains that do not redirect to the URL yet fail.
   *
   * @param jobId the id of the job, {@code fwj_…}
   * @param reason the reason in the failed rows
   * @throws IllegalArgumentException if the job does not exist
   * @throws IllegalStateException if the job is finished
   */
  public void fail(String jobId, ForwardingFailureReason reason) {
    Arguments.requireNonNull(jobId, "jobId");
    Arguments.requireNonNull(reason, "reason");
    LocalApi local = api.get();
    local.account().locked(() -> local.domains().forwarding().fail(jobId, reason));
  }

  /**
   * Lets a domain fail in every job that is finished from now on; the other domains of the job are
   * completed.
   *
   * @param domain the domain name, in any letter case
   * @param reason the reason in the failed row
   */
  public void setFailure(String domain, ForwardingFailureReason reason) {
    Arguments.requireNonBlank(domain, "domain");
    Arguments.requireNonNull(reason, "reason");
    LocalApi local = api.get();
    local.account().locked(() -> local.domains().traits().setForwardingFailure(domain, reason));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalForwarding[" + all().size() + " jobs]";
  }
}
