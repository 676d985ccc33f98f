package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers that take long, and the threads that they run on. */
@Timeout(30)
class HandlerTimeoutTest extends HandlerFixture {
  @Test
  void event_whoseHandlerTakesLong_isAnsweredInTimeAndGoesOn() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    MemoryEventStore store = MemoryEventStore.create();
    WebhookHandler handler =
        builder()
            .store(store)
            .responseTimeout(Duration.ofMillis(20))
            .fallback(
                (event, context) -> {
                  started.countDown();
                  goOn.await();
                  seen.add("handled");
                  done.countDown();
                })
            .build();
    WebhookHandler patient = builder().store(store).fallback(this::note).build();

    WebhookResult first = deliver(handler);
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    WebhookResult meanwhile = deliver(patient); // a busy machine takes longer than 20 ms to claim
    goOn.countDown();

    assertThat(first.kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(first.status()).isEqualTo(503);
    assertThat(meanwhile.kind()).isEqualTo(Kind.IN_PROGRESS);
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("handled");
  }

  @Test
  void event_whoseHandlerFailsLate_isTold() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    AtomicReference<String> what = new AtomicReference<>();
    WebhookHandler handler =
        builder()
            .responseTimeout(Duration.ofMillis(20))
            .onFailure(
                (webhook, failure) -> {
                  what.set(webhook.id() + " " + failure.getMessage());
                  told.countDown();
                })
            .fallback(
                (event, context) -> {
                  goOn.await();
                  throw new IOException("late");
                })
            .build();

    deliver(handler);
    goOn.countDown();

    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(what).hasValue("evt_01HZX0EV1A2B3C4D5E6F7G8H late");
  }

  @Test
  void event_withoutAThread_isToBeDeliveredAgain() {
    WebhookHandler handler =
        builder()
            .executor(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .fallback(this::note)
            .build();

    WebhookResult result = deliver(handler);

    assertThat(result.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(result.status()).isEqualTo(503);
  }

  @Test
  void caller_interrupted_isAnsweredAtOnceAndKeepsTheFlag() {
    WebhookHandler handler = builder().fallback((event, context) -> goOn.await()).build();
    Thread.currentThread().interrupt();

    WebhookResult result = deliver(handler);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.status()).isEqualTo(503);
  }

  @Test
  void ownThreads_areDaemons() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    WebhookHandler handler =
        builder().fallback((event, context) -> thread.set(Thread.currentThread())).build();

    deliver(handler);

    assertThat(thread.get()).matches(Thread::isDaemon).isNotSameAs(Thread.currentThread());
  }
}
