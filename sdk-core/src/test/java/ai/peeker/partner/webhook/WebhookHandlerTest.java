package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebhookHandlerTest {
  private static final long SIGNED_AT = Verifiers.SIGNED_AT.getEpochSecond();
  private static final String COMPLETED =
      "{\"id\":\"evt_c\",\"type\":\"order.completed\",\"created_at\":\"2026-05-08T11:59:00Z\","
          + "\"data\":{\"id\":\"ord_1\",\"status\":\"completed\"}}";
  private static final String LATE_IN_PROGRESS =
      "{\"id\":\"evt_p\",\"type\":\"order.in_progress\",\"created_at\":\"2026-05-08T11:58:00Z\","
          + "\"data\":{\"id\":\"ord_1\",\"status\":\"in_progress\"}}";

  private final List<String> seen = new ArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void release() {
    goOn.countDown();
  }

  private static WebhookHandler.Builder builder() {
    return WebhookHandler.builder(Verifiers.usual());
  }

  /** In the caller's thread, so that a test sees the effects. */
  private static WebhookHandler.Builder direct() {
    return builder().executor(Runnable::run);
  }

  private WebhookHandler noting() {
    return direct()
        .fallback(
            (event, context) ->
                seen.add(context.webhook().id() + (context.isStale() ? " stale" : "")))
        .build();
  }

  private static WebhookResult deliver(WebhookHandler handler, String id, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = new WebhookSigner(SignedWebhook.SECRET).sign(SIGNED_AT, id, bytes);
    return handler.handle(SignedWebhook.headers(id, Long.toString(SIGNED_AT), signature), bytes);
  }

  private static WebhookResult deliver(WebhookHandler handler) {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;
    return handler.handle(webhook.headers(), webhook.body());
  }

  // ---- which handler

  @Test
  void event_withAHandlerOfItsOwn_comesTyped() {
    WebhookHandler handler =
        direct()
            .on(OrderInProgressEvent.class, (event, context) -> seen.add(event.data().id()))
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("completed"))
            .fallback((event, context) -> seen.add("other"))
            .build();

    WebhookResult result = deliver(handler);

    assertThat(seen).containsExactly("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.kind()).isEqualTo(Kind.HANDLED);
    assertThat(result.webhook()).map(VerifiedWebhook::type).contains("order.in_progress");
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void event_withoutAHandler_comesToTheFallback() {
    WebhookHandler handler =
        direct()
            .on(OrderInProgressEvent.class, (event, context) -> seen.add("in progress"))
            .fallback((event, context) -> seen.add(context.webhook().type()))
            .build();

    deliver(handler, "evt_c", COMPLETED);

    assertThat(seen).containsExactly("order.completed");
  }

  @Test
  void event_ofATypeThatIsNotKnown_comesToTheHandlerOfUnknown() {
    WebhookHandler handler =
        direct()
            .on(WebhookEvent.Unknown.class, (event, context) -> seen.add("" + event.json()))
            .fallback((event, context) -> seen.add("other"))
            .build();

    deliver(handler, "evt_x", "{\"id\":\"evt_x\",\"type\":\"moon.rose\"}");

    assertThat(seen).singleElement().asString().contains("moon.rose");
  }

  // ---- once

  @Test
  void event_deliveredAgain_isADuplicate() {
    WebhookHandler handler = noting();
    deliver(handler);

    WebhookResult second = deliver(handler);

    assertThat(second.kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(second.status()).isEqualTo(200);
    assertThat(seen).hasSize(1);
  }

  @Test
  void event_whoseHandlerFailed_isHandledOnItsNextDelivery() {
    IOException down = new IOException("database down");
    List<Throwable> told = new ArrayList<>();
    WebhookHandler handler =
        direct()
            .onFailure((webhook, failure) -> told.add(failure))
            .fallback(
                (event, context) -> {
                  seen.add("try");
                  if (seen.size() == 1) {
                    throw down;
                  }
                })
            .build();

    WebhookResult first = deliver(handler);
    WebhookResult second = deliver(handler);

    assertThat(first.kind()).isEqualTo(Kind.FAILED);
    assertThat(first.status()).isEqualTo(500);
    assertThat(first.failure()).containsSame(down);
    assertThat(told).containsExactly(down);
    assertThat(second.kind()).isEqualTo(Kind.HANDLED);
    assertThat(seen).hasSize(2);
  }

  @Test
  void event_whoseHandlerMetAnError_isHandledOnItsNextDelivery() {
    WebhookHandler handler =
        direct()
            .fallback(
                (event, context) -> {
                  seen.add("try");
                  if (seen.size() == 1) {
                    throw new StackOverflowError();
                  }
                })
            .build();

    assertThat(deliver(handler).status()).isEqualTo(500);
    assertThat(deliver(handler).status()).isEqualTo(200);
  }

  @Test
  void event_inWorkElsewhere_isToBeDeliveredAgain() {
    WebhookHandler handler =
        direct().store(new FixedStore(Claim.IN_PROGRESS)).fallback(this::note).build();

    WebhookResult result = deliver(handler);

    assertThat(result.kind()).isEqualTo(Kind.IN_PROGRESS);
    assertThat(result.status()).isEqualTo(503);
    assertThat(seen).isEmpty();
  }

  @Test
  void event_outOfOrder_isMarkedStale() {
    WebhookHandler handler =
        direct()
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("evt_c"))
            .fallback(
                (event, context) ->
                    seen.add(
                        context.webhook().id()
                            + context.laterEvent().map(later -> " before " + later.id()).orElse("")
                            + (context.isStale() ? " stale" : "")))
            .build();

    deliver(handler, "evt_c", COMPLETED);
    WebhookResult late = deliver(handler, "evt_p", LATE_IN_PROGRESS);

    assertThat(seen).containsExactly("evt_c", "evt_p before evt_c stale");
    assertThat(late.kind()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void events_inOrder_areNotStale() {
    WebhookHandler handler = noting();

    deliver(handler, "evt_p", LATE_IN_PROGRESS);
    deliver(handler, "evt_c", COMPLETED);

    assertThat(seen).containsExactly("evt_p", "evt_c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Order.Completed", "ORDER.COMPLETED", "OrderCompletedEvent"})
  void event_ofATypeThatOnlyResemblesAHandledOne_comesToTheFallback(String type) {
    WebhookHandler handler =
        direct()
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("completed"))
            .fallback((event, context) -> seen.add(context.webhook().type()))
            .build();

    WebhookResult result = deliver(handler, "evt_c", COMPLETED.replace("order.completed", type));

    assertThat(result.status()).isEqualTo(200);
    assertThat(seen).containsExactly(type);
  }

  // ---- the store

  @Test
  void builder_usedTwice_givesEachHandlerAStoreOfItsOwn() {
    WebhookHandler.Builder builder = direct();
    WebhookHandler one = builder.fallback(this::note).build();
    WebhookHandler other = builder.fallback(this::note).build();

    assertThat(deliver(one).kind()).isEqualTo(Kind.HANDLED);
    assertThat(deliver(other).kind()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void memory_whoseOuterTransactionFails_isToBeDeliveredAgain() {
    boolean[] down = {true};
    EventStore memory = MemoryEventStore.create();
    EventStore inATransaction =
        new EventStore() {
          @Override
          public Claim claim(EventKey event) throws Exception {
            return memory.claim(event);
          }

          @Override
          public void markHandled(EventKey event) throws Exception {
            memory.markHandled(event);
          }

          @Override
          public void release(EventKey event) throws Exception {
            memory.release(event);
          }

          @Override
          public void inTransaction(Work work) throws Exception {
            work.run();
            if (down[0]) {
              throw new IOException("commit failed");
            }
          }
        };
    WebhookHandler handler = direct().store(inATransaction).fallback(this::note).build();

    assertThat(deliver(handler).kind()).isEqualTo(Kind.FAILED);
    down[0] = false;
    assertThat(deliver(handler).kind()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void listener_thatThrowsTheFailureItself_changesNothing() {
    IOException failure = new IOException("effect");
    WebhookHandler handler =
        direct()
            .onFailure(
                (webhook, cause) -> {
                  throw new UncheckedIOException((IOException) cause);
                })
            .fallback(
                (event, context) -> {
                  throw failure;
                })
            .build();

    assertThat(deliver(handler).failure()).containsSame(failure);
  }

  @Test
  void store_thatThrowsTheSameTwice_isStillTold() {
    RuntimeException broken = new IllegalStateException("broken");
    List<Throwable> told = new ArrayList<>();
    EventStore store =
        new EventStore() {
          @Override
          public Claim claim(EventKey event) {
            return Claim.NEW;
          }

          @Override
          public void markHandled(EventKey event) {
            throw broken;
          }

          @Override
          public void release(EventKey event) {
            throw broken;
          }
        };

    WebhookResult result =
        deliver(
            direct()
                .store(store)
                .onFailure((webhook, failure) -> told.add(failure))
                .fallback(this::note)
                .build());

    assertThat(result.failure()).containsSame(broken);
    assertThat(told).containsExactly(broken);
  }

  @Test
  void executor_withoutAThread_isToldAndToBeDeliveredAgain() {
    OutOfMemoryError none = new OutOfMemoryError("unable to create native thread");
    List<Throwable> told = new ArrayList<>();
    WebhookHandler handler =
        builder()
            .executor(
                task -> {
                  throw none;
                })
            .onFailure((webhook, failure) -> told.add(failure))
            .fallback(this::note)
            .build();

    assertThat(deliver(handler).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(told).containsExactly(none);
  }

  @Test
  void store_thatCannotClaim_isAFailureAndNothingIsGivenBack() {
    FixedStore store = new FixedStore(null);

    WebhookResult result = deliver(direct().store(store).fallback(this::note).build());

    assertThat(result.status()).isEqualTo(500);
    assertThat(store.calls).containsExactly("claim");
    assertThat(seen).isEmpty();
  }

  @Test
  void store_isToldInOrderAndAroundTheEffect() {
    FixedStore store = new FixedStore(Claim.NEW);

    deliver(direct().store(store).fallback((event, context) -> store.calls.add("effect")).build());

    assertThat(store.calls).containsExactly("begin", "claim", "effect", "markHandled", "commit");
  }

  @Test
  void store_whoseCommitFails_isAFailure() {
    FixedStore store = new FixedStore(Claim.NEW);
    store.commitFails = true;

    WebhookResult result = deliver(direct().store(store).fallback(this::note).build());

    assertThat(result.status()).isEqualTo(500);
    assertThat(store.calls).last().isEqualTo("release");
  }

  @Test
  void listener_thatThrows_changesNothing() {
    WebhookHandler handler =
        direct()
            .onFailure(
                (webhook, failure) -> {
                  throw new IllegalStateException("listener");
                })
            .fallback(
                (event, context) -> {
                  throw new IOException("effect");
                })
            .build();

    WebhookResult result = deliver(handler);

    assertThat(result.failure()).get().isInstanceOf(IOException.class);
    assertThat(deliver(handler).status()).isEqualTo(500);
  }

  // ---- unverified webhooks

  @Test
  void delivery_thatIsNotVerified_is400AndNothingIsClaimed() {
    FixedStore store = new FixedStore(Claim.NEW);
    WebhookHandler handler = direct().store(store).fallback(this::note).build();
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;

    WebhookResult result = handler.handle(webhook.headers(), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.kind()).isEqualTo(Kind.UNVERIFIED);
    assertThat(result.webhook()).isEmpty();
    assertThat(result.failure())
        .get()
        .isInstanceOfSatisfying(
            WebhookVerificationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_SIGNATURE));
    assertThat(result).hasToString("WebhookResult[UNVERIFIED, 400, WRONG_SIGNATURE]");
    assertThat(store.calls).isEmpty();
  }

  @Test
  void delivery_whoseBodyIsTooLong_is413AndNotReadToTheEnd() throws IOException {
    WebhookVerifier verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("live", Secret.of(SignedWebhook.SECRET))
            .maxBodyBytes(100)
            .build();
    WebhookHandler handler = WebhookHandler.builder(verifier).fallback(this::note).build();
    InputStream endless = new Endless();

    WebhookResult result = handler.handle(SignedWebhook.DOCUMENTED.headers(), endless);

    assertThat(result.status()).isEqualTo(413);
    assertThat(result.kind()).isEqualTo(Kind.UNVERIFIED);
  }

  @Test
  void delivery_asAStream_isRead() throws IOException {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;

    WebhookResult result =
        noting().handle(webhook.headers(), new ByteArrayInputStream(webhook.body()));

    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void delivery_ofNull_isRejected() {
    WebhookHandler handler = noting();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(null, new byte[0]))
        .withMessageStartingWith("headers must not be null.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(Map.of(), (InputStream) null))
        .withMessageStartingWith("body must not be null.");
  }

  // ---- in time

  @Test
  void event_whoseHandlerTakesLong_isAnsweredInTimeAndGoesOn() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    WebhookHandler handler =
        builder()
            .responseTimeout(Duration.ofMillis(20))
            .fallback(
                (event, context) -> {
                  goOn.await();
                  seen.add("handled");
                  done.countDown();
                })
            .build();

    WebhookResult first = deliver(handler);
    WebhookResult meanwhile = deliver(handler);
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

  // ---- settings

  @Test
  void builder_withATypeTwice_isRejected() {
    WebhookHandler.Builder builder =
        builder().on(OrderCompletedEvent.class, (event, context) -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.on(OrderCompletedEvent.class, (event, context) -> {}))
        .withMessage(
            "OrderCompletedEvent already has a handler. Register one handler for each type.");
  }

  @Test
  void builder_withTheTypeOfAllEvents_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().on(WebhookEvent.class, (event, context) -> {}))
        .withMessageContaining("call fallback(…)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT15S", "PT1H"})
  void builder_withATimeThatPeekerDoesNotWait_isRejected(Duration time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().responseTimeout(time))
        .withMessageContaining("responseTimeout is out of range: " + time);
  }

  @Test
  void builder_withoutFallback_isRejected() {
    WebhookHandler.Builder builder =
        builder().on(OrderCompletedEvent.class, (event, context) -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith("No fallback was set. Call fallback(…)");
  }

  @Test
  void builder_withNull_isRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> WebhookHandler.builder(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().store(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().executor(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().onFailure(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().responseTimeout(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().fallback(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().on(OrderCompletedEvent.class, null));
  }

  private void note(WebhookEvent event, WebhookContext context) {
    seen.add(context.webhook().id());
  }

  /** Returns the same claim each time, or fails, and records the calls. */
  private static final class FixedStore implements EventStore {
    private final List<String> calls = new ArrayList<>();
    private final Claim claim;
    private boolean commitFails;

    FixedStore(Claim claim) {
      this.claim = claim;
    }

    @Override
    public Claim claim(EventKey event) throws IOException {
      calls.add("claim");
      if (claim == null) {
        calls.remove("begin");
        throw new IOException("no connection");
      }
      return claim;
    }

    @Override
    public void markHandled(EventKey event) {
      calls.add("markHandled");
    }

    @Override
    public void release(EventKey event) {
      calls.add("release");
    }

    @Override
    public void inTransaction(Work work) throws Exception {
      calls.add("begin");
      work.run();
      if (commitFails) {
        throw new IOException("commit failed");
      }
      calls.add("commit");
    }
  }

  private static final class Endless extends InputStream {
    private int left = 10_000;

    @Override
    public int read() {
      left--;
      assertThat(left).as("bytes that are still allowed").isPositive();
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      bytes[offset] = (byte) read();
      return 1;
    }
  }
}
