package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.MailProvider;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A domain of an order.
 *
 * @param id the domain id, {@code dom_…}
 * @param name the name, spelled as submitted
 * @param inboxes the number of inboxes on the domain
 * @param imported false if the order registers the domain
 * @param cancelsAt the time at which the domain leaves the order, or null if it is not cancelled
 */
public record OrderedDomain(
    String id,
    String name,
    MailProvider provider,
    int inboxes,
    boolean imported,
    @Nullable OffsetDateTime cancelsAt) {

  /** Returns the number of licenses: one per Google inbox, or one per Microsoft domain. */
  int licenses() {
    return isGoogle() ? inboxes : 1;
  }

  public boolean isGoogle() {
    return provider.equals(MailProvider.GOOGLE);
  }

  public boolean isCancelled() {
    return cancelsAt != null;
  }

  OrderedDomain cancelledAt(OffsetDateTime time) {
    return new OrderedDomain(id, name, provider, inboxes, imported, time);
  }

  /** Returns the domain that takes over the inboxes of this one. */
  OrderedDomain replacedBy(String newId, String newName, boolean newImported) {
    return new OrderedDomain(newId, newName, provider, inboxes, newImported, cancelsAt);
  }

  /** Returns whether this is the domain with this id or, in any letter case, this name. */
  boolean matches(String idOrName) {
    return id.equals(idOrName) || name.equalsIgnoreCase(idOrName.strip());
  }
}
