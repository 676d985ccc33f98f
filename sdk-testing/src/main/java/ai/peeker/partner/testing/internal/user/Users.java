package ai.peeker.partner.testing.internal.user;

import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.model.User;
import ai.peeker.partner.model.UserStatus;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The users of the account. Initially holds the user of the documented examples. Email addresses
 * are compared in any letter case, and a deleted user keeps its address.
 *
 * <p>An address that is taken is rejected with an error that carries the existing user, as the API
 * documents; it documents neither the code nor the place. Here it is {@code invalid_request} on
 * {@code email}, with the user in {@code details.user}.
 *
 * <p>Guarded by the account's lock.
 */
public final class Users {
  private static final String DOCUMENTED_ID = "usr_01HZX0C6Z3K4M5N6P7Q8R9S0";
  private static final String DOCUMENTED_EMAIL = "client@example.com";
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");

  private final Account account;
  private final Map<String, User> byId = new LinkedHashMap<>();
  private final Map<String, String> idsByEmail = new LinkedHashMap<>();

  public Users(Account account) {
    this.account = account;
    put(newUser(DOCUMENTED_ID, DOCUMENTED_EMAIL, null).build());
  }

  /** Returns all users, the oldest first. */
  public List<User> all() {
    return new ArrayList<>(byId.values());
  }

  /** Returns the user with this id. */
  public Optional<User> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the user with this email address. */
  public Optional<User> findByEmail(String email) {
    return Optional.ofNullable(idsByEmail.get(key(email))).map(byId::get);
  }

  /**
   * Returns the user of an order, who is created if the email address is new.
   *
   * @param idOrEmail the id or the email address; an unknown id and a deleted user are rejected
   * @param route the route of the order, which a new user gets
   */
  public User findOrCreate(String idOrEmail, @Nullable SequencerRoute route) {
    Optional<User> existing =
        idOrEmail.startsWith("usr_") ? find(idOrEmail) : findByEmail(idOrEmail);
    if (existing.isEmpty() && idOrEmail.startsWith("usr_")) {
      throw ErrorResponseException.invalid("user", "No user " + idOrEmail + " in this account");
    }
    if (existing.filter(user -> user.status().equals(UserStatus.DELETED)).isPresent()) {
      throw ErrorResponseException.invalid("user", "The user " + idOrEmail + " is deleted");
    }
    return existing.orElseGet(
        () -> {
          requireEmail(idOrEmail, "user");
          return put(newUser(account.newId("usr"), idOrEmail, route).build());
        });
  }

  /** Creates the user, or rejects an email address that is taken or is none. */
  User create(User.Builder user, String email) {
    requireEmail(email, "email");
    rejectDuplicate(email, null);
    return put(
        user.id(account.newId("usr"))
            .email(email)
            .status(UserStatus.ACTIVE)
            .createdAt(account.timestamp())
            .build());
  }

  /** Replaces the user, or rejects an email address that another user has or is none. */
  User update(User user) {
    rejectDeleted(user);
    requireEmail(user.email(), "email");
    rejectDuplicate(user.email(), user.id());
    find(user.id()).ifPresent(before -> idsByEmail.remove(key(before.email())));
    return put(user);
  }

  /** Marks the user as deleted. The records of its orders are kept. */
  User delete(User user) {
    return put(user.toBuilder().status(UserStatus.DELETED).build());
  }

  private static void rejectDeleted(User user) {
    if (user.status().equals(UserStatus.DELETED)) {
      throw ErrorResponse.invalidRequest("The user " + user.id() + " is deleted").toException();
    }
  }

  private static void requireEmail(String email, String field) {
    if (!EMAIL.matcher(email).matches()) {
      throw ErrorResponseException.invalid(
          field, field + " must be an email address, such as alex@acme.com");
    }
  }

  /** Rejects with the existing user in the details, so that a caller can match on its id. */
  private void rejectDuplicate(String email, @Nullable String ownId) {
    Optional<User> existing = findByEmail(email).filter(user -> !user.id().equals(ownId));
    if (existing.isPresent()) {
      throw ErrorResponse.invalidRequest("A user with the email " + email + " exists already")
          .field("email")
          .details(details -> details.set("user", Json.tree(existing.get())))
          .toException();
    }
  }

  private User.Builder newUser(String id, String email, @Nullable SequencerRoute route) {
    User.Builder user =
        User.builder().id(id).email(email).status(UserStatus.ACTIVE).createdAt(account.timestamp());
    return route == null ? user : user.sequencer(route);
  }

  private User put(User user) {
    byId.put(user.id(), user);
    idsByEmail.put(key(user.email()), user.id());
    return user;
  }

  private static String key(String email) {
    return email.toLowerCase(Locale.ROOT);
  }
}
