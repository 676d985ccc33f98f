package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a handler uses its store. */
@Timeout(30)
class HandlerStoreTest extends HandlerFixture {
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
}
