package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.QueueDomainImportRequest;
import ai.peeker.partner.model.Swap;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are sent again, and how often. */
class RetryTest extends RetryFixture {
  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 507})
  void order_thatTheServerFailed_isSentAgainUpToTheBound(int status) {
    answerMany(status);

    ServerException e = Clients.orderFailure(ServerException.class, client());

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.status()).hasValue(status);
    assertThat(e.attempts()).hasSize(4);
    assertThat(server.requests())
        .extracting(SentRequest::body)
        .hasSize(4)
        .containsOnly(server.requests().get(0).body());
  }

  @Test
  void order_thatTheServerFailedOnce_isPlacedByTheSameBytes() {
    server.answerUnchecked(502, "<html>Bad Gateway</html>").answer(200, RECEIPT);

    ApiResponse<OrderSummary> response = create(client());

    assertThat(response.body().id()).isEqualTo("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(response.attempts())
        .extracting(each -> each.status().orElse(0))
        .containsExactly(502, 200);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
  }

  @Test
  void order_whoseAnswerIsLost_isSentAgainWithTheSameBytes() {
    server.disconnect().answer(200, RECEIPT);

    ApiResponse<OrderSummary> response = create(client());

    assertThat(response.attempts())
        .extracting(Attempt::failure)
        .containsExactly("the connection broke before the response was complete", null);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
  }

  @Test
  void order_whoseAnswersAreAllLost_isSentUpToTheBound() {
    server.disconnect().disconnect().disconnect().disconnect();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client());

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(server.requests())
        .extracting(SentRequest::body)
        .hasSize(4)
        .containsOnly(server.requests().get(0).body());
  }

  @Test
  void order_refusedAfterAServerFailure_leavesTheOutcomeOpen() {
    server.answerUnchecked(502, "").answer(400, Samples.page("domain_already_in_active_order"));

    ApiException e = Clients.orderFailure(ApiException.class, client());

    assertThat(e.status()).hasValue(400);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void importJob_thatTheServerFailed_isSentAgainWithTheSameBytes() {
    server
        .answerUnchecked(503, "")
        .answer(202, Contract.example("queueDomainImport response 202 queued").json());
    QueueDomainImportRequest request =
        QueueDomainImportRequest.builder().domains(List.of("acme-mail.com")).build();

    var unused = client().domains().queueImport(request);

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
  }

  /** Operations whose repetition may do harm, and those that only read. */
  private static final Map<String, Consumer<PeekerClient>> NEVER =
      Map.of(
          "POST /swaps",
          client -> client.swaps().create(swap()),
          "POST /users",
          client ->
              client
                  .users()
                  .create(
                      CreateUserRequest.fromJson(plain("createUser request with_default_route"))),
          "DELETE /users/{id}",
          client -> client.users().delete("usr_1"),
          "POST /orders/{id}/cancel",
          client -> client.orders().cancel("ord_1"));

  private static Object plain(String example) {
    return new ObjectMapper()
        .convertValue(Samples.tree(Contract.example(example).json()), Object.class);
  }

  private static CreateSwapRequest swap() {
    return CreateSwapRequest.fromJson(plain("createSwap request premium"));
  }

  private static Consumer<PeekerClient> never(String operation) {
    return Objects.requireNonNull(NEVER.get(operation));
  }

  private <T extends CallException> T neverFailure(Class<T> type, String operation) {
    PeekerClient client = client();
    return catchThrowableOfType(type, () -> never(operation).accept(client));
  }

  @ParameterizedTest
  @CsvSource({
    "POST /swaps, 500",
    "POST /swaps, 502",
    "POST /swaps, 503",
    "POST /swaps, 504",
    "POST /users, 500",
    "POST /users, 503",
    "DELETE /users/{id}, 502",
    "POST /orders/{id}/cancel, 503"
  })
  void unrepeatableCall_thatTheServerFailed_isNotSentAgain(String operation, int status) {
    answerMany(status);

    ServerException e = neverFailure(ServerException.class, operation);

    assertThat(server.requests()).hasSize(1);
    assertThat(time.sleeps()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.retryAt()).isNull();
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the API does not promise that repeating this operation is harmless.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST /swaps", "POST /users", "DELETE /users/{id}", "POST /orders/{id}/cancel"})
  void unrepeatableCall_whoseAnswerIsLost_isNotSentAgain(String operation) {
    server.disconnect();

    ConnectionException e = neverFailure(ConnectionException.class, operation);

    assertThat(server.requests()).hasSize(1);
    assertThat(time.sleeps()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.retryAt()).isNull();
    assertThat(e)
        .hasMessageContaining("The server may or may not have acted; look before you call again.")
        .hasMessageContaining("Not sent again: the API does not promise");
  }

  @Test
  void unrepeatableCall_thatIsLimited_isSentAgain() {
    server
        .answer(429, Contract.example("response RateLimited rate_limited").json())
        .answer(201, Contract.example("response Swap premium").json());

    Swap swap = client().swaps().create(swap());

    assertThat(swap.id()).isEqualTo("swp_01HZX0SW1A2B3C4D5E6F7G8H");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(12));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void unrepeatableCall_thatNeverWentOut_isTriedAgain() {
    server.answer(201, Contract.example("response Swap premium").json());
    PeekerClient client = builder().httpClient(RefusingSockets.clientRefusedAt(1)).build();

    ApiResponse<Swap> response = client.swaps().createWithResponse(swap());

    assertThat(response.attempts())
        .extracting(Attempt::failure)
        .containsExactly("the connection was refused", null);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void read_thatTheServerFailed_isSentAgainUpToTheBound(int status) {
    answerMany(status);

    ServerException e = catchThrowableOfType(ServerException.class, () -> client().account().me());

    assertThat(server.requests()).hasSize(4);
    assertThat(e.attempts()).hasSize(4);
  }

  @Test
  void read_whoseAnswerIsLost_isSentAgain() {
    server.disconnect().answer(200, Contract.example("getMe response 200 sandbox_key").json());

    assertThat(client().account().me().partner().name()).isEqualTo("Acme Resellers");

    assertThat(server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422})
  void call_refusedForGood_isNotSentAgain(int status) {
    server.answerUnchecked(status, "");

    ApiException e = Clients.orderFailure(ApiException.class, client());

    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e.retryAt()).isNull();
    assertThat(server.requests()).hasSize(1);
    assertThat(time.sleeps()).isEmpty();
  }
}
