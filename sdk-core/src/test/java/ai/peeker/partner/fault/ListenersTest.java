package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.model.Account;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the caller that throws or blocks where OkHttp or the SDK calls it. */
@Timeout(60)
class ListenersTest {
  private static final Duration TIMEOUT = Duration.ofMillis(400);

  private final CountDownLatch forever = new CountDownLatch(1);
  private final FaultServer silent =
      FaultServer.start(Wire.HTTP_1_1, exchange -> exchange.take().fallSilent());

  @AfterEach
  void end() {
    forever.countDown();
    silent.close();
  }

  private enum Behavior {
    THROWS,
    BLOCKS
  }

  private PeekerClient client(FaultServer server, EventListener listener) {
    return PeekerClient.builder()
        .apiKey("pk_test_9f3a")
        .baseUrl(server.baseUrl())
        .httpClient(Wire.HTTP_1_1.clientBuilder().eventListener(listener).build())
        .timeout(TIMEOUT)
        .retryPolicy(RetryPolicy.none())
        .build();
  }

  private EventListener onCanceled(Behavior behavior) {
    return new EventListener() {
      @Override
      public void canceled(Call call) {
        if (behavior == Behavior.THROWS) {
          throw new IllegalStateException("a bug");
        }
        block();
      }
    };
  }

  private void block() {
    try {
      forever.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource
  void blockingCalls_withAListenerOfCancellations_endAtTheirTimeout(Behavior behavior) {
    try (PeekerClient client = client(silent, onCanceled(behavior))) {
      for (int i = 0; i < 2; i++) { // the first one must not stop the clock of the second one
        Throwable e = catchThrowable(() -> client.account().me());

        assertThat(e)
            .isInstanceOfSatisfying(
                CallTimeoutException.class,
                it -> assertThat(it.outcome()).isEqualTo(Outcome.UNKNOWN));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void futures_withAListenerOfCancellations_endAtTheirTimeout(Behavior behavior) throws Exception {
    try (PeekerClient client = client(silent, onCanceled(behavior))) {
      for (int i = 0; i < 2; i++) {
        assertThat(failure(client.account().meAsync())).isInstanceOf(CallTimeoutException.class);
      }
    }
  }

  private static Throwable failure(CompletableFuture<?> call) throws Exception {
    try {
      Object unused = call.get(20, TimeUnit.SECONDS);
      throw new AssertionError("the call succeeded");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void interrupt_withAListenerThatThrows_isReportedAndStaysSet() {
    EventListener throwing =
        new EventListener() {
          @Override
          public void canceled(Call call) {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void callFailed(Call call, IOException e) {
            throw new IllegalStateException("a bug");
          }
        };
    try (PeekerClient client = client(silent, throwing)) {
      Thread caller = Thread.currentThread();
      FaultServer.inBackground(
          () -> {
            while (silent.exchanges().isEmpty()) {
              Thread.onSpinWait();
            }
            caller.interrupt();
          });

      Throwable e =
          catchThrowable(
              () -> client.withOptions(it -> it.timeout(Duration.ofSeconds(20))).account().me());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).isInstanceOf(CallInterruptedException.class);
    }
  }

  @Test
  void listenerThatThrowsAtTheEnd_doesNotChangeTheResult() throws Exception {
    EventListener throwing =
        new EventListener() {
          @Override
          public void callEnd(Call call) {
            throw new IllegalStateException("a bug");
          }
        };
    try (FaultServer server =
            FaultServer.start(exchange -> exchange.answer(200, RetryClass.ALWAYS.answer()));
        PeekerClient client = client(server, throwing)) {
      PeekerClient patient = client.withOptions(it -> it.timeout(Duration.ofSeconds(20)));

      assertThat(patient.account().me()).isNotNull();
      assertThat(patient.account().meAsync().get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  /** On the JDK's delay thread, where orTimeout completes futures. */
  @Test
  void callFromADependentStage_thatBlocksTheDelayThread_endsAtItsTimeout() throws Exception {
    try (PeekerClient client = client(silent, EventListener.NONE)) {
      CompletableFuture<Account> slow =
          client.withOptions(it -> it.timeout(Duration.ofSeconds(20))).account().meAsync();

      CompletableFuture<Throwable> blocking =
          slow.orTimeout(100, TimeUnit.MILLISECONDS)
              .handle((account, e) -> catchThrowable(() -> client.account().me()));

      assertThat(blocking.get(20, TimeUnit.SECONDS)).isInstanceOf(CallTimeoutException.class);
    }
  }

  @Test
  void callbackExecutorAndDependentStages_thatBlock_doNotStopTheClockOfOtherCalls()
      throws Exception {
    try (PeekerClient client = client(silent, EventListener.NONE)) {
      PeekerClient direct = client.withOptions(it -> it.callbackExecutor(Runnable::run));
      CompletableFuture<Void> blocked = new CompletableFuture<>();
      for (int i = 0; i < 3; i++) {
        CompletableFuture<?> unused =
            direct
                .account()
                .meAsync()
                .whenComplete(
                    (account, e) -> {
                      blocked.complete(null);
                      block();
                    });
      }
      blocked.get(20, TimeUnit.SECONDS);

      assertThat(catchThrowable(() -> client.account().me()))
          .isInstanceOf(CallTimeoutException.class);
      assertThat(failure(client.account().meAsync())).isInstanceOf(CallException.class);
    }
  }
}
