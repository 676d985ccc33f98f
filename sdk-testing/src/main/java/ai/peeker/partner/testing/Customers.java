package ai.peeker.partner.testing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who ordered: an e-mail becomes a user on its first order and is the same user ever after. The
 * user of the documented example is there from the start.
 *
 * <p>Guarded by the lock of the {@link OrderBook}, its only owner.
 */
final class Customers {
  private static final String DOCUMENTED_ID = "usr_01HZX0C6Z3K4M5N6P7Q8R9S0";
  private static final String DOCUMENTED_EMAIL = "client@example.com";

  private final Ids ids;
  private final Map<String, String> idsByEmail = new HashMap<>();
  private final Map<String, String> emailsById = new HashMap<>();

  Customers(Ids ids) {
    this.ids = ids;
    idsByEmail.put(DOCUMENTED_EMAIL, DOCUMENTED_ID);
    emailsById.put(DOCUMENTED_ID, DOCUMENTED_EMAIL);
  }

  /**
   * The customer that the {@code user} of an order means; any {@code usr_} id is taken to exist.
   */
  Customer named(String user) {
    if (user.startsWith("usr_")) {
      return new Customer(user, emailsById.get(user));
    }
    String id = idsByEmail.computeIfAbsent(user.toLowerCase(Locale.ROOT), email -> ids.user());
    String email = emailsById.computeIfAbsent(id, key -> user);
    return new Customer(id, email);
  }

  /** A user's id and, where known, e-mail. */
  record Customer(String id, @Nullable String email) {}
}
