package ai.peeker.partner;

import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.SwapsApi;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import java.util.concurrent.CompletableFuture;

/**
 * The operations that swap domains and user names, and the wait for a swap.
 *
 * <pre>{@code
 * PollResult<Swap> result = client.swaps().waitFor("swp_01HZX0SW1A2B3C4D5E6F7G8H");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Swaps extends SwapsApi {
  private final LongRunning longRunning;

  Swaps(ApiTransport transport, LongRunning longRunning) {
    super(transport);
    this.longRunning = longRunning;
  }

  /**
   * Waits for a swap, as {@link #waitFor(String, PollOptions)} does with default options.
   *
   * @param swapId the id ({@code swp_…}); not blank
   * @return the result with the last state
   */
  public PollResult<Swap> waitFor(String swapId) {
    return waitFor(swapId, PollOptions.defaults());
  }

  /**
   * Waits until a swap is completed, failed or needs an action. Polls every 30 seconds by default.
   *
   * @param swapId the id ({@code swp_…}); not blank
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return the result with the last state; {@link PollResult.StillRunning} after the timeout
   * @throws ai.peeker.partner.error.CallException if a poll failed for good, the thread was
   *     interrupted, or no poll succeeded before the timeout
   */
  public PollResult<Swap> waitFor(String swapId, PollOptions options) {
    return longRunning.waitFor(PollTargets.SWAP, swapId, options, () -> get(swapId));
  }

  /**
   * Asynchronous variant of {@link #waitFor(String)}. Canceling the future ends the wait.
   *
   * @param swapId the id ({@code swp_…}); not blank
   * @return completed with the result
   */
  public CompletableFuture<PollResult<Swap>> waitForAsync(String swapId) {
    return waitForAsync(swapId, PollOptions.defaults());
  }

  /**
   * Asynchronous variant of {@link #waitFor(String, PollOptions)}. Canceling the future ends the
   * wait.
   *
   * @param swapId the id ({@code swp_…}); not blank
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return completed with the result
   */
  public CompletableFuture<PollResult<Swap>> waitForAsync(String swapId, PollOptions options) {
    SwapsApi swaps = new SwapsApi(longRunning.calls());
    return longRunning.waitForAsync(
        PollTargets.SWAP, swapId, options, () -> swaps.getAsync(swapId));
  }
}
