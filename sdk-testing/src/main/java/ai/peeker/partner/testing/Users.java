package ai.peeker.partner.testing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users of orders. An email creates a user with its first order and always maps to that user.
 * Initially holds the user of the documented examples.
 *
 * <p>Guarded by the lock of the {@link OrderStore} that owns it.
 */
final class Users {
  private static final String DOCUMENTED_ID = "usr_01HZX0C6Z3K4M5N6P7Q8R9S0";
  private static final String DOCUMENTED_EMAIL = "client@example.com";

  private final IdGenerator ids;
  private final Map<String, String> idsByEmail = new HashMap<>();
  private final Map<String, String> emailsById = new HashMap<>();

  Users(IdGenerator ids) {
    this.ids = ids;
    idsByEmail.put(DOCUMENTED_EMAIL, DOCUMENTED_ID);
    emailsById.put(DOCUMENTED_ID, DOCUMENTED_EMAIL);
  }

  /** Returns the user with this id or email. Any {@code usr_} id is assumed to exist. */
  User findOrCreate(String idOrEmail) {
    if (idOrEmail.startsWith("usr_")) {
      return new User(idOrEmail, emailsById.get(idOrEmail));
    }
    String id =
        idsByEmail.computeIfAbsent(idOrEmail.toLowerCase(Locale.ROOT), email -> ids.nextUserId());
    String email = emailsById.computeIfAbsent(id, key -> idOrEmail);
    return new User(id, email);
  }

  /** A user's id and, if known, email. */
  record User(String id, @Nullable String email) {}
}
