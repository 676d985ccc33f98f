package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The events of a listener, their order, and that a failing listener changes nothing. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionListenerTest {
  private final CallRig rig;

  CallExecutionListenerTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  @Test
  void success_isAnAttemptAndAnEnd() {
    rig.sender.next(200, OK);

    var unused = rig.start();

    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1", "createOrder attempt 1: HTTP 200", "createOrder ends 1 null");
  }

  @Test
  void end_isNotifiedBeforeTheCallerKnows() {
    List<Boolean> doneAtTheEnd = new ArrayList<>();
    CompletableFuture<?>[] result = new CompletableFuture<?>[1];
    rig.listener =
        new CallListener() {
          @Override
          public void onCallEnd(CallInfo call, CallEnd end) {
            doneAtTheEnd.add(result[0].isDone());
          }
        };
    result[0] = rig.start();
    rig.sender.last().respond(200, OK);
    result[0] = rig.start();
    rig.sender.last().respond(400, "");

    assertThat(doneAtTheEnd).containsExactly(false, false);
  }

  @Test
  void retries_areNotifiedWithTheirDelaysAndReasons() {
    rig.sender.next(503, "").next(429, limitedFor(2)).refused().next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder attempt 1",
            "createOrder attempt 1: HTTP 503",
            "createOrder waits 250 BACKOFF",
            "createOrder attempt 2",
            "createOrder attempt 2 after a wait of 250 ms: HTTP 429",
            "createOrder waits 2500 SERVER_RATE_LIMIT",
            "createOrder attempt 3",
            "createOrder attempt 3 after a wait of 2500 ms: the connection was refused",
            "createOrder waits 1000 BACKOFF",
            "createOrder attempt 4",
            "createOrder attempt 4 after a wait of 1000 ms: HTTP 200",
            "createOrder ends 4 null");
    assertThat(result.join().attempts())
        .extracting(Attempt::toString)
        .containsExactlyElementsOf(
            rig.events.lines().stream()
                .filter(each -> each.contains(": "))
                .map(each -> each.substring("createOrder ".length()))
                .toList());
  }

  @Test
  void durations_areThoseOfTheAttemptsAndOfTheWholeCall() {
    List<CallEnd> ends = new ArrayList<>();
    rig.listener =
        new CallListener() {
          @Override
          public void onCallEnd(CallInfo call, CallEnd end) {
            ends.add(end);
          }
        };
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30);
    rig.sender.last().respond(503, "");
    rig.time.passMillis(250);
    rig.time.passMillis(70);
    rig.sender.last().respond(200, OK);

    assertThat(result.join().attempts())
        .extracting(Attempt::duration)
        .containsExactly(Duration.ofMillis(30), Duration.ofMillis(70));
    assertThat(ends)
        .singleElement()
        .extracting(CallEnd::duration)
        .isEqualTo(Duration.ofMillis(350));
  }

  @Test
  void limiterWait_isNotifiedWhenItIsOver() {
    rig.limiter.holds = true;
    rig.sender.next(200, OK);
    var unused = rig.start();
    rig.time.passMillis(1_500);
    assertThat(rig.events.lines()).isEmpty();

    rig.limiter.grant(rig.limiter.requests.get(0));

    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder waits 1500 CLIENT_RATE_LIMIT",
            "createOrder attempt 1",
            "createOrder attempt 1 after a wait of 1500 ms: HTTP 200",
            "createOrder ends 1 null");
  }

  @Test
  void failure_hasTheAttemptsThatWereNotified() {
    rig.sender.refused().next(503, "").next(400, "");

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(CallException.class, result).attempts())
        .extracting(Attempt::toString)
        .containsExactlyElementsOf(
            rig.events.lines().stream()
                .filter(each -> each.contains(": "))
                .map(each -> each.substring("createOrder ".length()))
                .toList())
        .hasSize(3);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 3 UNKNOWN");
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IllegalStateException("no"), new AssertionError("no"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void listener_thatThrows_breaksNoCall(Throwable failure) {
    rig.listener = new Thrower(failure);
    rig.limiter.holds = true;
    rig.sender.next(503, "").next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(1_000);
    rig.limiter.holds = false;
    rig.limiter.grant(rig.limiter.requests.get(0));
    rig.time.passMillis(1_000);

    assertThat(result.join().attempts()).hasSize(2);

    rig.sender.next(400, "");
    assertThat(failure(CallException.class, rig.start()).outcome()).isEqualTo(Outcome.REJECTED);
    rig.limiter.holds = true;
    assertThat(rig.start().cancel(true)).isTrue();
  }

  /** Throws in every event. */
  private record Thrower(Throwable failure) implements CallListener {
    private void fail() {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
      fail();
    }

    @Override
    public void onAttemptEnd(CallInfo call, Attempt attempt) {
      fail();
    }

    @Override
    public void onWait(CallInfo call, WaitReason reason, Duration duration) {
      fail();
    }

    @Override
    public void onCallEnd(CallInfo call, CallEnd end) {
      fail();
    }
  }
}
