package ai.peeker.partner.webhook;

import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Claims an event, dispatches it and marks it as handled. */
final class EventProcessor {
  private static final int MAX_IN_PROGRESS = 64;

  private final EventStore store;
  private final EventDispatcher dispatcher;
  private final BiConsumer<VerifiedWebhook, Throwable> failureListener;

  EventProcessor(
      EventStore store,
      EventDispatcher dispatcher,
      BiConsumer<VerifiedWebhook, Throwable> failureListener) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.failureListener = failureListener;
  }

  /** Returns the executor that handles events unless the caller sets another. */
  static Executor daemonThreads() {
    return new ThreadPoolExecutor(
        0,
        MAX_IN_PROGRESS,
        5,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "peeker-webhook");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Processes one delivery; never throws. */
  WebhookResult process(VerifiedWebhook webhook) {
    WebhookResult result = new Delivery(webhook).process();
    if (result.kind() == Kind.HANDLED || result.kind() == Kind.FAILED) {
      webhook.unreadable().ifPresent(problem -> notifyFailure(webhook, problem));
    }
    return result;
  }

  void notifyFailure(VerifiedWebhook webhook, Throwable failure) {
    try {
      failureListener.accept(webhook, failure);
    } catch (Throwable e) { // a checked one too, from a language that does not check
      suppress(failure, e);
    }
  }

  private static void suppress(Throwable failure, Throwable further) {
    if (further != failure) { // a throwable must not suppress itself
      failure.addSuppressed(further);
    }
  }

  private final class Delivery {
    private final VerifiedWebhook webhook;
    private final EventKey key;
    private EventStore.@Nullable Claim claim;

    Delivery(VerifiedWebhook webhook) {
      this.webhook = webhook;
      this.key = webhook.key();
    }

    WebhookResult process() {
      try {
        store.inTransaction(this::claimAndDispatch);
      } catch (Throwable e) { // an error too: the claim must be released and the listener notified
        fail(e);
        return WebhookResult.failed(webhook, e);
      }
      return WebhookResult.of(kind(), webhook);
    }

    private void claimAndDispatch() throws Exception {
      claim = null; // a store may run this again
      claim = store.claim(key);
      if (claimed()) {
        boolean stale = claim == EventStore.Claim.STALE;
        @Nullable EventKey later = stale ? store.laterEvent(key).orElse(null) : null;
        boolean registered = dispatcher.dispatch(new WebhookContext(webhook, stale, later));
        store.markHandled(registered ? key : key.withoutSubject());
      }
    }

    private void fail(Throwable failure) {
      if (claimed()) {
        try {
          store.release(key);
        } catch (Throwable e) { // the first failure matters more
          suppress(failure, e);
        }
      }
      notifyFailure(webhook, failure);
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean claimed() {
      return claim == EventStore.Claim.NEW || claim == EventStore.Claim.STALE;
    }

    private Kind kind() {
      if (claimed()) {
        return Kind.HANDLED;
      }
      return claim == EventStore.Claim.HANDLED ? Kind.DUPLICATE : Kind.IN_PROGRESS;
    }
  }
}
