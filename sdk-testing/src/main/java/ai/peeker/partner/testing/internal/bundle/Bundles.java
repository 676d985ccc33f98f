package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.model.DeletedBundleStatus;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Set<String> deletedIds = new HashSet<>();

  public Bundles(Account account) {
    this.account = account;
    add(DOCUMENTED_ID, DOCUMENTED_DOMAINS);
  }

  /** Adds a bundle, or replaces the one with the same id. */
  public void add(String id, int requiredDomains) {
    put(SavedBundle.ofDomains(id, requiredDomains, account.timestamp()));
  }

  /** Returns the bundle with this id. */
  public Optional<SavedBundle> find(String id) {
    return Optional.ofNullable(bundles.get(id)).filter(this::exists);
  }

  /** Returns whether a bundle has not been deleted. */
  boolean exists(SavedBundle bundle) {
    return !deletedIds.contains(bundle.id());
  }

  /** Returns all bundles, even deleted ones, the oldest first. */
  public List<SavedBundle> all() {
    return List.copyOf(bundles.values());
  }

  /** Returns the bundle of a new order, or rejects one that is unknown or archived. */
  public SavedBundle requireOrderable(String id) {
    SavedBundle bundle =
        find(id)
            .orElseThrow(
                () ->
                    ErrorResponseException.invalid(
                        "bundle_id", "No bundle " + id + " in this account"));
    if (bundle.isArchived()) {
      throw ErrorResponseException.invalid("bundle_id", "The bundle " + id + " is archived");
    }
    return bundle;
  }

  /** Remembers that an order has used the bundle, which can then only be archived. */
  public void markUsed(String id) {
    find(id).ifPresent(bundle -> put(bundle.asUsed()));
  }

  /** Creates a bundle from a body that conforms to the schema. */
  SavedBundle create(JsonNode body) {
    BundlePlan plan = BundlePlan.read(body);
    return put(SavedBundle.active(account.newId("bun"), plan, account.timestamp()));
  }

  /** Changes the properties that the body has. An archived bundle is read-only. */
  SavedBundle update(SavedBundle bundle, JsonNode body) {
    if (bundle.isArchived()) {
      throw ErrorResponse.invalidRequest("The bundle " + bundle.id() + " is archived")
          .toException();
    }
    return put(bundle.withPlan(bundle.plan().changedBy(body)));
  }

  /** Archives a bundle that an order has used, and removes any other. */
  DeletedBundleStatus delete(SavedBundle bundle) {
    if (bundle.used()) {
      put(bundle.archived());
      return DeletedBundleStatus.ARCHIVED;
    }
    deletedIds.add(bundle.id());
    return DeletedBundleStatus.DELETED;
  }

  private SavedBundle put(SavedBundle bundle) {
    deletedIds.remove(bundle.id());
    bundles.put(bundle.id(), bundle);
    return bundle;
  }
}
