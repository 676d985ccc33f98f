package ai.peeker.partner.webhook;

import static ai.peeker.partner.webhook.WebhookVerifier.notNull;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles deliveries: verifies each, handles each event once, and returns the HTTP status to
 * respond with. It needs no web framework, only the headers and the raw bytes of the body.
 *
 * <pre>{@code
 * WebhookHandler handler =
 *     WebhookHandler.builder(verifier)
 *         .on(
 *             OrderCompletedEvent.class,
 *             (event, context) -> {
 *               if (!context.isStale()) {
 *                 System.out.println(event.data().id() + " is live");
 *               }
 *             })
 *         .fallback((event, context) -> System.out.println("not of interest: " + context))
 *         .build();
 *
 * int status = handler.handle(headers, body).status();
 * }</pre>
 *
 * <p>Peeker delivers an event again for up to 24 hours, and may not sign it again. Because the
 * handler remembers the event ids, it accepts a webhook for 24 hours longer than the verifier,
 * unless the {@linkplain WebhookVerifier.Builder#tolerance tolerance} was set.
 *
 * <p>An event is handled on a separate thread, because Peeker waits for 15 seconds only. If
 * handling takes longer than the {@linkplain Builder#responseTimeout response timeout}, the status
 * asks Peeker to try again, handling continues, and the next delivery gets its result.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookHandler {
  /** Keeps webhooks from their delivery until a worker handles them. */
  @FunctionalInterface
  public interface Inbox {
    /**
     * Stores a webhook, as {@link VerifiedWebhook#serialize()} returns it.
     *
     * @param webhook the webhook
     * @return false if an event with this id is in the inbox already
     * @throws Exception if it could not be stored, and is to be delivered again
     */
    boolean add(VerifiedWebhook webhook) throws Exception;
  }

  private static final Duration REDELIVERY = Duration.ofHours(24);

  private final WebhookVerifier verifier;
  private final EventProcessor processor;
  private final Duration responseTimeout;
  private final Executor executor;
  private final List<WebhookListener> listeners;

  private WebhookHandler(Builder builder, WebhookEventHandler<WebhookEvent> fallback) {
    this.verifier = builder.verifier;
    EventDispatcher dispatcher = new EventDispatcher(builder.handlers, fallback);
    EventStore store = builder.store == null ? MemoryEventStore.create() : builder.store;
    this.processor = new EventProcessor(store, dispatcher, builder.failureListener);
    this.responseTimeout = builder.responseTimeout;
    this.executor = builder.executor == null ? EventProcessor.daemonThreads() : builder.executor;
    this.listeners = List.copyOf(builder.listeners);
  }

  /**
   * Creates a builder.
   *
   * @param verifier decides which webhooks are trusted; not null
   * @return a builder, which needs a {@link Builder#fallback}
   * @throws IllegalArgumentException if it is null
   */
  public static Builder builder(WebhookVerifier verifier) {
    return new Builder(notNull("verifier", verifier));
  }

  /**
   * Handles a delivery.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @return the result; respond with its {@link WebhookResult#status()}
   * @throws IllegalArgumentException if an argument is null
   */
  public WebhookResult handle(Map<String, ? extends List<String>> headers, byte[] body) {
    return verified(headers, body, this::processInTime);
  }

  /**
   * Verifies a delivery as {@link #handle} does, and adds it to an inbox instead of handling it. A
   * worker passes it to {@link #process} later.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @param inbox stores the webhook before the response is sent; not null
   * @return the result: {@link Kind#STORED}, {@link Kind#DUPLICATE} if the inbox has the event
   *     already, {@link Kind#UNVERIFIED}, or {@link Kind#FAILED} if the inbox fails
   * @throws IllegalArgumentException if an argument is null
   */
  public WebhookResult receive(
      Map<String, ? extends List<String>> headers, byte[] body, Inbox inbox) {
    notNull("inbox", inbox);
    return verified(headers, body, webhook -> add(webhook, inbox));
  }

  private WebhookResult verified(
      Map<String, ? extends List<String>> headers,
      byte[] body,
      Function<VerifiedWebhook, WebhookResult> next) {
    VerifiedWebhook webhook = null;
    WebhookResult result;
    try {
      webhook = verifier.verifySignature(headers, body);
      verifier.checkAge(webhook, REDELIVERY);
      result = next.apply(webhook);
    } catch (WebhookVerificationException e) {
      if (webhook != null) { // Peeker signed it: the wrong clock or a late delivery loses an event
        processor.notifyFailure(webhook, e);
      }
      result = new WebhookResult(Kind.UNVERIFIED, webhook, e);
    }
    ListenedHandling.notifyResult(listeners, result);
    return result;
  }

  private WebhookResult add(VerifiedWebhook webhook, Inbox inbox) {
    try {
      return WebhookResult.of(inbox.add(webhook) ? Kind.STORED : Kind.DUPLICATE, webhook);
    } catch (Throwable e) { // an error too: a response asks Peeker to deliver again
      processor.notifyFailure(webhook, e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return WebhookResult.failed(webhook, e);
    }
  }

  /**
   * Handles a webhook that was verified before, such as one that {@link VerifiedWebhook#parse} read
   * from an inbox. It is handled in this thread and without the response timeout, is claimed in the
   * store as a delivery is, and its age does not matter.
   *
   * <p>Delete the stored webhook only if it was handled, or is a duplicate. A store that has
   * forgotten the event handles it again: a {@link MemoryEventStore} after 48 hours and after a
   * restart. Delete it before that, or use a store that remembers for longer.
   *
   * @param webhook not null
   * @return the result: {@link Kind#HANDLED} or {@link Kind#DUPLICATE}; {@link Kind#FAILED} or
   *     {@link Kind#IN_PROGRESS} if it has to be processed again later
   * @throws IllegalArgumentException if it is null
   */
  public WebhookResult process(VerifiedWebhook webhook) {
    ListenedHandling handling =
        new ListenedHandling(listeners, processor, notNull("webhook", webhook));
    handling.run();
    WebhookResult result = handling.result().join();
    ListenedHandling.notifyResult(listeners, result);
    return result;
  }

  private WebhookResult processInTime(VerifiedWebhook webhook) {
    ListenedHandling task = new ListenedHandling(listeners, processor, webhook);
    try {
      executor.execute(task);
      return task.result().get(responseTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) { // handling continues; its claim decides the next delivery
      return WebhookResult.of(Kind.TIMED_OUT, webhook);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WebhookResult.of(Kind.TIMED_OUT, webhook);
    } catch (ExecutionException | RuntimeException | Error e) { // full, shut down, out of threads
      processor.notifyFailure(webhook, e);
      return WebhookResult.of(Kind.OVERLOADED, webhook);
    }
  }

  /**
   * Handles a delivery whose body is still unread. At most one byte more than {@link
   * WebhookVerifier#maxBodyBytes()} is read from it.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw body; not null; this method does not close it
   * @return the result; respond with its {@link WebhookResult#status()}
   * @throws IOException if the body cannot be read
   * @throws IllegalArgumentException if an argument is null
   */
  public WebhookResult handle(Map<String, ? extends List<String>> headers, InputStream body)
      throws IOException {
    notNull("body", body);
    return handle(headers, body.readNBytes(verifier.maxBodyBytes() + 1)); // one more is too long
  }

  /** Builds a {@link WebhookHandler}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final Duration PEEKER_TIMEOUT = Duration.ofSeconds(15);

    private final WebhookVerifier verifier;
    private final Map<Class<?>, WebhookEventHandler<?>> handlers = new HashMap<>();
    private @Nullable WebhookEventHandler<WebhookEvent> fallback;
    private @Nullable EventStore store;
    private Duration responseTimeout = Duration.ofSeconds(10);
    private @Nullable Executor executor;
    private BiConsumer<VerifiedWebhook, Throwable> failureListener = (webhook, failure) -> {};
    private final List<WebhookListener> listeners = new ArrayList<>();

    private Builder(WebhookVerifier verifier) {
      this.verifier = verifier;
    }

    /**
     * Sets the handler for events of one type.
     *
     * @param <E> the type of the event
     * @param type the class of the event, such as {@code OrderCompletedEvent.class}; {@link
     *     WebhookEvent.Unknown} for types that this version does not know
     * @param handler handles the event; not null
     * @return this builder
     * @throws IllegalArgumentException if one is null, the type is {@link WebhookEvent} itself, or
     *     the type has a handler already
     */
    public <E extends WebhookEvent> Builder on(
        Class<E> type, WebhookEventHandler<? super E> handler) {
      notNull("type", type);
      notNull("handler", handler);
      if (type.isInterface()) {
        throw new IllegalArgumentException(
            type.getSimpleName()
                + " is the type of all events. Pass the class of one event, or call fallback(…).");
      }
      if (handlers.putIfAbsent(type, handler) != null) {
        throw new IllegalArgumentException(
            type.getSimpleName() + " already has a handler. Register one handler for each type.");
      }
      return this;
    }

    /**
     * Sets the handler for all other events; required. Types that Peeker adds later arrive here as
     * {@link WebhookEvent.Unknown}.
     *
     * @param fallback not null; may do nothing
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder fallback(WebhookEventHandler<WebhookEvent> fallback) {
      this.fallback = notNull("fallback", fallback);
      return this;
    }

    /**
     * Sets the store that remembers handled events; the default is a new {@link MemoryEventStore}.
     *
     * @param store not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder store(EventStore store) {
      this.store = notNull("store", store);
      return this;
    }

    /**
     * Sets how long {@link WebhookHandler#handle} waits for an event to be handled before it asks
     * Peeker to try again; the default is 10 seconds, counted from the end of the verification.
     *
     * @param responseTimeout more than zero, less than the 15 seconds that Peeker waits
     * @return this builder
     * @throws IllegalArgumentException if it is null or out of range
     */
    public Builder responseTimeout(Duration responseTimeout) {
      if (notNull("responseTimeout", responseTimeout).compareTo(Duration.ZERO) <= 0
          || responseTimeout.compareTo(PEEKER_TIMEOUT) >= 0) {
        throw new IllegalArgumentException(
            "responseTimeout is out of range: "
                + responseTimeout
                + " (expected more than zero and less than 15 seconds, Peeker's timeout).");
      }
      this.responseTimeout = responseTimeout;
      return this;
    }

    /**
     * Sets the executor that handles events; the default uses up to 64 daemon threads. Use a
     * bounded executor: handling that times out stays in it. A rejected task results in a 503. Do
     * not pass the pool that calls {@link WebhookHandler#handle}: all of its threads could wait for
     * tasks that are queued behind them. An executor that runs tasks in the calling thread ignores
     * {@link #responseTimeout}.
     *
     * @param executor not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder executor(Executor executor) {
      this.executor = notNull("executor", executor);
      return this;
    }

    /**
     * Sets the listener that is notified of each failure to handle a webhook that Peeker signed,
     * even after the response was sent:
     *
     * <ul>
     *   <li>with the exception of the handler, the store or the executor;
     *   <li>with a {@link WebhookVerificationException} if the webhook is too old or too new; its
     *       event is lost unless a later delivery succeeds;
     *   <li>with an {@link InvalidModelException} if the event was handled without the properties
     *       that could not be read; see {@link VerifiedWebhook#problems}.
     * </ul>
     *
     * <p>Other webhooks that cannot be verified are reported to a {@link #listener} only.
     *
     * @param listener not null; its exceptions are ignored
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder onFailure(BiConsumer<VerifiedWebhook, Throwable> listener) {
      this.failureListener = notNull("listener", listener);
      return this;
    }

    /**
     * Adds a listener of webhooks and results. The handling runs within all listeners.
     *
     * @param listener not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder listener(WebhookListener listener) {
      listeners.add(notNull("listener", listener));
      return this;
    }

    /**
     * Builds the handler.
     *
     * @return the handler
     * @throws IllegalArgumentException if no fallback was set
     */
    public WebhookHandler build() {
      if (fallback == null) {
        throw new IllegalArgumentException(
            "No fallback was set. Call fallback(…) with a handler for all other events; it may do"
                + " nothing.");
      }
      return new WebhookHandler(this, fallback);
    }
  }
}
