package ai.peeker.partner.domain;

import ai.peeker.partner.model.DomainImport;
import java.util.List;

/**
 * An import that was started for some of the given domains.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param job the job, to be stored or waited for
 * @param domains the domains of the job, in the order and the spelling in which they were given
 * @param state the job as the API returned it when it was started
 */
public record StartedImport(ImportJob job, List<String> domains, DomainImport state) {
  /**
   * Creates a started import, for tests and fakes.
   *
   * @param job the job
   * @param domains the domains of the job; copied
   * @param state the job as the API returned it
   */
  public StartedImport {
    domains = List.copyOf(domains);
  }
}
