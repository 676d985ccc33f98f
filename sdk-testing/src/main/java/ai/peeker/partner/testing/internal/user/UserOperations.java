package ai.peeker.partner.testing.internal.user;

import ai.peeker.partner.testing.internal.http.Routes;

/** Serves {@code /users}. */
public final class UserOperations {
  @SuppressWarnings("UnusedVariable") // used by the operations, which are not served yet
  private final Users users;

  public UserOperations(Users users) {
    this.users = users;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    // No operation yet.
  }
}
