package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.testkit.FakeTime;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallHistoryTest {
  private final FakeTime time = new FakeTime();
  private final CallHistory history =
      new CallHistory(time, Duration.ofSeconds(60), CallOrder.none(time));

  private static RawResponse response(int status) {
    return new RawResponse(status, Map.of("Peeker-Request-Id", List.of("req_1")), new byte[0]);
  }

  /** A number is a status; the words are exchanges without a response. */
  private void attempt(String what) {
    history.attemptStarted();
    switch (what) {
      case "refused" ->
          history.failed(ExchangeException.ofNetwork(false, new ConnectException("x")));
      case "lost" -> history.failed(ExchangeException.ofNetwork(true, new IOException("x")));
      case "cut" -> history.aborted(true, "cut");
      case "cut early" -> history.aborted(false, "cut");
      default -> respond(Integer.parseInt(what));
    }
  }

  private Attempt respond(int status) {
    return history.responded(response(status), status >= 500 ? Outcome.UNKNOWN : Outcome.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                NOT_SENT",
    "refused,           NOT_SENT",
    "'refused,refused', NOT_SENT",
    "cut early,         NOT_SENT",
    "429,               REJECTED",
    "400,               REJECTED",
    "302,               REJECTED",
    "499,               REJECTED",
    "'429,refused',     REJECTED",
    "'refused,429',     REJECTED",
    "'429,cut early',   REJECTED",
    "500,               UNKNOWN",
    "503,               UNKNOWN",
    "lost,              UNKNOWN",
    "cut,               UNKNOWN",
    "'lost,429',        UNKNOWN",
    "'503,400',         UNKNOWN",
    "'lost,refused',    UNKNOWN",
    "'429,lost',        UNKNOWN",
    "'429,503',         UNKNOWN",
    "'cut,429',         UNKNOWN",
  })
  void outcome_ofSeveralAttempts_isTheWorst(String attempts, Outcome expected) {
    for (String each : attempts.isEmpty() ? new String[0] : attempts.split(",", -1)) {
      attempt(each);
    }

    assertThat(history.outcome()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "APPLIED", "UNKNOWN"})
  void outcome_ofAResponse_isWhatItProves(Outcome proves) {
    history.attemptStarted();

    var unused = history.responded(response(200), proves);

    assertThat(history.outcome()).isEqualTo(proves);
  }

  @Test
  void outcome_ofARejectionThatMayHaveActed_isUnknown() {
    attempt("400");

    history.mayHaveActed();

    assertThat(history.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void attempts_areNumberedTimedAndNamed() {
    attempt("503");
    history.waiting(Duration.ofSeconds(2));
    time.passMillis(2_000);
    attempt("refused");
    history.waiting(Duration.ofSeconds(3));
    time.passMillis(3_000);
    attempt("cut");

    assertThat(history.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(history.attempts())
        .extracting(Attempt::startedAt)
        .containsExactly(
            FakeTime.START, FakeTime.START.plusSeconds(2), FakeTime.START.plusSeconds(5));
    assertThat(history.attempts())
        .extracting(Attempt::waitedBefore)
        .containsExactly(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(history.attempts())
        .extracting(Attempt::failure)
        .containsExactly(null, "the connection was refused", "cut");
    assertThat(history.attempts().get(0).status()).hasValue(503);
    assertThat(history.attempts().get(0).requestId()).isEqualTo("req_1");
  }

  @Test
  void attempt_justEnded_isTheOneThatIsReturned() {
    history.attemptStarted();

    assertThat(respond(429)).isSameAs(history.attempts().get(0));
    assertThat(history.failed(ExchangeException.ofNetwork(true, new IOException("x"))))
        .isSameAs(history.attempts().get(1));
    assertThat(history.aborted(true, "cut")).isSameAs(history.attempts().get(2));
  }

  @Test
  void attempts_returned_doNotChangeAfterwards() {
    attempt("429");
    List<Attempt> before = history.attempts();

    attempt("429");

    assertThat(before).hasSize(1);
  }

  @Test
  void timeLeft_fallsToZeroAndNoFurther() {
    assertThat(history.timeLeft()).isEqualTo(Duration.ofSeconds(60));
    time.passMillis(59_999);
    assertThat(history.timeLeft()).isEqualTo(Duration.ofMillis(1));
    time.passMillis(5_000);
    assertThat(history.timeLeft()).isZero();
  }

  @Test
  void progress_countsTheWindowFromTheFirstAttempt() {
    time.passMillis(1_000);
    attempt("503");
    time.passMillis(10_000);
    attempt("503");

    assertThat(history.progress(null))
        .isEqualTo(
            new RetryDecider.Progress(2, Duration.ofSeconds(49), Duration.parse("PT23H58M50S")));
  }

  @Test
  void progress_beforeTheFirstAttempt_hasTheWholeWindow() {
    time.passMillis(7_000);

    assertThat(history.progress(null))
        .isEqualTo(
            new RetryDecider.Progress(0, Duration.ofSeconds(53), Duration.parse("PT23H59M")));
  }

  @Test
  void progress_ofACallThatIsResumed_countsToTheEndOfItsWindow() {
    attempt("503");
    time.passMillis(10_000);

    assertThat(history.progress(FakeTime.START.plusSeconds(15)).resumableFor())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(history.progress(FakeTime.START.plusSeconds(3)).resumableFor())
        .isEqualTo(Duration.ofSeconds(-7));
  }
}
