package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallInterruptedException;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Calls of a thread that is interrupted. */
class InterruptedRetryTest extends RetryFixture {
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
}
