package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testkit.FakeTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallExceptionsTest {
  private static final String BROKE = "the connection broke before the response was complete";
  private static final String TLS = "the TLS handshake failed";
  private static final Decision STOP = Decision.stop("Not sent again.");

  private final FakeTime time = new FakeTime();
  private final CallHistory history =
      new CallHistory(time, Duration.ofSeconds(60), CallOrder.none(time));

  private CallExceptions exceptions(RetrySafety safety) {
    ApiCall<String> call =
        ApiCall.<String>builder("createOrder", "POST", "/orders", safety).build(String::valueOf);
    return new CallExceptions(call, history, false, time);
  }

  private static ExchangeException failure(boolean sent, IOException cause) {
    return ExchangeException.ofNetwork(sent, cause);
  }

  @Test
  void reason_ofARequestThatWasRefusedUnprocessed_saysSo() {
    assertThat(CallExceptions.reason(ExchangeException.ofUnprocessed(new IOException("REFUSED"))))
        .isEqualTo("the server did not process the request");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnknownHostException("h"), false, "the host name is unknown"),
        Arguments.of(new ConnectException("no"), false, "the connection was refused"),
        Arguments.of(new SocketTimeoutException("slow"), false, "no connection in time"),
        Arguments.of(new InterruptedIOException("timeout"), true, "no response in time"),
        Arguments.of(new SSLHandshakeException("no trust"), false, TLS),
        Arguments.of(new SSLException("plain text"), false, TLS),
        // a reset under TLS is an SSLException too: once the request was sent, the response broke
        Arguments.of(new SSLException("Connection reset"), true, BROKE),
        Arguments.of(new SocketException("Connection reset"), true, BROKE),
        Arguments.of(new IOException("unexpected end of stream"), true, BROKE),
        Arguments.of(new SocketException("Network is down"), false, "the connection failed"));
  }

  @ParameterizedTest(name = "{0}, sent: {1}")
  @MethodSource("failures")
  void reason_ofAFailure_saysHowFarItGot(IOException cause, boolean sent, String expected) {
    assertThat(CallExceptions.reason(failure(sent, cause))).isEqualTo(expected);
  }

  // ---- message and outcome agree

  /** Gives the call an outcome, by its attempts. */
  private void reach(Outcome outcome) {
    history.attemptStarted();
    var unused =
        switch (outcome) {
          case NOT_SENT -> history.failed(failure(false, new ConnectException("no")));
          case REJECTED -> history.responded(new RawResponse(429, Map.of(), new byte[0]), outcome);
          case APPLIED -> history.responded(new RawResponse(200, Map.of(), new byte[0]), outcome);
          case UNKNOWN -> history.failed(failure(true, new IOException("reset")));
        };
    assertThat(history.outcome()).isEqualTo(outcome);
  }

  static Stream<Arguments> everyFailure() {
    Map<String, Function<CallExceptions, Throwable>> failures =
        Map.of(
            "noResponse, not sent",
            e -> e.noResponse(failure(false, new ConnectException("no")), STOP),
            "noResponse, sent",
            e -> e.noResponse(failure(true, new IOException("reset")), STOP),
            "rejected",
            e -> e.rejected(error(), STOP, new Redactor(Secret.of("pk_test_KEY"), null)),
            "permitDenied",
            e -> e.permitDenied(new CancellationException()),
            "resumeWindowClosed",
            CallExceptions::resumeWindowClosed,
            "environmentChanged",
            CallExceptions::environmentChanged,
            "timedOut",
            e -> e.timedOut(null),
            "interrupted",
            e -> e.interrupted(true),
            "clientClosed",
            CallExceptions::clientClosed,
            "callerCodeFailed",
            e -> e.callerCodeFailed(new IllegalStateException("mine")));
    List<Arguments> cases = new ArrayList<>();
    for (RetrySafety safety : RetrySafety.values()) {
      for (Outcome outcome : Outcome.values()) {
        failures.forEach((name, make) -> cases.add(Arguments.of(name, outcome, safety, make)));
      }
    }
    return cases.stream();
  }

  private static ErrorResponse error() {
    return ErrorResponse.of(new RawResponse(503, Map.of(), new byte[0]), new JsonCodec());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("everyFailure")
  void failure_ofEachOutcome_neverContradictsIt(
      String name, Outcome outcome, RetrySafety safety, Function<CallExceptions, Throwable> make) {
    reach(outcome);

    Throwable failure = make.apply(exceptions(safety));

    if (!(failure instanceof CallException e)) { // code of the caller failed before all sending
      assertThat(outcome).isEqualTo(Outcome.NOT_SENT);
      return;
    }
    String message = e.getMessage();
    assertThat(e.outcome()).isEqualTo(outcome);
    assertThat(e.attempts()).hasSize(1);
    if (outcome != Outcome.NOT_SENT) {
      assertThat(message).doesNotContainIgnoringCase("nothing was sent");
    }
    if (outcome != Outcome.REJECTED) {
      assertThat(message).doesNotContain("changed nothing");
    }
    if (outcome != Outcome.APPLIED) {
      assertThat(message).doesNotContain("carried it out");
    }
    if (outcome != Outcome.UNKNOWN) {
      assertThat(message).doesNotContain("may or may not have acted");
    }
    boolean mayHaveActed = outcome == Outcome.APPLIED || outcome == Outcome.UNKNOWN;
    if (mayHaveActed && safety == RetrySafety.NEVER) {
      assertThat(
              message.replace("before you call again", "").replace("instead of calling again", ""))
          .doesNotContainIgnoringCase("call again")
          .doesNotContainIgnoringCase("may be sent again")
          .doesNotContain("changes nothing");
    }
    if (safety != RetrySafety.SAME_BYTES) {
      assertThat(message).doesNotContain("the same body");
    }
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void timedOut_ofEachOutcome_saysWhatTheCallChangedAndWhatToDo(Outcome outcome) {
    reach(outcome);
    Map<Outcome, String> advice =
        Map.of(
            Outcome.NOT_SENT,
            "Nothing was sent; check the base URL and the network, then call again.",
            Outcome.REJECTED,
            "The server rejected it and changed nothing; call again later.",
            Outcome.APPLIED,
            "The server carried it out; look the result up instead of calling again.",
            Outcome.UNKNOWN,
            "The server may or may not have acted; look before you call again.");

    assertThat(exceptions(RetrySafety.NEVER).timedOut(null))
        .hasMessage("createOrder did not finish within its timeout. " + advice.get(outcome));
  }

  @Test
  void applied_ofEachSafety_advisesByTheEffectOfARepetition() {
    reach(Outcome.APPLIED);

    assertThat(exceptions(RetrySafety.ALWAYS).interrupted(true))
        .hasMessageEndingWith("The server carried it out; repeating it is safe.");
    assertThat(exceptions(RetrySafety.SAME_BYTES).interrupted(true))
        .hasMessageEndingWith(
            "The server carried it out; the same body may be sent again within 24 hours.");
  }

  // ---- types and causes

  @Test
  void noResponse_inTimeAtTheDeadline_isATimeout() {
    IOException timeout = new InterruptedIOException("timeout");
    time.passMillis(60_000);

    assertThat(exceptions(RetrySafety.ALWAYS).noResponse(failure(true, timeout), STOP))
        .isInstanceOf(CallTimeoutException.class)
        .hasCause(timeout);
  }

  @Test
  void noResponse_inTimeBeforeTheDeadline_isAFailureOfTheConnection() {
    IOException timeout = new InterruptedIOException("timeout");
    time.passMillis(59_999);

    assertThat(exceptions(RetrySafety.ALWAYS).noResponse(failure(true, timeout), STOP))
        .isInstanceOf(ConnectionException.class)
        .hasCause(timeout);
  }

  @Test
  void noResponse_brokenAtTheDeadline_isAFailureOfTheConnection() {
    time.passMillis(60_000);

    assertThat(exceptions(RetrySafety.ALWAYS).noResponse(failure(true, new IOException("x")), STOP))
        .isInstanceOf(ConnectionException.class);
  }

  @Test
  void permitDenied_withATime_saysWhenToCallAgain() {
    Throwable failure =
        exceptions(RetrySafety.ALWAYS)
            .permitDenied(new RateLimitExceededException(Duration.ofSeconds(90)));

    assertThat(failure)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.retryAt()).isEqualTo(FakeTime.START.plusSeconds(90)))
        .hasMessageContaining("Call again at 2026-05-08T12:01:30Z, or set a longer timeout.");
  }

  @Test
  void permitDenied_byAFailure_isThatFailure() {
    IllegalStateException down = new IllegalStateException("down");

    assertThat(exceptions(RetrySafety.ALWAYS).permitDenied(down)).isSameAs(down);
  }

  @Test
  void rejected_withoutADecision_hasNoTimeToRetryAt() {
    ApiException e =
        (ApiException)
            exceptions(RetrySafety.ALWAYS)
                .rejected(error(), null, new Redactor(Secret.of("pk_test_KEY"), null));

    assertThat(e.retryAt()).isNull();
    assertThat(e).hasMessageNotContaining("Not sent again");
  }

  @Test
  void failures_haveTheTypeOfTheirCause() {
    CallExceptions exceptions = exceptions(RetrySafety.ALWAYS);

    assertThat(exceptions.interrupted(true)).isInstanceOf(CallInterruptedException.class);
    assertThat(exceptions.clientClosed())
        .isInstanceOf(ClientClosedException.class)
        .hasMessageStartingWith("createOrder was not sent: the client is closed.");
    assertThat(exceptions.resumeWindowClosed())
        .hasMessageStartingWith("createOrder was not sent: ");
    reach(Outcome.UNKNOWN);
    assertThat(exceptions.clientClosed())
        .hasMessageStartingWith("createOrder was not sent again: the client is closed.");
    assertThat(exceptions.callerCodeFailed(new IllegalStateException("mine")))
        .isInstanceOf(CallerCodeException.class)
        .hasRootCauseMessage("mine");
  }

  @Test
  void linkageError_isReportedAsVersionsThatDoNotFit_notAsCodeOfTheCaller() {
    LinkageError missing = new NoSuchMethodError("okhttp3.Dns.lookup");
    CallExceptions exceptions = exceptions(RetrySafety.NEVER);
    assertThat(exceptions.callerCodeFailed(missing)).isSameAs(missing);
    reach(Outcome.UNKNOWN);

    assertThat(exceptions.callerCodeFailed(missing))
        .isInstanceOf(CallerCodeException.class)
        .hasCause(missing)
        .hasMessage(
            "createOrder failed because a class is missing or has another version than its caller"
                + " needs. Check the versions of the libraries, such as OkHttp. See the cause."
                + " The server may or may not have acted; look before you call again.");
    assertThat(CallExceptions.codeFailed(missing))
        .isEqualTo("a class is missing or has another version");
  }
}
