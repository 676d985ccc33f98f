package ai.peeker.partner.testing.internal.swap;

import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.model.SwapStatus;
import ai.peeker.partner.model.SwapType;
import ai.peeker.partner.testing.internal.clock.Task;
import ai.peeker.partner.testing.internal.order.Order;
import ai.peeker.partner.testing.internal.order.OrderedDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A swap with the state that the API does not show.
 *
 * <p>Guarded by the account's lock.
 */
public final class SwapEntry {
  private final Order order;
  private final OrderedDomain domain;
  private final @Nullable OrderPersona persona;
  private final Duration duration;
  private Swap swap;
  private @Nullable String replacementId;
  private boolean replacementImported;
  private boolean waitsForImport;
  private boolean warm;
  private @Nullable Task next;

  /**
   * Creates an entry.
   *
   * @param domain the domain that is retired, or whose inbox is renamed
   * @param persona the new persona of the inbox, or null if the swap replaces a domain
   * @param duration the time that the swap is in progress
   */
  SwapEntry(
      Swap swap,
      Order order,
      OrderedDomain domain,
      @Nullable OrderPersona persona,
      Duration duration) {
    this.swap = swap;
    this.order = order;
    this.domain = domain;
    this.persona = persona;
    this.duration = duration;
  }

  public Swap swap() {
    return swap;
  }

  Order order() {
    return order;
  }

  OrderedDomain domain() {
    return domain;
  }

  @Nullable OrderPersona persona() {
    return persona;
  }

  Duration duration() {
    return duration;
  }

  Instant createdAt() {
    return Objects.requireNonNull(swap.createdAt()).toInstant();
  }

  /** Returns whether a domain is the retired or the replacing one. */
  boolean involves(String domainId) {
    return domain.id().equals(domainId) || domainId.equals(replacementId);
  }

  boolean isRename() {
    return persona != null;
  }

  boolean isPremium() {
    return SwapType.PREMIUM.equals(swap.type());
  }

  /** Returns the name of the new domain; only a swap that replaces a domain has one. */
  String replacement() {
    return Objects.requireNonNull(swap.replacementDomain());
  }

  /** Returns the id of the new domain, or null while it is not on the order. */
  @Nullable String replacementId() {
    return replacementId;
  }

  void replacementId(@Nullable String id, boolean imported) {
    replacementId = id;
    replacementImported = imported;
  }

  boolean isReplacementImported() {
    return replacementImported;
  }

  SwapStatus status() {
    return swap.status();
  }

  void status(SwapStatus status) {
    swap = swap.toBuilder().status(status).build();
  }

  boolean is(SwapStatus status) {
    return swap.status().equals(status);
  }

  boolean isInFlight() {
    return is(SwapStatus.CREATED) || is(SwapStatus.IN_PROGRESS);
  }

  boolean hasEnded() {
    return is(SwapStatus.COMPLETED) || is(SwapStatus.FAILED);
  }

  /** Returns whether the swap continues by itself once its replacement is imported. */
  boolean waitsForImport() {
    return waitsForImport && is(SwapStatus.ACTION_REQUIRED);
  }

  void waitForImport() {
    waitsForImport = true;
  }

  /** Returns whether the old domain is kept warm beside the new one. */
  boolean isWarm() {
    return warm;
  }

  void warm(boolean isWarm) {
    warm = isWarm;
  }

  /** Replaces the scheduled next step, which is then not run. */
  void next(@Nullable Task task) {
    if (next != null) {
      next.cancel();
    }
    next = task;
  }
}
