package ai.peeker.partner;

import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.UsersApi;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ForbiddenException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.User;
import ai.peeker.partner.model.UserStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The operations on users, who are your customers.
 *
 * <pre>{@code
 * SequencerRoute route =
 *     SequencerRoute.builder()
 *         .provider(SequencerProvider.SMARTLEAD)
 *         .clientId(SequencerClientId.of(366903))
 *         .build();
 * User user =
 *     client.users().createOrGet(
 *         CreateUserRequest.builder().email("alex@acme.com").sequencer(route).build());
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Users extends UsersApi {
  private static final int MOST_ROWS = 100;

  Users(ApiTransport transport) {
    super(transport);
  }

  /**
   * Returns the user with an e-mail address, and creates the user if there is none. An existing
   * user is returned as it is: the names and the sequencer of the request are not compared.
   *
   * <p>The API documents that an address is unique in an account, but not the error of a second
   * creation. Therefore this method looks for the address first, ignoring case. If the creation is
   * rejected or its outcome is unknown, as it is when two callers create the same user at once, it
   * looks again. A deleted user is never returned: the portal alone can restore one, and the API
   * does not document whether the address can be used again, so the creation is tried.
   *
   * @param request the user; not null
   * @return a user who is not deleted
   * @throws IllegalArgumentException if the request is null
   * @throws CallException if a call failed; that of the creation if it failed and no user was found
   */
  public User createOrGet(CreateUserRequest request) {
    String email = email(request);
    Optional<User> found = find(email);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return create(request);
    } catch (CallException e) {
      if (!mayExist(e)) {
        throw e;
      }
      return findAfter(e, email);
    }
  }

  private User findAfter(CallException failure, String email) {
    try {
      return find(email).orElseThrow(() -> failure);
    } catch (CallException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  /**
   * Asynchronous variant of {@link #createOrGet}. Canceling the future ends the call that is
   * running.
   *
   * @param request the user; not null
   * @return completed with the user, or with the exception that {@link #createOrGet} would throw
   * @throws IllegalArgumentException if the request is null
   */
  public CompletableFuture<User> createOrGetAsync(CreateUserRequest request) {
    String email = email(request);
    return AsyncSteps.then(
        findAsync(email),
        found ->
            found.isPresent()
                ? CompletableFuture.completedFuture(found.get())
                : AsyncSteps.then(
                    createAsync(request),
                    CompletableFuture::completedFuture,
                    failure -> findAfterAsync(failure, email)));
  }

  private CompletableFuture<User> findAfterAsync(Throwable failure, String email) {
    if (!(failure instanceof CallException e && mayExist(e))) {
      return CompletableFuture.failedFuture(failure);
    }
    return AsyncSteps.then(
        findAsync(email),
        found ->
            found
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(failure)),
        second -> {
          failure.addSuppressed(second);
          return CompletableFuture.failedFuture(failure);
        });
  }

  private static String email(CreateUserRequest request) {
    if (request == null) {
      throw new IllegalArgumentException("request must not be null");
    }
    return request.email();
  }

  private Optional<User> find(String email) {
    return active(list(query -> query.email(email).perPage(MOST_ROWS)).items(), email);
  }

  private CompletableFuture<Optional<User>> findAsync(String email) {
    return AsyncSteps.then(
        listAsync(query -> query.email(email).perPage(MOST_ROWS)),
        page -> CompletableFuture.completedFuture(active(page.items(), email)));
  }

  /** Compares the address once more, in case that the server takes it for a part of one. */
  private static Optional<User> active(List<User> users, String email) {
    return users.stream()
        .filter(user -> user != null && email.equalsIgnoreCase(user.email()))
        .filter(user -> !UserStatus.DELETED.equals(user.status()))
        .findFirst();
  }

  /** Returns whether a creation failed in a way that leaves the user there, from now or before. */
  private static boolean mayExist(CallException failure) {
    boolean isOther =
        failure instanceof UnauthorizedException
            || failure instanceof ForbiddenException
            || failure instanceof RateLimitedException;
    boolean isRejected = failure instanceof ApiException && !isOther;
    return failure.outcome() != Outcome.NOT_SENT
        && (isRejected || failure.outcome() != Outcome.REJECTED);
  }
}
