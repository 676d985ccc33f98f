package ai.peeker.partner.testing.internal.user;

import ai.peeker.partner.testing.internal.account.Account;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users of orders. An email creates a user with its first order and always maps to that user.
 * Initially holds the user of the documented examples.
 *
 * <p>Guarded by the account's lock.
 */
public final class Users {
  private static final String DOCUMENTED_ID = "usr_01HZX0C6Z3K4M5N6P7Q8R9S0";
  private static final String DOCUMENTED_EMAIL = "client@example.com";

  private final Account account;
  private final Map<String, String> idsByEmail = new HashMap<>();
  private final Map<String, String> emailsById = new HashMap<>();

  public Users(Account account) {
    this.account = account;
    idsByEmail.put(DOCUMENTED_EMAIL, DOCUMENTED_ID);
    emailsById.put(DOCUMENTED_ID, DOCUMENTED_EMAIL);
  }

  /** Returns the user with this id or email. Any {@code usr_} id is assumed to exist. */
  public User findOrCreate(String idOrEmail) {
    if (idOrEmail.startsWith("usr_")) {
      return new User(idOrEmail, emailsById.get(idOrEmail));
    }
    String id =
        idsByEmail.computeIfAbsent(
            idOrEmail.toLowerCase(Locale.ROOT), email -> account.newId("usr"));
    String email = emailsById.computeIfAbsent(id, key -> idOrEmail);
    return new User(id, email);
  }

  /** A user's id and, if known, email. */
  public record User(String id, @Nullable String email) {}
}
