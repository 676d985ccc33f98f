package ai.peeker.partner;

import ai.peeker.partner.internal.domain.DomainNames;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The domains of an operation, each once, in order, in the spelling that was given first. */
record DistinctDomains(List<String> names) {
  static DistinctDomains of(@Nullable Collection<String> domains) {
    if (domains == null) {
      throw new IllegalArgumentException("domains must not be null");
    }
    Map<String, String> byKey = new LinkedHashMap<>();
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    int index = 0;
    for (String domain : domains) {
      String problem = problem(domain, encoder);
      if (problem != null) {
        throw new IllegalArgumentException("domains[" + index + "] " + problem);
      }
      byKey.putIfAbsent(DomainNames.key(domain), domain);
      index++;
    }
    return new DistinctDomains(List.copyOf(byKey.values()));
  }

  private static @Nullable String problem(@Nullable String domain, CharsetEncoder encoder) {
    if (domain == null) {
      return "must not be null";
    }
    if (domain.isBlank()) {
      return "must not be blank";
    }
    return encoder.canEncode(domain) ? null : "must not contain an unpaired surrogate";
  }

  /** Returns the names in lists of at most a number of them. */
  List<List<String>> chunks(int size) {
    List<List<String>> chunks = new ArrayList<>();
    for (int start = 0; start < names.size(); start += size) {
      chunks.add(names.subList(start, Math.min(start + size, names.size())));
    }
    return chunks;
  }
}
