package ai.peeker.partner.testing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The saved bundles. Initially holds the bundle of the documented examples. */
final class BundleStore {
  private static final String DOCUMENTED_ID = "bun_123";
  private static final int DOCUMENTED_DOMAINS = 10;

  private final Clock clock;
  private final Map<String, Bundle> bundles = new LinkedHashMap<>();

  BundleStore(Clock clock) {
    this.clock = clock;
    add(DOCUMENTED_ID, DOCUMENTED_DOMAINS);
  }

  synchronized void add(String id, int requiredDomains) {
    bundles.put(id, new Bundle(id, requiredDomains, clock.instant()));
  }

  synchronized Optional<Bundle> find(String id) {
    return Optional.ofNullable(bundles.get(id));
  }

  synchronized List<Bundle> all() {
    return new ArrayList<>(bundles.values());
  }
}
