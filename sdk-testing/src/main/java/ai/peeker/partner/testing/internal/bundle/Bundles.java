package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.testing.internal.account.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The saved bundles. Initially holds the bundle of the documented examples.
 *
 * <p>Guarded by the account's lock.
 */
public final class Bundles {
  private static final String DOCUMENTED_ID = "bun_123";
  private static final int DOCUMENTED_DOMAINS = 10;

  private final Account account;
  private final Map<String, SavedBundle> bundles = new LinkedHashMap<>();

  public Bundles(Account account) {
    this.account = account;
    add(DOCUMENTED_ID, DOCUMENTED_DOMAINS);
  }

  /** Adds a bundle, or replaces the one with the same id. */
  public void add(String id, int requiredDomains) {
    bundles.put(id, new SavedBundle(id, requiredDomains, account.now()));
  }

  /** Returns the bundle with this id. */
  public Optional<SavedBundle> find(String id) {
    return Optional.ofNullable(bundles.get(id));
  }

  /** Returns all bundles, the oldest first. */
  public List<SavedBundle> all() {
    return List.copyOf(bundles.values());
  }
}
