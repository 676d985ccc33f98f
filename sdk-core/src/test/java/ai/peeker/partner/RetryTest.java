package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.SentRequest;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnrecognizedApiException;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.ImportDomainsRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.QueueDomainImportRequest;
import ai.peeker.partner.model.RateLimitReason;
import ai.peeker.partner.model.Swap;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();
  private static final String DATE = "Fri, 08 May 2026 12:00:00 GMT";

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  private final HandTime time = new HandTime();

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private PeekerClient.Builder builder() {
    return PeekerClient.builder()
        .apiKey("pk_test_9f3a")
        .baseUrl(server.baseUrl().toString())
        .time(time);
  }

  private PeekerClient client() {
    return builder().build();
  }

  private ApiResponse<OrderSummary> create(PeekerClient client) {
    return client.orders().createWithResponse(Samples.bundleOrder());
  }

  private void limited(String details, Map<String, String> headers) {
    server.answerUnchecked(
        CheckedServer.json(
            429,
            headers,
            "{\"error\":{\"code\":\"rate_limited\",\"message\":\"API rate limit exceeded\""
                + details
                + "}}"));
  }

  static Stream<Arguments> waits() {
    String twelve = ",\"details\":{\"retry_after_seconds\":12}";
    return Stream.of(
        wait("body", 12_000, twelve),
        wait("body, zero", 0, ",\"details\":{\"retry_after_seconds\":0}"),
        wait("body, fraction", 1_500, ",\"details\":{\"retry_after_seconds\":1.5}"),
        wait("body, fraction rounded up", 1, ",\"details\":{\"retry_after_seconds\":0.0001}"),
        wait("header, seconds", 7_000, "", "Retry-After", "7"),
        wait("header, seconds with white space", 7_000, "", "Retry-After", " 7 "),
        wait(
            "header, date against the server's own clock",
            30_000,
            "",
            "Retry-After",
            "Fri, 08 May 2026 13:00:30 GMT",
            "Date",
            "Fri, 08 May 2026 13:00:00 GMT"),
        wait(
            "header, date without Date", 9_000, "", "Retry-After", "Fri, 08 May 2026 12:00:09 GMT"),
        wait(
            "header, date with a Date that is none",
            9_000,
            "",
            "Retry-After",
            "Fri, 08 May 2026 12:00:09 GMT",
            "Date",
            "soon"),
        wait(
            "header, date gone by",
            5_000,
            "",
            "Retry-After",
            "Fri, 08 May 2026 11:00:00 GMT",
            "Date",
            DATE),
        wait("both, body larger", 12_000, twelve, "Retry-After", "7"),
        wait("both, header larger", 20_000, twelve, "Retry-After", "20"),
        wait("both, equal", 12_000, twelve, "Retry-After", "12"),
        wait("body good, header nonsense", 12_000, twelve, "Retry-After", "soon"),
        wait(
            "body nonsense, header good",
            7_000,
            ",\"details\":{\"retry_after_seconds\":-1}",
            "Retry-After",
            "7"),
        wait("neither", 5_000, ""),
        wait("details empty", 5_000, ",\"details\":{}"),
        wait("details a list", 5_000, ",\"details\":[12]"),
        wait("details null", 5_000, ",\"details\":null"),
        wait("negative", 5_000, ",\"details\":{\"retry_after_seconds\":-3}"),
        wait("text", 5_000, ",\"details\":{\"retry_after_seconds\":\"NaN\"}"),
        wait("null", 5_000, ",\"details\":{\"retry_after_seconds\":null}"),
        wait("object", 5_000, ",\"details\":{\"retry_after_seconds\":{}}"),
        wait("huge", 5_000, ",\"details\":{\"retry_after_seconds\":1e300}"),
        wait("astronomic", 5_000, ",\"details\":{\"retry_after_seconds\":1e999999999}"),
        wait("beyond any number", 5_000, ",\"details\":{\"retry_after_seconds\":1e99999999999}"),
        wait("header negative", 5_000, "", "Retry-After", "-7"),
        wait("header fraction", 1_500, "", "Retry-After", "1.5"),
        wait("header NaN", 5_000, "", "Retry-After", "NaN"),
        wait("header empty", 5_000, "", "Retry-After", ""),
        wait("header huge", 5_000, "", "Retry-After", "99999999999999999999"),
        wait("header beyond a year", 5_000, "", "Retry-After", "999999999"),
        wait("header date of no sense", 5_000, "", "Retry-After", "Fri, 99 May 2026 12:00:00 GMT"),
        wait(
            "header date far off",
            5_000,
            "",
            "Retry-After",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "Date",
            DATE));
  }

  private static Arguments wait(String name, long millis, String details, String... headers) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      byName.put(headers[i], headers[i + 1]);
    }
    return Arguments.of(name, details, byName, Duration.ofMillis(millis));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void call_limited_waitsAsLongAsTheServerSays(
      String name, String details, Map<String, String> headers, Duration expected) {
    limited(details, headers);
    server.answer(200, RECEIPT);

    create(client());

    assertThat(time.sleeps()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 12000", "0.5, 12500", "0.999, 12999"})
  void call_limited_addsJitterToTheFloor(double random, long expectedMillis) {
    limited(",\"details\":{\"retry_after_seconds\":12}", Map.of());
    server.answer(200, RECEIPT);

    create(builder().time(time.random(random)).build());

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(expectedMillis));
  }

  @Test
  void call_limitedByAnErrorPage_waitsTheDefault() {
    server.answerUnchecked(
        new MockResponse.Builder().code(429).body("<html>slow down</html>").build());
    server.answer(200, RECEIPT);

    create(client());

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void call_limitedThreeTimes_succeedsAtTheFourth() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answer(429, Map.of("Peeker-Request-Id", "req_1"), busy);
    server.answer(429, Map.of("Peeker-Request-Id", "req_2"), busy);
    server.answer(429, busy);
    server.answer(200, Map.of("Peeker-Request-Id", "req_4"), RECEIPT);

    ApiResponse<OrderSummary> response = create(client());

    assertThat(response.body().id()).isEqualTo("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(response.requestId()).isEqualTo("req_4");
    assertThat(response.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
    assertThat(response.attempts())
        .extracting(each -> each.status().orElse(0))
        .containsExactly(429, 429, 429, 200);
    assertThat(response.attempts())
        .extracting(Attempt::requestId)
        .containsExactly("req_1", "req_2", null, "req_4");
    assertThat(response.attempts())
        .extracting(each -> each.waitedBefore().toSeconds())
        .containsExactly(0L, 12L, 12L, 12L);
    assertThat(response.attempts())
        .extracting(Attempt::startedAt)
        .containsExactly(
            HandTime.START,
            HandTime.START.plusSeconds(12),
            HandTime.START.plusSeconds(24),
            HandTime.START.plusSeconds(36));
  }

  @Test
  void call_limitedAgainAndAgain_givesUpAfterTheLastAttempt() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answerAlways(
        request -> CheckedServer.json(429, Map.of("Peeker-Request-Id", "req_9"), busy));

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(server.requests()).hasSize(4);
    assertThat(e.attempts()).hasSize(4);
    assertThat(time.sleeps()).hasSize(3);
    assertThat(e.requestId()).isEqualTo("req_9");
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e.status()).hasValue(429);
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(3 * 12 + 12));
    assertThat(e.reason()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void call_limitedAgainAndAgain_keepsToTheBoundOfThePolicy(int maxAttempts) {
    server.answerAlways(
        request -> CheckedServer.json(429, Map.of("Retry-After", "0"), limitedWithoutWait()));
    PeekerClient client =
        builder().retryPolicy(RetryPolicy.defaults().withMaxAttempts(maxAttempts)).build();

    var unused = catchThrowableOfType(RateLimitedException.class, () -> create(client));

    assertThat(server.requests()).hasSize(maxAttempts);
  }

  private static String limitedWithoutWait() {
    return "{\"error\":{\"code\":\"rate_limited\",\"message\":\"API rate limit exceeded\"}}";
  }

  @Test
  void call_limited_sendsTheSameBytesAgain() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answer(429, busy).answer(429, busy).answer(200, RECEIPT);

    create(client());

    assertThat(server.requests())
        .extracting(SentRequest::body)
        .hasSize(3)
        .containsOnly(server.requests().get(0).body());
  }

  @Test
  void call_waitBeyondItsTimeout_failsAtOnceWithTheMoment() {
    limited(",\"details\":{\"retry_after_seconds\":60}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(time.sleeps()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(60));
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void call_waitThatOnlyJitterPushesBeyond_failsWithTheServersMoment() {
    time.random(0.999);
    limited(",\"details\":{\"retry_after_seconds\":59.5}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(time.sleeps()).isEmpty();
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusMillis(59_500));
  }

  @Test
  void call_waitJustWithinItsTimeout_isWaited() {
    limited(",\"details\":{\"retry_after_seconds\":59}", Map.of());
    server.answer(200, RECEIPT);

    create(client());

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(59));
  }

  @Test
  void call_waitsThatTogetherExceedTheTimeout_failAtTheOneThatDoesNotFit() {
    limited(",\"details\":{\"retry_after_seconds\":40}", Map.of());
    limited(",\"details\":{\"retry_after_seconds\":20}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(40));
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(60));
  }

  @Test
  void call_afterAWaitThatLeavesLessThanAMillisecond_isNotSentAgain() {
    limited(",\"details\":{\"retry_after_seconds\":59}", Map.of());
    PeekerClient client =
        builder()
            .timeout(Duration.ofSeconds(59).plusNanos(500_000))
            .retryPolicy(RetryPolicy.defaults().withMaxAttempts(2))
            .build();

    CallException e = Clients.orderFailure(CallException.class, client);

    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e).hasMessageContaining("did not finish within its timeout");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void importCall_withoutCapacity_isNotWaitedOut() {
    String busy = Contract.example("response ImportRateLimited cloudflare_account_capacity").json();
    server.answer(429, busy);
    ImportDomainsRequest request =
        ImportDomainsRequest.fromJson(Map.of("domains", List.of("acme-mail.com")));

    RateLimitedException e =
        catchThrowableOfType(
            RateLimitedException.class, () -> client().domains().importDomains(request));

    assertThat(e.reason()).isEqualTo(RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY);
    assertThat(e.retryAt()).isNull();
    assertThat(time.sleeps()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(e).hasMessageContaining("queueImport");
  }

  @Test
  void call_interruptedWhileItWaits_keepsTheFlag() throws InterruptedException {
    limited(",\"details\":{\"retry_after_seconds\":12}", Map.of());
    time.endless().duringSleep(Thread.currentThread()::interrupt);

    CallInterruptedException e =
        catchThrowableOfType(CallInterruptedException.class, () -> create(client()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e.attempts()).hasSize(1);
    assertThat(server.requests()).hasSize(1);
    assertThat(e)
        .hasMessage(
            "createOrder was interrupted. The server rejected it and changed nothing; call again"
                + " later.");
    assertThat(time.isCancelled()).as("the wait was ended").isTrue();
  }

  @Test
  void call_interruptedWhileItWaitsAfterAServerFailure_leavesTheOutcomeOpen()
      throws InterruptedException {
    server.answerUnchecked(502, "");
    time.endless().duringSleep(Thread.currentThread()::interrupt);

    CallInterruptedException e = Clients.orderFailure(CallInterruptedException.class, client());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(server.requests()).hasSize(1);
    assertThat(time.isCancelled()).as("the wait was ended").isTrue();
  }

  @Test
  void call_interruptedWhileTheServerThinks_leavesTheOutcomeOpen() {
    Thread caller = Thread.currentThread();
    server.answer(
        request -> {
          caller.interrupt();
          return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
        });

    CallInterruptedException e =
        Assertions.assertTimeout(
            Duration.ofSeconds(10),
            () -> Clients.orderFailure(CallInterruptedException.class, client()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void call_onAnInterruptedThread_isNotSent() {
    Thread.currentThread().interrupt();

    CallInterruptedException e =
        catchThrowableOfType(CallInterruptedException.class, () -> create(client()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(server.requests()).isEmpty();
  }

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

  /** By default the limit of the random wait is 0.5 s, then twice as much each time. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "0.5, 250, 500, 1000", "0.75, 375, 750, 1500"})
  void call_thatTheServerFails_waitsLongerEachTime(
      double random, long first, long second, long third) {
    answerMany(500);
    time.random(random);

    var unused = Clients.orderFailure(ServerException.class, client());

    assertThat(time.sleeps())
        .containsExactly(
            Duration.ofMillis(first), Duration.ofMillis(second), Duration.ofMillis(third));
  }

  @ParameterizedTest
  @CsvSource({"0, 7000", "0.5, 7500"})
  void call_answered503WithAWait_waitsAtLeastThat(double random, long expectedMillis) {
    server
        .answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "7"), ""))
        .answer(200, RECEIPT);
    time.random(random);

    var unused = create(client());

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(expectedMillis));
  }

  @Test
  void call_thatFailedOften_saysWhenToTryNext() {
    answerMany(500);
    time.random(0.5);

    ServerException e = Clients.orderFailure(ServerException.class, client());

    // 0.25 s, 0.5 s and 1 s were waited; the next wait would be 2 s
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusMillis(1_750 + 2_000));
    assertThat(e).hasMessageContaining("Tried 4 times, the maximum of the retry policy.");
  }

  @Test
  void call_answered503WithAWait_saysThatMomentWithoutJitter() {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "7"), ""));
    time.random(0.5);

    ServerException e = Clients.orderFailure(ServerException.class, sendingOnce());

    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(7));
    assertThat(e).hasMessageContaining("Tried once, the maximum of the retry policy.");
  }

  @Test
  void call_withoutAnAnswer_saysWhenToTryNext() {
    server.disconnect();
    time.random(0.5);

    ConnectionException e = Clients.orderFailure(ConnectionException.class, sendingOnce());

    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusMillis(250));
  }

  @Test
  void call_answered503WithAWaitBeyondItsTimeout_failsAtOnceWithTheMoment() {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "90"), ""));

    ServerException e = Clients.orderFailure(ServerException.class, client());

    assertThat(time.sleeps()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(90));
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the delay of 90000 ms exceeds the remaining 60000 ms of the call.");
  }

  @Test
  void call_limitedBeyondItsTimeout_saysThatTheWaitDoesNotFit() {
    limited(",\"details\":{\"retry_after_seconds\":60}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the delay of 60000 ms exceeds the remaining 60000 ms of the call.");
  }

  /**
   * The budget begins with ten retries, a call brings a tenth of one, and the first calls find it
   * full: 10 - 3, + 0.1 - 3, + 0.1 - 3, + 0.1 - 1, + 0.1.
   */
  @Test
  void calls_thatAllFail_areSentAgainWithinTheBudgetOnly() {
    answerMany(500);
    PeekerClient client = client();

    List<ServerException> failures =
        IntStream.range(0, 5)
            .mapToObj(i -> Clients.orderFailure(ServerException.class, client))
            .toList();

    assertThat(failures).extracting(each -> each.attempts().size()).containsExactly(4, 4, 4, 2, 1);
    assertThat(failures.subList(0, 3))
        .allSatisfy(each -> assertThat(each).hasMessageContaining("Tried 4 times"));
    assertThat(failures.subList(3, 5))
        .allSatisfy(
            each ->
                assertThat(each)
                    .hasMessageContaining(
                        "Not sent again: so many calls are failing that the retry budget is used"
                            + " up."));
  }

  @Test
  void callsWithoutAnAnswer_beyondTheBudget_sayThatItIsUsedUp() {
    answerTimes(4 + 4 + 4 + 2, 500); // as above
    PeekerClient client = client();
    for (int i = 0; i < 4; i++) {
      var unused = Clients.orderFailure(ServerException.class, client);
    }
    server.disconnect();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client);

    assertThat(e.attempts()).hasSize(1);
    assertThat(e).hasMessageContaining("the retry budget is used up.");
  }

  @Test
  void derivedClient_sharesTheBudget() {
    answerMany(500);
    PeekerClient client = client();
    for (int i = 0; i < 4; i++) {
      var unused = Clients.orderFailure(ServerException.class, client);
    }

    PeekerClient derived = client.withOptions(options -> options.timeout(Duration.ofSeconds(30)));

    assertThat(Clients.orderFailure(ServerException.class, derived).attempts()).hasSize(1);
  }

  private void answerMany(int status) {
    answerTimes(16, status);
  }

  private void answerTimes(int times, int status) {
    for (int i = 0; i < times; i++) {
      server.answerUnchecked(status, ""); // as what stands before the API answers
    }
  }

  private PeekerClient sendingOnce() {
    return builder().retryPolicy(RetryPolicy.none()).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "99999999999999999999"})
  void call_answered503WithRetryAfter_isNotSentAgainByTheLayerBelow(String retryAfter) {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", retryAfter), ""));

    ServerException e = Clients.orderFailure(ServerException.class, sendingOnce());

    assertThat(server.requests()).hasSize(1);
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void readCall_answered503WithRetryAfterZero_isNotSentAgainByTheLayerBelow() {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "0"), ""));

    var unused = catchThrowableOfType(ServerException.class, () -> sendingOnce().account().me());

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void call_answered408_isNotSentAgainByTheLayerBelow() {
    server.answerUnchecked(408, "");

    var unused =
        catchThrowableOfType(UnrecognizedApiException.class, () -> client().account().me());

    assertThat(server.requests()).hasSize(1);
  }
}
