package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.testing.internal.account.Account;

/** The domains of an account, with everything that is known and done about them. */
public final class Domains {
  private final DomainTraits traits = new DomainTraits();
  private final DomainRecords records;
  private final Availability availability;
  private final DomainCandidates candidates;
  private final Imports imports;
  private final ForwardingJobs forwarding;

  public Domains(Account account) {
    records = new DomainRecords(account, traits);
    availability = new Availability(account, records, traits);
    candidates = new DomainCandidates(records, availability, traits);
    imports = new Imports(account, records);
    forwarding = new ForwardingJobs(account, records, traits);
  }

  public DomainTraits traits() {
    return traits;
  }

  public DomainRecords records() {
    return records;
  }

  public Availability availability() {
    return availability;
  }

  public DomainCandidates candidates() {
    return candidates;
  }

  public Imports imports() {
    return imports;
  }

  public ForwardingJobs forwarding() {
    return forwarding;
  }
}
