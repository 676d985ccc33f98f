package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.testing.internal.domain.DomainCandidates.Candidate;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rejects domains that cannot be on a new order. */
public final class DomainChecks {
  private DomainChecks() {}

  static void rejectCountMismatch(long required, int submitted) {
    if (required != submitted) {
      throw ErrorResponse.badRequest(
              "domain_count_mismatch", "Submitted domain count does not match the order plan")
          .field("domains")
          .details(
              details ->
                  details
                      .put("required_count", required)
                      .put("submitted_count", submitted)
                      .put("missing_count", Math.max(0, required - submitted)))
          .toException();
    }
  }

  /** Throws {@code domain_not_imported} if the import of a domain has not completed. */
  static void rejectNotImported(List<Candidate> candidates) {
    List<String> names =
        candidates.stream().filter(Candidate::notReady).map(Candidate::name).toList();
    if (!names.isEmpty()) {
      throw ErrorResponse.badRequest("domain_not_imported", "The domain has not been imported")
          .field("domains")
          .details(details -> names.forEach(details.putArray("domains")::add))
          .toException();
    }
  }

  /** Throws {@code premium_domain_not_supported} if a domain of the account is premium. */
  static void rejectPremium(List<Candidate> candidates) {
    List<String> names =
        candidates.stream()
            .filter(candidate -> candidate.imported() && candidate.premium())
            .map(Candidate::name)
            .toList();
    if (!names.isEmpty()) {
      throw ErrorResponse.badRequest(
              "premium_domain_not_supported", "Premium domains cannot be ordered")
          .field("domains")
          .details(details -> names.forEach(details.putArray("domains")::add))
          .toException();
    }
  }

  /** Throws {@code domains_not_submittable} if one of the domains cannot be registered. */
  static void rejectBlocked(List<Candidate> candidates) {
    List<Candidate> blocked =
        candidates.stream().filter(candidate -> candidate.blockedReason() != null).toList();
    if (!blocked.isEmpty()) {
      throw ErrorResponse.badRequest(
              "domains_not_submittable", "Some domains cannot be submitted for registration")
          .field("domains")
          .details(details -> addReasons(details, blocked))
          .toException();
    }
  }

  private static void addReasons(ObjectNode details, List<Candidate> blocked) {
    details.put("required_replacements", blocked.size());
    ArrayNode rows = details.putArray("domains_not_submittable");
    for (Candidate candidate : blocked) {
      rows.addObject().put("domain", candidate.name()).put("reason", candidate.blockedReason());
    }
  }

  /**
   * Returns the names of the domains that get Microsoft: the first that can host it.
   *
   * @throws ErrorResponseException {@code domain_not_usable_for_provider} if too few can
   */
  static Set<String> chooseMicrosoft(List<Candidate> candidates, long count) {
    Set<String> chosen = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (chosen.size() < count && candidate.usableFor().contains(MailProvider.MICROSOFT)) {
        chosen.add(candidate.name());
      }
    }
    for (Candidate candidate : candidates) {
      boolean needsMicrosoft = chosen.size() < count;
      MailProvider provider = needsMicrosoft ? MailProvider.MICROSOFT : MailProvider.GOOGLE;
      if (!chosen.contains(candidate.name()) && !candidate.usableFor().contains(provider)) {
        throw notUsable(candidate, provider, "domains");
      }
    }
    return chosen;
  }

  /** Creates the rejection of a domain that cannot host a provider. */
  public static ErrorResponseException notUsable(
      Candidate candidate, MailProvider provider, String field) {
    return ErrorResponse.badRequest(
            "domain_not_usable_for_provider", "The domain is not usable for the requested provider")
        .field(field)
        .details(
            details -> {
              details.put("domain", candidate.name()).put("provider", provider.value());
              ArrayNode usableFor = details.putArray("usable_for");
              candidate.usableFor().forEach(usable -> usableFor.add(usable.value()));
            })
        .toException();
  }
}
