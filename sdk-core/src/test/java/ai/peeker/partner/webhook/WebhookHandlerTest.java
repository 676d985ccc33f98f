package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.model.WebhookEventType;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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

  /** In the caller's thread, so that a test sees what happened. */
  private static WebhookHandler.Builder direct() {
    return builder().executor(Runnable::run);
  }

  private WebhookHandler noting() {
    return direct()
        .otherwise(
            (event, context) ->
                seen.add(context.webhook().id() + (context.isStale() ? " stale" : "")));
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
            .otherwise((event, context) -> seen.add("other"));

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
            .otherwise((event, context) -> seen.add(context.webhook().type()));

    deliver(handler, "evt_c", COMPLETED);

    assertThat(seen).containsExactly("order.completed");
  }

  @Test
  void event_ofATypeThatIsNotKnown_comesToTheHandlerOfUnknown() {
    WebhookHandler handler =
        direct()
            .on(WebhookEvent.Unknown.class, (event, context) -> seen.add("" + event.json()))
            .otherwise((event, context) -> seen.add("other"));

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
            .otherwise(
                (event, context) -> {
                  seen.add("try");
                  if (seen.size() == 1) {
                    throw down;
                  }
                });

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
            .otherwise(
                (event, context) -> {
                  seen.add("try");
                  if (seen.size() == 1) {
                    throw new StackOverflowError();
                  }
                });

    assertThat(deliver(handler).status()).isEqualTo(500);
    assertThat(deliver(handler).status()).isEqualTo(200);
  }

  @Test
  void event_inWorkElsewhere_isToBeDeliveredAgain() {
    WebhookHandler handler = direct().store(new FixedStore(Claim.IN_WORK)).otherwise(this::note);

    WebhookResult result = deliver(handler);

    assertThat(result.kind()).isEqualTo(Kind.IN_WORK);
    assertThat(result.status()).isEqualTo(503);
    assertThat(seen).isEmpty();
  }

  @Test
  void event_outOfOrder_isMarkedStale() {
    WebhookHandler handler = noting();

    deliver(handler, "evt_c", COMPLETED);
    WebhookResult late = deliver(handler, "evt_p", LATE_IN_PROGRESS);

    assertThat(seen).containsExactly("evt_c", "evt_p stale");
    assertThat(late.kind()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void events_inOrder_areNotStale() {
    WebhookHandler handler = noting();

    deliver(handler, "evt_p", LATE_IN_PROGRESS);
    deliver(handler, "evt_c", COMPLETED);

    assertThat(seen).containsExactly("evt_p", "evt_c");
  }

  @Test
  void event_ofATypeWithAHandlerButAnUnknownShape_failsAndIsToBeDeliveredAgain() {
    String odd =
        COMPLETED.replace(
            "\"status\":\"completed\"", "\"status\":\"completed\",\"domain_count\":\"3\"");
    List<Throwable> told = new ArrayList<>();
    WebhookHandler handler =
        direct()
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("completed"))
            .onFailure((webhook, failure) -> told.add(failure))
            .otherwise(this::note);

    WebhookResult result = deliver(handler, "evt_c", odd);

    assertThat(result.status()).isEqualTo(500);
    assertThat(seen).isEmpty();
    assertThat(told)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("An event of type order.completed has a shape that this version does not know");
    assertThat(deliver(handler, "evt_c", odd).kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void event_ofAnUnknownShapeWithAHandlerOfUnknown_comesThere() {
    String odd =
        COMPLETED.replace(
            "\"status\":\"completed\"", "\"status\":\"completed\",\"domain_count\":\"3\"");
    WebhookHandler handler =
        direct()
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("completed"))
            .on(WebhookEvent.Unknown.class, (event, context) -> seen.add("unknown"))
            .otherwise(this::note);

    assertThat(deliver(handler, "evt_c", odd).status()).isEqualTo(200);
    assertThat(seen).containsExactly("unknown");
  }

  @Test
  void classNames_ofAllTypes_areThoseOfTheirEvents() {
    List<String> classes =
        Stream.of(WebhookEvent.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .filter(each -> !each.equals("Unknown"))
            .toList();

    assertThat(
            Stream.of(WebhookEventType.Known.values())
                .filter(each -> each != WebhookEventType.Known.UNRECOGNIZED)
                .map(each -> EventNames.className(wireName(each))))
        .containsExactlyInAnyOrderElementsOf(classes)
        .hasSize(18);
  }

  /**
   * Such as order.in_progress: the dot stands after the family, the longest of which has two words.
   */
  private static String wireName(WebhookEventType.Known type) {
    String text = type.name().toLowerCase(Locale.ROOT);
    String family = text.startsWith("domain_import_") ? "domain_import" : text.split("_", 2)[0];
    return family + "." + text.substring(family.length() + 1);
  }

  // ---- the store

  @Test
  void builder_usedTwice_givesEachHandlerAStoreOfItsOwn() {
    WebhookHandler.Builder builder = direct();
    WebhookHandler one = builder.otherwise(this::note);
    WebhookHandler other = builder.otherwise(this::note);

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
          public void done(EventKey event) throws Exception {
            memory.done(event);
          }

          @Override
          public void failed(EventKey event) throws Exception {
            memory.failed(event);
          }

          @Override
          public void around(Work work) throws Exception {
            work.run();
            if (down[0]) {
              throw new IOException("commit failed");
            }
          }
        };
    WebhookHandler handler = direct().store(inATransaction).otherwise(this::note);

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
            .otherwise(
                (event, context) -> {
                  throw failure;
                });

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
          public void done(EventKey event) {
            throw broken;
          }

          @Override
          public void failed(EventKey event) {
            throw broken;
          }
        };

    WebhookResult result =
        deliver(
            direct()
                .store(store)
                .onFailure((webhook, failure) -> told.add(failure))
                .otherwise(this::note));

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
            .otherwise(this::note);

    assertThat(deliver(handler).kind()).isEqualTo(Kind.BUSY);
    assertThat(told).containsExactly(none);
  }

  @Test
  void store_thatCannotClaim_isAFailureAndNothingIsGivenBack() {
    FixedStore store = new FixedStore(null);

    WebhookResult result = deliver(direct().store(store).otherwise(this::note));

    assertThat(result.status()).isEqualTo(500);
    assertThat(store.calls).containsExactly("claim");
    assertThat(seen).isEmpty();
  }

  @Test
  void store_isToldInOrderAndAroundTheEffect() {
    FixedStore store = new FixedStore(Claim.NEW);

    deliver(direct().store(store).otherwise((event, context) -> store.calls.add("effect")));

    assertThat(store.calls).containsExactly("begin", "claim", "effect", "done", "commit");
  }

  @Test
  void store_whoseCommitFails_isAFailure() {
    FixedStore store = new FixedStore(Claim.NEW);
    store.commitFails = true;

    WebhookResult result = deliver(direct().store(store).otherwise(this::note));

    assertThat(result.status()).isEqualTo(500);
    assertThat(store.calls).last().isEqualTo("failed");
  }

  @Test
  void listener_thatThrows_changesNothing() {
    WebhookHandler handler =
        direct()
            .onFailure(
                (webhook, failure) -> {
                  throw new IllegalStateException("listener");
                })
            .otherwise(
                (event, context) -> {
                  throw new IOException("effect");
                });

    WebhookResult result = deliver(handler);

    assertThat(result.failure()).get().isInstanceOf(IOException.class);
    assertThat(deliver(handler).status()).isEqualTo(500);
  }

  // ---- what is not to be trusted

  @Test
  void delivery_thatIsNotVerified_is400AndNothingIsClaimed() {
    FixedStore store = new FixedStore(Claim.NEW);
    WebhookHandler handler = direct().store(store).otherwise(this::note);
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;

    WebhookResult result = handler.handle(webhook.headers(), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.kind()).isEqualTo(Kind.NOT_VERIFIED);
    assertThat(result.webhook()).isEmpty();
    assertThat(result.failure())
        .get()
        .isInstanceOfSatisfying(
            WebhookVerificationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_SIGNATURE));
    assertThat(result).hasToString("WebhookResult[NOT_VERIFIED, 400, WRONG_SIGNATURE]");
    assertThat(store.calls).isEmpty();
  }

  @Test
  void delivery_whoseBodyIsTooLong_is413AndNotReadToTheEnd() throws IOException {
    WebhookVerifier verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("live", Secret.of(SignedWebhook.SECRET))
            .maxBodyBytes(100)
            .build();
    WebhookHandler handler = WebhookHandler.builder(verifier).otherwise(this::note);
    InputStream endless = new Endless();

    WebhookResult result = handler.handle(SignedWebhook.DOCUMENTED.headers(), endless);

    assertThat(result.status()).isEqualTo(413);
    assertThat(result.kind()).isEqualTo(Kind.NOT_VERIFIED);
  }

  @Test
  void delivery_asAStream_isRead() throws IOException {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;

    WebhookResult result =
        noting().handle(webhook.headers(), new ByteArrayInputStream(webhook.body()));

    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void delivery_ofNull_isRefused() {
    WebhookHandler handler = noting();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(null, new byte[0]))
        .withMessageStartingWith("headers is null.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(Map.of(), (InputStream) null))
        .withMessageStartingWith("body is null.");
  }

  // ---- in time

  @Test
  void event_whoseHandlerTakesLong_isAnsweredInTimeAndGoesOn() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    WebhookHandler handler =
        builder()
            .answerWithin(Duration.ofMillis(20))
            .otherwise(
                (event, context) -> {
                  goOn.await();
                  seen.add("handled");
                  done.countDown();
                });

    WebhookResult first = deliver(handler);
    WebhookResult meanwhile = deliver(handler);
    goOn.countDown();

    assertThat(first.kind()).isEqualTo(Kind.LATE);
    assertThat(first.status()).isEqualTo(503);
    assertThat(meanwhile.kind()).isEqualTo(Kind.IN_WORK);
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("handled");
  }

  @Test
  void event_whoseHandlerFailsLate_isTold() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    AtomicReference<String> what = new AtomicReference<>();
    WebhookHandler handler =
        builder()
            .answerWithin(Duration.ofMillis(20))
            .onFailure(
                (webhook, failure) -> {
                  what.set(webhook.id() + " " + failure.getMessage());
                  told.countDown();
                })
            .otherwise(
                (event, context) -> {
                  goOn.await();
                  throw new IOException("late");
                });

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
            .otherwise(this::note);

    WebhookResult result = deliver(handler);

    assertThat(result.kind()).isEqualTo(Kind.BUSY);
    assertThat(result.status()).isEqualTo(503);
  }

  @Test
  void caller_interrupted_isAnsweredAtOnceAndKeepsTheFlag() {
    WebhookHandler handler = builder().otherwise((event, context) -> goOn.await());
    Thread.currentThread().interrupt();

    WebhookResult result = deliver(handler);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.status()).isEqualTo(503);
  }

  @Test
  void ownThreads_areDaemons() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    WebhookHandler handler =
        builder().otherwise((event, context) -> thread.set(Thread.currentThread()));

    deliver(handler);

    assertThat(thread.get()).matches(Thread::isDaemon).isNotSameAs(Thread.currentThread());
  }

  // ---- settings

  @Test
  void builder_withATypeTwice_isRefused() {
    WebhookHandler.Builder builder =
        builder().on(OrderCompletedEvent.class, (event, context) -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.on(OrderCompletedEvent.class, (event, context) -> {}))
        .withMessage("OrderCompletedEvent has a handler already. Give it one that does both.");
  }

  @Test
  void builder_withTheTypeOfAllEvents_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().on(WebhookEvent.class, (event, context) -> {}))
        .withMessageContaining("use otherwise(…)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT15S", "PT1H"})
  void builder_withATimeThatPeekerDoesNotWait_isRefused(Duration time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().answerWithin(time))
        .withMessageContaining("answerWithin is " + time);
  }

  @Test
  void builder_withNull_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> WebhookHandler.builder(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().store(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().executor(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().onFailure(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().answerWithin(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().otherwise(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().on(OrderCompletedEvent.class, null));
  }

  private void note(WebhookEvent event, WebhookContext context) {
    seen.add(context.webhook().id());
  }

  /** Answers every claim alike, or fails, and writes down what it is asked. */
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
    public void done(EventKey event) {
      calls.add("done");
    }

    @Override
    public void failed(EventKey event) {
      calls.add("failed");
    }

    @Override
    public void around(Work work) throws Exception {
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
