package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.ForbiddenException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.User;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user with an e-mail address, found or created; blocking and asynchronous alike. */
class UsersTest extends RequestFixture {
  private static final CreateUserRequest ALEX =
      CreateUserRequest.fromJson(
          Map.of(
              "email",
              "alex@acme.com",
              "sequencer",
              Map.of("provider", "smartlead", "client_id", 366903)));
  private static final String TAKEN =
      "{\"error\":{\"code\":\"invalid_request\",\"message\":\"The email is taken\","
          + "\"field\":\"email\"}}";

  static Stream<Function<PeekerClient, User>> variants() {
    return Stream.of(
        client -> client.users().createOrGet(ALEX),
        client -> {
          try {
            return client.users().createOrGetAsync(ALEX).join();
          } catch (java.util.concurrent.CompletionException e) {
            throw (RuntimeException) e.getCause();
          }
        });
  }

  private PeekerClient client() {
    return Clients.builder(server).retryPolicy(RetryPolicy.none()).build();
  }

  private static String row(String id, String email, String status) {
    return "{\"id\":\"" + id + "\",\"email\":\"" + email + "\",\"status\":\"" + status + "\"}";
  }

  private void answerList(String... rows) {
    server.answer(200, "{\"data\":[" + String.join(",", rows) + "]}");
  }

  private List<String> sentLines() {
    return server.requests().stream().map(UsersTest::line).toList();
  }

  private static String line(SentRequest request) {
    return request.method() + " " + request.path();
  }

  private static final String SEARCH = "GET /users?email=alex%40acme.com&per_page=100";

  @ParameterizedTest
  @MethodSource("variants")
  void existingUser_isReturnedWithoutCreating(Function<PeekerClient, User> createOrGet) {
    answerList(row("usr_1", "Alex@Acme.com", "active"));

    assertThat(createOrGet.apply(client()).id()).isEqualTo("usr_1");

    assertThat(sentLines()).containsExactly(SEARCH);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void missingUser_isCreated(Function<PeekerClient, User> createOrGet) {
    answerList();
    server.answer(201, "{\"data\":" + row("usr_2", "alex@acme.com", "active") + "}");

    assertThat(createOrGet.apply(client()).id()).isEqualTo("usr_2");

    assertThat(sentLines()).containsExactly(SEARCH, "POST /users");
  }

  /** A server that took no filter would otherwise hand out another customer. */
  @ParameterizedTest
  @MethodSource("variants")
  void userOfAnotherAddress_isNotReturned(Function<PeekerClient, User> createOrGet) {
    answerList(row("usr_1", "not-alex@acme.com", "active"));
    server.answer(201, "{\"data\":" + row("usr_2", "alex@acme.com", "active") + "}");

    assertThat(createOrGet.apply(client()).id()).isEqualTo("usr_2");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void userWhomAnotherCallerCreatesMeanwhile_isFound(Function<PeekerClient, User> createOrGet) {
    answerList();
    server.answer(400, TAKEN);
    answerList(row("usr_3", "alex@acme.com", "active"));

    assertThat(createOrGet.apply(client()).id()).isEqualTo("usr_3");

    assertThat(sentLines()).containsExactly(SEARCH, "POST /users", SEARCH);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void creationWithoutAResponse_thatSucceeded_isFound(Function<PeekerClient, User> createOrGet) {
    answerList();
    server.disconnect();
    answerList(row("usr_4", "alex@acme.com", "active"));

    assertThat(createOrGet.apply(client()).id()).isEqualTo("usr_4");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void creationWithoutAResponse_thatFailed_isReported(Function<PeekerClient, User> createOrGet) {
    answerList();
    server.disconnect();
    answerList();

    assertThatThrownBy(() -> createOrGet.apply(client())).isInstanceOf(ConnectionException.class);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void deletedUser_isNotReturned_butTheRejectionIs(Function<PeekerClient, User> createOrGet) {
    answerList(row("usr_1", "alex@acme.com", "deleted"));
    server.answer(400, TAKEN);
    answerList(row("usr_1", "alex@acme.com", "deleted"));

    InvalidRequestException e =
        catchThrowableOfType(InvalidRequestException.class, () -> createOrGet.apply(client()));

    assertThat(e.field()).isEqualTo("email");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void creationThatIsForbidden_isNotLookedUpAgain(Function<PeekerClient, User> createOrGet) {
    answerList();
    server.answer(403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"Read-only key\"}}");

    assertThatThrownBy(() -> createOrGet.apply(client())).isInstanceOf(ForbiddenException.class);

    assertThat(sentLines()).containsExactly(SEARCH, "POST /users");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void secondLookThatFails_isSuppressed(Function<PeekerClient, User> createOrGet) {
    answerList();
    server.answer(400, TAKEN);
    server.disconnect();

    assertThatThrownBy(() -> createOrGet.apply(client()))
        .isInstanceOf(InvalidRequestException.class)
        .satisfies(
            e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(ConnectionException.class));
  }
}
