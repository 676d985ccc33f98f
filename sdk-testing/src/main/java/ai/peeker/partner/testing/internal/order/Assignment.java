package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.testing.internal.domain.DomainCandidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The mail provider and the number of inboxes that a domain gets by an order. */
record Assignment(Candidate candidate, MailProvider provider, int inboxes) {

  /**
   * Distributes the licenses of a plan over domains. Microsoft gets the first that can host it, and
   * the last Google domain has fewer inboxes if the licenses do not fill it.
   */
  static List<Assignment> of(Plan plan, List<Candidate> candidates) {
    Set<String> microsoft = DomainChecks.chooseMicrosoft(candidates, plan.microsoft());
    List<Assignment> assignments = new ArrayList<>();
    long google = plan.google();
    for (Candidate candidate : candidates) {
      if (microsoft.contains(candidate.name())) {
        assignments.add(new Assignment(candidate, MailProvider.MICROSOFT, plan.microsoftInboxes()));
      } else {
        int inboxes = (int) Math.min(plan.googleInboxes(), google);
        google -= inboxes;
        assignments.add(new Assignment(candidate, MailProvider.GOOGLE, inboxes));
      }
    }
    return assignments;
  }
}
