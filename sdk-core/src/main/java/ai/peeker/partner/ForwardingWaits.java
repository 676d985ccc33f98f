package ai.peeker.partner;

import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.DomainsApi;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import java.util.concurrent.CompletableFuture;

/** Waits for forwarding jobs. */
abstract class ForwardingWaits extends DomainsApi {
  private final LongRunning longRunning;

  ForwardingWaits(ApiTransport transport, LongRunning longRunning) {
    super(transport);
    this.longRunning = longRunning;
  }

  /**
   * Waits for a forwarding job, as {@link #waitForForwarding(String, PollOptions)} does with
   * default options.
   *
   * @param jobId the id ({@code fwj_…}); not blank
   * @return the result with the last state
   */
  public PollResult<ForwardingJob> waitForForwarding(String jobId) {
    return waitForForwarding(jobId, PollOptions.defaults());
  }

  /**
   * Waits until a forwarding job has redirected all of its domains, or failed for one of them
   * ({@code partial_success}) or for all: {@link ForwardingJob#failed()} of the value lists them.
   * Polls every 10 seconds by default.
   *
   * @param jobId the id ({@code fwj_…}); not blank
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return the result with the last state; {@link PollResult.StillRunning} after the timeout
   * @throws ai.peeker.partner.error.CallException if a poll failed for good, the thread was
   *     interrupted, or no poll succeeded before the timeout
   */
  public PollResult<ForwardingJob> waitForForwarding(String jobId, PollOptions options) {
    return longRunning.waitFor(PollTargets.FORWARDING, jobId, options, () -> getForwarding(jobId));
  }

  /**
   * Asynchronous variant of {@link #waitForForwarding(String)}. Canceling the future ends the wait.
   *
   * @param jobId the id ({@code fwj_…}); not blank
   * @return completed with the result
   */
  public CompletableFuture<PollResult<ForwardingJob>> waitForForwardingAsync(String jobId) {
    return waitForForwardingAsync(jobId, PollOptions.defaults());
  }

  /**
   * Asynchronous variant of {@link #waitForForwarding(String, PollOptions)}. Canceling the future
   * ends the wait.
   *
   * @param jobId the id ({@code fwj_…}); not blank
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return completed with the result
   */
  public CompletableFuture<PollResult<ForwardingJob>> waitForForwardingAsync(
      String jobId, PollOptions options) {
    DomainsApi domains = new DomainsApi(longRunning.calls());
    return longRunning.waitForAsync(
        PollTargets.FORWARDING, jobId, options, () -> domains.getForwardingAsync(jobId));
  }
}
