package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.DomainCategory;
import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.UnavailableReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows which domains an order or a swap can have.
 *
 * <p>Guarded by the account's lock.
 */
public final class DomainCandidates {
  private final DomainRecords records;
  private final Availability availability;
  private final DomainTraits traits;

  public DomainCandidates(DomainRecords records, Availability availability, DomainTraits traits) {
    this.records = records;
    this.availability = availability;
    this.traits = traits;
  }

  /**
   * A domain before it is on an order.
   *
   * @param blockedReason the reason why it cannot be registered, {@code unavailable} or {@code
   *     premium}, or null; the contract has no values for unknown domains and provider errors
   * @param imported true if it is in the account
   * @param notReady true if its import has not completed
   * @param premium true if it is a premium domain, imported or not
   */
  public record Candidate(
      String name,
      @Nullable String blockedReason,
      boolean imported,
      boolean notReady,
      boolean premium,
      List<MailProvider> usableFor) {}

  /** Returns the state of a domain now; the cache of the availability has no effect. */
  public Candidate candidate(String name) {
    Optional<Domain> row = records.find(name);
    return new Candidate(
        name,
        row.isPresent() ? null : blockedReason(name),
        row.isPresent(),
        row.filter(DomainCandidates::isNotReady).isPresent(),
        traits.unavailable(name).filter(UnavailableReason.PREMIUM::equals).isPresent(),
        traits.usableFor(name));
  }

  private static boolean isNotReady(Domain row) {
    return DomainCategory.INVENTORY.equals(row.category())
        && !row.status().equals(DomainStatus.AVAILABLE);
  }

  private @Nullable String blockedReason(String name) {
    DomainAvailability row = availability.current(name);
    if (row.available()) {
      return null;
    }
    return UnavailableReason.PREMIUM.equals(row.reason()) ? "premium" : "unavailable";
  }
}
