package ai.peeker.partner.testing.internal.swap;

import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.SwapEventData;
import ai.peeker.partner.model.SwapStatus;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.domain.DomainCandidates;
import ai.peeker.partner.testing.internal.domain.DomainRecords;
import ai.peeker.partner.testing.internal.domain.Domains;
import ai.peeker.partner.testing.internal.order.Orders;
import ai.peeker.partner.testing.internal.order.ProfilePictures;
import java.time.Duration;
import java.util.List;

/**
 * The states of a swap: created, in progress, then completed, by the clock or by hand.
 *
 * <p>Guarded by the account's lock.
 */
public final class SwapLife {
  static final Duration PICKUP = Duration.ofMinutes(1);
  static final Duration WARM = Duration.ofDays(14);

  private final Account account;
  private final Orders orders;
  private final DomainCandidates candidates;
  private final DomainRecords domains;

  SwapLife(Account account, Orders orders, Domains domains) {
    this.account = account;
    this.orders = orders;
    this.candidates = domains.candidates();
    this.domains = domains.records();
  }

  /** Reports an accepted swap, which is picked up a minute later. */
  void begin(SwapEntry entry) {
    entry.next(account.schedule(PICKUP, () -> pickUp(entry)));
    emit(WebhookEventType.SWAP_CREATED, entry);
  }

  private void pickUp(SwapEntry entry) {
    OrderPersona persona = entry.persona();
    if (persona != null && ProfilePictures.isInaccessible(persona.profilePictureUrl())) {
      requireAction(entry);
    } else if (persona == null && !isReady(entry)) {
      entry.waitForImport();
      requireAction(entry);
    } else {
      start(entry);
    }
  }

  /** Returns whether the replacement can be bought or is imported. */
  boolean isReady(SwapEntry entry) {
    DomainCandidates.Candidate candidate = candidates.candidate(entry.replacement());
    return candidate.blockedReason() == null
        && !candidate.notReady()
        && !orders.overlap().contains(entry.replacement());
  }

  private void start(SwapEntry entry) {
    if (endedWithoutOrder(entry)) {
      return;
    }
    if (!entry.isRename()) {
      holdReplacement(entry);
    }
    entry.next(account.schedule(entry.duration(), () -> complete(entry)));
    move(entry, SwapStatus.IN_PROGRESS, WebhookEventType.SWAP_IN_PROGRESS);
  }

  /** Completes a swap that has not ended. */
  public void complete(SwapEntry entry) {
    requireOpen(entry);
    if (endedWithoutOrder(entry)) {
      return;
    }
    entry.next(null);
    if (!entry.isRename()) {
      replaceDomain(entry, holdReplacement(entry));
    }
    move(entry, SwapStatus.COMPLETED, WebhookEventType.SWAP_COMPLETED);
  }

  /** Fails a swap that has not ended. */
  public void fail(SwapEntry entry) {
    requireOpen(entry);
    releaseReplacement(entry);
    move(entry, SwapStatus.FAILED, WebhookEventType.SWAP_FAILED);
  }

  /** Lets a swap wait until it is resolved. */
  public void requireAction(SwapEntry entry) {
    requireOpen(entry);
    releaseReplacement(entry);
    move(entry, SwapStatus.ACTION_REQUIRED, WebhookEventType.SWAP_ACTION_REQUIRED);
  }

  /** Lets a swap that requires action go on. */
  public void resolve(SwapEntry entry) {
    if (!entry.is(SwapStatus.ACTION_REQUIRED)) {
      throw wrongStatus(entry, "action_required");
    }
    start(entry);
  }

  /** Fails a swap whose domain has left its order meanwhile, and returns whether it has. */
  private boolean endedWithoutOrder(SwapEntry entry) {
    boolean ended =
        !entry.order().isActive() || entry.order().domain(entry.domain().id()).isEmpty();
    if (ended) {
      fail(entry);
    }
    return ended;
  }

  /** Puts the replacement on the order, unless it is there, and returns its id. */
  private String holdReplacement(SwapEntry entry) {
    String held = entry.replacementId();
    if (held != null) {
      return held;
    }
    if (orders.overlap().contains(entry.replacement())) {
      throw new IllegalStateException(
          entry.replacement() + " is on an active order (expected a domain that is free)");
    }
    boolean imported = candidates.candidate(entry.replacement()).imported();
    String id =
        domains.attach(
            entry.replacement(),
            entry.domain().provider(),
            entry.order().user().id(),
            entry.order().id(),
            domains.find(entry.domain().id()).orElseThrow().forwardingUrl());
    orders.overlap().add(List.of(entry.replacement()));
    entry.replacementId(id, imported);
    return id;
  }

  private void releaseReplacement(SwapEntry entry) {
    entry.next(null);
    String held = entry.replacementId();
    if (held != null) {
      domains.detach(held);
      orders.overlap().remove(List.of(entry.replacement()));
      entry.replacementId(null, false);
    }
  }

  private void replaceDomain(SwapEntry entry, String newId) {
    entry.order().swap(entry.domain(), newId, entry.replacement(), entry.isReplacementImported());
    domains.setStatus(newId, DomainStatus.ACTIVE);
    domains.emit(WebhookEventType.DOMAIN_CONNECTED, newId);
    if (entry.isPremium()) {
      entry.warm(true);
      account.schedule(WARM, () -> retire(entry));
    } else {
      retire(entry);
    }
  }

  private void retire(SwapEntry entry) {
    entry.warm(false);
    domains.detach(entry.domain().id());
    orders.overlap().remove(List.of(entry.domain().name()));
  }

  private void move(SwapEntry entry, SwapStatus status, WebhookEventType type) {
    entry.status(status);
    emit(type, entry);
  }

  /** Reports a swap to the webhooks. */
  void emit(WebhookEventType type, SwapEntry entry) {
    account.emit(type, SwapEventData.fromJson(entry.swap().toJson()));
  }

  private static void requireOpen(SwapEntry entry) {
    if (entry.hasEnded()) {
      throw wrongStatus(entry, "created, in_progress or action_required");
    }
  }

  private static IllegalStateException wrongStatus(SwapEntry entry, String expected) {
    return new IllegalStateException(
        "Swap "
            + entry.swap().id()
            + " is "
            + entry.status().value()
            + " (expected "
            + expected
            + ")");
  }
}
