package ai.peeker.partner.testing;

import ai.peeker.partner.model.Swap;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.swap.SwapEntry;
import ai.peeker.partner.testing.internal.swap.SwapLife;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The swaps of a {@link LocalPeeker}, and the control of their states by hand. Without it, a swap
 * is picked up after a minute of {@link LocalClock} and completed ten minutes later; the renames of
 * a domain's inboxes are completed one per minute.
 *
 * <p>A method that changes a swap throws {@link IllegalArgumentException} for an unknown id and
 * {@link IllegalStateException} if the swap's status does not allow the change. The webhooks of a
 * change are sent as if the change had happened by itself.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalSwaps {
  private final Supplier<LocalApi> api;

  LocalSwaps(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Returns the swaps accepted so far, one for each domain and one for each renamed inbox.
   *
   * @return a copy, the oldest first
   */
  public List<Swap> all() {
    LocalApi current = api.get();
    return current
        .account()
        .locked(() -> current.swaps().all().stream().map(SwapEntry::swap).toList());
  }

  /**
   * Returns a swap.
   *
   * @param swapId the swap id
   * @return the swap as it is now
   * @throws IllegalArgumentException if no swap has this id
   */
  public Swap get(String swapId) {
    LocalApi current = api.get();
    return current.account().locked(() -> find(current, swapId).swap());
  }

  /**
   * Completes a swap.
   *
   * @param swapId the id of a swap that has not ended
   */
  public void complete(String swapId) {
    change(swapId, SwapLife::complete);
  }

  /**
   * Fails a swap. Its domain stays on the order.
   *
   * @param swapId the id of a swap that has not ended
   */
  public void fail(String swapId) {
    change(swapId, SwapLife::fail);
  }

  /**
   * Lets a swap wait until {@link #resolve} is called.
   *
   * @param swapId the id of a swap that has not ended
   */
  public void requireAction(String swapId) {
    change(swapId, SwapLife::requireAction);
  }

  /**
   * Resolves the pending action of a swap, so that it is in progress again.
   *
   * @param swapId the id of a swap that requires action
   */
  public void resolve(String swapId) {
    change(swapId, SwapLife::resolve);
  }

  private void change(String swapId, BiConsumer<SwapLife, SwapEntry> change) {
    LocalApi current = api.get();
    current.account().locked(() -> change.accept(current.swaps().life(), find(current, swapId)));
  }

  private static SwapEntry find(LocalApi current, String swapId) {
    return current
        .swaps()
        .find(swapId)
        .orElseThrow(() -> new IllegalArgumentException("No swap " + swapId + " in this account"));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalSwaps[" + all().size() + " swaps]";
  }
}
