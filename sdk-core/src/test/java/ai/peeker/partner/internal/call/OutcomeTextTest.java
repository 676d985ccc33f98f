package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.internal.call.FailureWays.Case;
import ai.peeker.partner.internal.call.FailureWays.Effect;
import ai.peeker.partner.internal.call.FailureWays.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The text of failures. Each way in which a call can fail, after each state that an earlier attempt
 * can leave: the text says what {@code outcome()} says. The expected outcome is computed by hand
 * from the events, and the sentences are checked against lists that the code does not know.
 *
 * <p>Not reachable, and therefore not in the table: an earlier attempt of unknown effect in a call
 * that must not be repeated, because such a call is not sent again; anything after a success,
 * because that ends the call.
 */
class OutcomeTextTest {
  /** What the call sends. */
  private enum Kind {
    PLAIN,
    NEW_ORDER,
    PREPARED_ORDER,
    LOST_ORDER
  }

  // ---- the table

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (CallRig.Driver driver : CallRig.Driver.values()) {
      for (String way : FailureWays.of(driver).keySet()) {
        for (Effect before : List.of(Effect.NONE, Effect.REJECTED, Effect.MAY_HAVE_ACTED)) {
          for (RetrySafety safety : RetrySafety.values()) {
            if (before != Effect.MAY_HAVE_ACTED || safety != RetrySafety.NEVER) {
              cases.add(Arguments.of(driver, way, before, safety, Kind.PLAIN));
            }
          }
          cases.add(Arguments.of(driver, way, before, RetrySafety.SAME_BYTES, Kind.NEW_ORDER));
          cases.add(Arguments.of(driver, way, before, RetrySafety.SAME_BYTES, Kind.PREPARED_ORDER));
          cases.add(Arguments.of(driver, way, before, RetrySafety.SAME_BYTES, Kind.LOST_ORDER));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}: {1}, after {2}, {3} {4}")
  @MethodSource("cases")
  void failure_ofEachWay_saysWhatItsOutcomeSays(
      CallRig.Driver driver, String name, Effect before, RetrySafety safety, Kind kind) {
    Case test = new Case(driver);
    List<Outcome> ends = new ArrayList<>();
    Way way = FailureWays.of(driver).get(name);
    int attempts = before == Effect.NONE ? 1 : 2;
    test.rig.policy = RetryPolicy.defaults().withMaxAttempts(attempts);
    test.rig.listener = listener(test, ends);
    test.start = () -> start(test, safety, kind);
    if (before != Effect.NONE) {
      Runnable start = test.start;
      test.rig.sender.next(
          before == Effect.REJECTED ? 429 : 503,
          before == Effect.REJECTED ? CallRig.limitedFor(1) : "");
      start.run();
      test.start = () -> test.pass(Duration.ofSeconds(2));
    }

    way.steps().accept(test);

    Outcome expected = expected(before, way.effect(), kind);
    assertThat(test.result).isCompletedExceptionally();
    Throwable failure = test.result.handle((response, e) -> e).join();
    assertThat(ends).containsExactly(expected);
    if (!(failure instanceof CallException e)) { // the failure of the caller's own code
      assertThat(expected).isEqualTo(Outcome.NOT_SENT);
      return;
    }
    check(e, expected, safety, kind != Kind.PLAIN);
  }

  private static void start(Case test, RetrySafety safety, Kind kind) {
    test.result =
        switch (kind) {
          case PLAIN -> test.rig.start(safety);
          case NEW_ORDER -> test.rig.place(null);
          case PREPARED_ORDER -> test.rig.place(test.rig.prepared());
          case LOST_ORDER ->
              test.rig.place(PendingOrder.of(CallRig.BYTES, test.rig.time.now(), "test"));
        };
  }

  private static CallListener listener(Case test, List<Outcome> ends) {
    return new CallListener() {
      @Override
      public void onCallEnd(CallInfo call, CallEnd end) {
        ends.add(end.outcome());
      }

      @Override
      public void onAttemptEnd(CallInfo call, Attempt attempt) {
        test.atAttemptEnd.run();
      }
    };
  }

  private static Outcome expected(Effect before, Effect last, Kind kind) {
    List<Effect> effects = List.of(before, last);
    if (last == Effect.ACTED) {
      return Outcome.APPLIED;
    }
    if (effects.contains(Effect.MAY_HAVE_ACTED) || kind == Kind.LOST_ORDER) {
      return Outcome.UNKNOWN;
    }
    return effects.contains(Effect.REJECTED) ? Outcome.REJECTED : Outcome.NOT_SENT;
  }

  // ---- the sentences of each outcome

  private static final Map<Outcome, List<String>> WRONG =
      Map.of(
          Outcome.NOT_SENT,
          List.of("may or may not", "carried it out", "succeeded", "was placed", "rejected it"),
          Outcome.REJECTED,
          List.of(
              "Nothing was sent", "may or may not", "carried it out", "succeeded", "was placed"),
          Outcome.APPLIED,
          List.of(
              "Nothing was sent",
              "may or may not",
              "changed nothing",
              "rejected it",
              "unknown whether",
              "Call again",
              "call again"),
          Outcome.UNKNOWN,
          List.of(
              "Nothing was sent",
              "changed nothing",
              "rejected it",
              "carried it out",
              "succeeded",
              "The order was placed",
              "Call again",
              "Fix the field",
              "Use an API key",
              "queueImport"));

  private static final Pattern ADVICE =
      Pattern.compile(
          "[Cc]all(ing)? again|may be sent again|look the result up|Store pendingOrder|Try again");

  private static void check(CallException e, Outcome outcome, RetrySafety safety, boolean isOrder) {
    String text = e.getMessage();
    assertThat(e.outcome()).isEqualTo(outcome);
    assertThat(text).doesNotContain(WRONG.get(outcome));
    boolean open = outcome == Outcome.UNKNOWN || outcome == Outcome.APPLIED;
    assertThat(ADVICE.matcher(text.replace("instead of calling again", "")).results().count())
        .as("pieces of advice in: %s", text)
        .isLessThanOrEqualTo(1);
    if (open && isOrder) {
      assertThat(e).isInstanceOf(OrderOutcomeUnknownException.class);
      assertThat(text)
          .startsWith(
              outcome == Outcome.APPLIED
                  ? "The order was placed: "
                  : "It is unknown whether the order was placed: ")
          .contains("Store pendingOrder() and pass it to orders().resume(…) before ");
      assertThat(e.getCause()).isInstanceOf(CallException.class);
      assertThat(e.getCause().getMessage()).doesNotContain(WRONG.get(outcome));
      assertThat(((CallException) e.getCause()).outcome()).isEqualTo(outcome);
    } else if (outcome == Outcome.UNKNOWN) {
      assertThat(text)
          .contains(
              switch (safety) {
                case ALWAYS -> "Repeating it is safe.";
                case SAME_BYTES -> "may or may not have acted; the same body may be sent again";
                case NEVER -> "may or may not have acted; look before you call again";
              });
    } else if (outcome == Outcome.APPLIED) {
      assertThat(text).contains("The server carried it out; ");
    }
  }
}
