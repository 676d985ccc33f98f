package ai.peeker.partner;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.batch.CallEnd;
import ai.peeker.partner.internal.domain.DomainNames;
import ai.peeker.partner.model.DomainAvailabilities;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.UnavailableReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The availability of each domain, whatever the order in which the server returns it. */
final class AvailabilityRows {
  private final Map<String, DomainAvailability> rows = new LinkedHashMap<>(); // by domain as given
  private final Map<String, CallException> failures = new HashMap<>();

  /** Adds the ends of calls; a later row replaces a stale one, and a later failure does not. */
  AvailabilityRows add(List<List<String>> chunks, List<CallEnd<DomainAvailabilities>> ends) {
    for (int i = 0; i < chunks.size(); i++) {
      DomainAvailabilities result = ends.get(i).result();
      CallException failure = ends.get(i).failure();
      if (result != null) {
        match(chunks.get(i), result.domains());
      } else if (failure != null) {
        chunks.get(i).forEach(name -> failures.put(name, failure));
      }
    }
    return this;
  }

  private void match(List<String> names, List<DomainAvailability> received) {
    Map<String, DomainAvailability> byKey = new LinkedHashMap<>();
    received.forEach(row -> byKey.putIfAbsent(DomainNames.key(row.domain()), row));
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      DomainAvailability row = byKey.remove(DomainNames.key(name));
      if (row == null) {
        missing.add(name);
      } else {
        rows.put(name, row);
      }
    }
    // the server may spell names in another way, but not plain ones
    boolean isRenamed =
        missing.size() == byKey.size()
            && missing.stream().noneMatch(AvailabilityRows::isPlain)
            && byKey.values().stream().noneMatch(row -> isPlain(row.domain()));
    Iterator<DomainAvailability> rest = byKey.values().iterator();
    for (String name : missing) {
      if (isRenamed) {
        rows.put(name, rest.next());
      } else {
        failures.put(name, noRow(name));
      }
    }
  }

  private static boolean isPlain(String name) {
    return DomainNames.plain(name) != null && !name.startsWith("xn--") && !name.contains(".xn--");
  }

  private static UnreadableResponseException noRow(String name) {
    return new UnreadableResponseException(
        "The response has no row for the domain \"" + name + "\". Check it again.",
        Outcome.APPLIED,
        null,
        List.of());
  }

  /** Returns the domains whose result is out of date. */
  DistinctDomains stale() {
    List<String> stale = new ArrayList<>();
    rows.forEach(
        (name, row) -> {
          if (UnavailableReason.STALE.equals(row.reason())) {
            stale.add(name);
          }
        });
    return new DistinctDomains(stale);
  }

  BatchResult<DomainAvailability> result(DistinctDomains domains) {
    List<DomainAvailability> results = new ArrayList<>();
    Map<String, CallException> failed = new LinkedHashMap<>();
    for (String name : domains.names()) {
      DomainAvailability row = rows.get(name);
      if (row == null) {
        failed.put(name, failures.get(name));
      } else {
        results.add(row);
      }
    }
    return BatchResult.of(results, failed);
  }
}
