package ai.peeker.partner.webhook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The handling of one webhook within its listeners, of which the first is the outermost. It runs
 * once, on one thread, whatever they do, and its result is complete before they return.
 */
final class ListenedHandling implements Runnable {
  private final List<WebhookListener> listeners;
  private final EventProcessor processor;
  private final VerifiedWebhook webhook;
  private final CompletableFuture<WebhookResult> result = new CompletableFuture<>();

  ListenedHandling(
      List<WebhookListener> listeners, EventProcessor processor, VerifiedWebhook webhook) {
    this.listeners = listeners;
    this.processor = processor;
    this.webhook = webhook;
  }

  CompletableFuture<WebhookResult> result() {
    return result;
  }

  @Override
  public void run() {
    within(0).runUnlessBegun();
  }

  private Once within(int index) {
    return new Once(
        index == listeners.size()
            ? () -> result.completeAsync(() -> processor.process(webhook), Runnable::run)
            : () -> notifyListener(listeners.get(index), within(index + 1)));
  }

  private void notifyListener(WebhookListener listener, Once next) {
    try {
      listener.onHandling(webhook, next);
    } catch (Throwable e) { // a checked one too, from a language that does not check
      // a listener does not change the result
    }
    next.runUnlessBegun();
  }

  /** Notifies all listeners of the result that is responded with. */
  static void notifyResult(List<WebhookListener> listeners, WebhookResult result) {
    for (WebhookListener listener : listeners) {
      try {
        listener.onResult(result);
      } catch (Throwable e) { // a checked one too, from a language that does not check
        // a listener does not change the result
      }
    }
  }

  private final class Once implements Supplier<WebhookResult> {
    private final Thread thread = Thread.currentThread();
    private final Runnable step;
    private boolean begun;

    Once(Runnable step) {
      this.step = step;
    }

    @Override
    public WebhookResult get() {
      if (!result.isDone()) {
        if (thread != Thread.currentThread() || begun) {
          throw new IllegalStateException(
              "The handling of " + webhook + " runs once, on the thread that called onHandling.");
        }
        runUnlessBegun();
      }
      return result.join();
    }

    void runUnlessBegun() {
      if (!begun) {
        begun = true;
        step.run();
      }
    }
  }
}
