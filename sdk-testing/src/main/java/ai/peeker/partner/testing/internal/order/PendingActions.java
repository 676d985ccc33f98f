package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.model.PendingActionStatus;
import ai.peeker.partner.model.PendingActionType;
import ai.peeker.partner.testing.internal.account.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The actions that orders wait for, open and resolved.
 *
 * <p>Guarded by the account's lock.
 */
public final class PendingActions {
  private final Account account;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  PendingActions(Account account) {
    this.account = account;
  }

  /** An action and the order that waits for it, which the API's row does not name. */
  public record Entry(PendingAction action, Order order) {
    boolean isOpen() {
      return action.status().equals(PendingActionStatus.OPEN);
    }
  }

  /** Returns all actions, the newest first. */
  List<Entry> newestFirst() {
    List<Entry> newestFirst = new ArrayList<>(entries.values());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  public Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  boolean hasOpen(Order order) {
    return entries.values().stream().anyMatch(entry -> entry.order() == order && entry.isOpen());
  }

  /** Returns whether an order has waited for this persona's picture before. */
  boolean hasPicture(Order order, OrderPersona persona) {
    return entries.values().stream()
        .anyMatch(entry -> entry.order() == order && persona.equals(entry.action().user()));
  }

  /**
   * Adds an open action.
   *
   * @param persona the persona whose picture is not accessible; null for any other reason
   */
  PendingAction open(
      Order order,
      OrderedDomain domain,
      PendingActionReason reason,
      @Nullable OrderPersona persona) {
    PendingAction.Builder action =
        PendingAction.builder()
            .id(account.newId("act"))
            .reason(reason)
            .status(PendingActionStatus.OPEN)
            .domainId(domain.id())
            .domain(domain.name())
            .message(message(reason, domain.name()))
            .createdAt(account.timestamp());
    if (persona != null) {
      action.type(PendingActionType.GOOGLE_PROFILE_PICTURE).user(persona);
    }
    PendingAction open = action.build();
    entries.put(open.id(), new Entry(open, order));
    return open;
  }

  /** Marks an action as resolved. */
  void resolve(Entry entry) {
    PendingAction resolved =
        entry.action().toBuilder().status(PendingActionStatus.RESOLVED).build();
    entries.put(resolved.id(), new Entry(resolved, entry.order()));
  }

  /** Marks all open actions of an order as resolved. */
  void resolveAll(Order order) {
    List.copyOf(entries.values()).stream()
        .filter(entry -> entry.order() == order && entry.isOpen())
        .forEach(this::resolve);
  }

  private static String message(PendingActionReason reason, String domain) {
    return switch (reason.known()) {
      case UPDATE_NAMESERVERS -> "Point the nameservers of " + domain + " to Peeker.";
      case REPLACE_DOMAIN -> "Replace the domain " + domain + " with another one.";
      case PROFILE_PICTURE_NOT_ACCESSIBLE ->
          "The profile picture URL must be a publicly accessible image URL.";
      default -> "The order requires an action for " + domain + ".";
    };
  }
}
