package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainCategory;
import ai.peeker.partner.model.DomainEventData;
import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The domains of the account: in the inventory, being imported, or connected to an order. A domain
 * keeps its id and its row forever. Names are compared in any letter case.
 *
 * <p>Guarded by the account's lock.
 */
public final class DomainRecords {
  private final Account account;
  private final DomainTraits traits;
  private final Map<String, Domain> byName = new LinkedHashMap<>();
  private final Map<String, String> namesById = new HashMap<>();

  public DomainRecords(Account account, DomainTraits traits) {
    this.account = account;
    this.traits = traits;
  }

  /** Returns the domain with this id or name. */
  public Optional<Domain> find(String idOrName) {
    String name = namesById.getOrDefault(idOrName, DomainName.normalize(idOrName));
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns all domains, the newest first. */
  public List<Domain> newestFirst() {
    List<Domain> newestFirst = new ArrayList<>(byName.values());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Adds a root domain to the inventory. */
  public Domain add(String name) {
    if (!DomainName.isRoot(name) || find(name).isPresent()) {
      throw new IllegalArgumentException(
          "domain must be a root domain that the account does not have: " + name);
    }
    return putInventory(name, DomainStatus.AVAILABLE);
  }

  /** Puts a domain into the inventory, or sets the status of one that is there. */
  public Domain putInventory(String name, DomainStatus status) {
    return put(inventoryRow(name).status(status).build());
  }

  /**
   * Puts a domain on an order, where it is in progress. It is added to the account if need be.
   *
   * @param forwardingUrl the URL that the domain redirects to, or null
   * @return the id of the domain
   */
  public String attach(
      String name,
      MailProvider provider,
      String userId,
      String orderId,
      @Nullable String forwardingUrl) {
    Domain.Builder row =
        inventoryRow(name)
            .category(DomainCategory.CONNECTED)
            .status(DomainStatus.IN_PROGRESS)
            .provider(provider)
            .userId(userId)
            .orderId(orderId)
            .forwardingUrl(forwardingUrl);
    if (provider.equals(MailProvider.MICROSOFT)) {
      // Only Google can host inboxes beside those of Microsoft.
      row.usableFor(DomainTraits.GOOGLE_ONLY);
    }
    return put(row.build()).id();
  }

  /** Takes a domain off its order: it is in the inventory again, without a forwarding URL. */
  public void detach(String idOrName) {
    putInventory(require(idOrName).domain(), DomainStatus.AVAILABLE);
  }

  /** Sets the status of a domain. */
  public void setStatus(String idOrName, DomainStatus status) {
    put(require(idOrName).toBuilder().status(status).build());
  }

  /** Sets the URL that a domain redirects to. */
  public void setForwarding(String idOrName, String url) {
    put(require(idOrName).toBuilder().forwardingUrl(url).build());
  }

  /** Reports a domain to the webhooks. */
  public void emit(WebhookEventType type, String idOrName) {
    account.emit(type, DomainEventData.fromJson(require(idOrName).toJson()));
  }

  private Domain.Builder inventoryRow(String name) {
    Optional<Domain> existing = find(name);
    return Domain.builder()
        .id(existing.map(Domain::id).orElseGet(() -> account.newId("dom")))
        .domain(DomainName.normalize(name))
        .category(DomainCategory.INVENTORY)
        .usableFor(traits.usableFor(name))
        .createdAt(existing.map(Domain::createdAt).orElseGet(account::timestamp));
  }

  private Domain require(String idOrName) {
    return find(idOrName)
        .orElseThrow(
            () -> new IllegalArgumentException("No domain " + idOrName + " in this account"));
  }

  private Domain put(Domain domain) {
    byName.put(domain.domain(), domain);
    namesById.put(domain.id(), domain.domain());
    return domain;
  }
}
