package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes deliveries in: verifies them, handles each event once, and says which HTTP status to answer
 * with. It knows no web framework: any that gives the headers and the raw bytes of the body will
 * do.
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
 *         .otherwise((event, context) -> System.out.println("not of interest: " + context));
 *
 * int status = handler.handle(headers, body).status();
 * }</pre>
 *
 * <p>An event is handled on a thread of its own, because Peeker waits for 15 seconds only: if that
 * takes longer, the answer is that Peeker is to try again, the work goes on, and the next delivery
 * is answered by what came of it.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookHandler {
  private final WebhookVerifier verifier;
  private final EventStore store;
  private final Map<Class<?>, EventHandler<?>> handlers;
  private final EventHandler<WebhookEvent> fallback;
  private final Duration answerWithin;
  private final Executor executor;
  private final BiConsumer<VerifiedWebhook, Throwable> failures;

  private WebhookHandler(Builder builder, EventHandler<WebhookEvent> fallback) {
    this.verifier = builder.verifier;
    this.store = builder.store == null ? MemoryEventStore.create() : builder.store;
    this.handlers = Map.copyOf(builder.handlers);
    this.fallback = fallback;
    this.answerWithin = builder.answerWithin;
    this.executor = builder.executor == null ? ownThreads() : builder.executor;
    this.failures = builder.failures;
  }

  /**
   * Begins a handler.
   *
   * @param verifier tells what is to be trusted; not null
   * @return a builder, which ends with {@link Builder#otherwise}
   * @throws IllegalArgumentException if it is null
   */
  public static Builder builder(WebhookVerifier verifier) {
    return new Builder(Builder.notNull("verifier", verifier));
  }

  /**
   * Takes a delivery in.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @return what became of it; its {@code status()} is what to answer
   * @throws IllegalArgumentException if an argument is null
   */
  public WebhookResult handle(Map<String, ? extends List<String>> headers, byte[] body) {
    VerifiedWebhook webhook;
    try {
      webhook = verifier.verify(headers, body);
    } catch (WebhookVerificationException e) {
      return WebhookResult.notVerified(e);
    }
    FutureTask<WebhookResult> task = new FutureTask<>(() -> new Delivery(webhook).handle());
    try {
      executor.execute(task);
    } catch (RuntimeException | Error e) { // full, shut down, or no thread to be had
      tellOf(webhook, e);
      return WebhookResult.of(Kind.BUSY, webhook);
    }
    try {
      return task.get(answerWithin.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) { // the work goes on; its claim answers the next delivery
      return WebhookResult.of(Kind.LATE, webhook);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WebhookResult.of(Kind.LATE, webhook);
    } catch (ExecutionException e) { // cannot be: a delivery catches all
      return WebhookResult.failed(webhook, e);
    }
  }

  /**
   * Takes a delivery in whose body is still to be read. Not more of it is read than the verifier
   * accepts.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw body; not null, and not closed here
   * @return what became of it; its {@code status()} is what to answer
   * @throws IOException if the body cannot be read
   * @throws IllegalArgumentException if an argument is null
   */
  public WebhookResult handle(Map<String, ? extends List<String>> headers, InputStream body)
      throws IOException {
    if (body == null) {
      throw new IllegalArgumentException("body is null. Give what the request came with.");
    }
    return handle(headers, body.readNBytes(verifier.maxBodyBytes() + 1)); // one more is too long
  }

  private void tellOf(VerifiedWebhook webhook, Throwable failure) {
    try {
      failures.accept(webhook, failure);
    } catch (Throwable e) { // a checked one too, from a language that does not check
      suppress(failure, e);
    }
  }

  private static void suppress(Throwable failure, Throwable further) {
    if (further != failure) { // none can suppress itself
      failure.addSuppressed(further);
    }
  }

  private static Executor ownThreads() {
    return new ThreadPoolExecutor(
        0,
        Builder.MAX_IN_WORK,
        5,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "peeker-webhook");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** For people: for which types there is a handler. */
  @Override
  public String toString() {
    return "WebhookHandler["
        + handlers.keySet().stream().map(Class::getSimpleName).sorted().toList()
        + "]";
  }

  /** One delivery on its way: claimed, handled, done. */
  private final class Delivery {
    private final VerifiedWebhook webhook;
    private final EventKey key;
    private EventStore.@Nullable Claim claim;

    Delivery(VerifiedWebhook webhook) {
      this.webhook = webhook;
      this.key = webhook.key();
    }

    WebhookResult handle() {
      try {
        store.around(this::claimAndDispatch);
      } catch (Throwable e) { // an error too: the claim must not stay, and the caller must hear
        failed(e);
        return WebhookResult.failed(webhook, e);
      }
      return WebhookResult.of(kind(), webhook);
    }

    private void claimAndDispatch() throws Exception {
      claim = store.claim(key);
      if (isOurs()) {
        dispatch(webhook.event(), new WebhookContext(webhook, claim == EventStore.Claim.STALE));
        store.done(key);
      }
    }

    @SuppressWarnings("unchecked") // a handler is kept under the class of its events
    private void dispatch(WebhookEvent event, WebhookContext context) throws Exception {
      EventHandler<?> own = handlers.get(event.getClass());
      if (own == null
          && event.getClass() == WebhookEvent.Unknown.class
          && isAwaited(webhook.type())) {
        throw new IllegalStateException(
            "An event of type "
                + webhook.type()
                + " has a shape that this version does not know, and cannot be given to its"
                + " handler. Update the SDK, or register a handler for WebhookEvent.Unknown.");
      }
      EventHandler<WebhookEvent> handler =
          own == null ? fallback : (EventHandler<WebhookEvent>) own;
      handler.handle(event, context);
    }

    /** Whether there is a handler for the type, whatever the event looks like. */
    private boolean isAwaited(String type) {
      String name = EventNames.className(type);
      return handlers.keySet().stream().anyMatch(each -> each.getSimpleName().equals(name));
    }

    private void failed(Throwable failure) {
      if (isOurs()) {
        try {
          store.failed(key);
        } catch (Throwable e) { // the first failure is what matters
          suppress(failure, e);
        }
      }
      tellOf(webhook, failure);
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean isOurs() {
      return claim == EventStore.Claim.NEW || claim == EventStore.Claim.STALE;
    }

    private Kind kind() {
      if (isOurs()) {
        return Kind.HANDLED;
      }
      return claim == EventStore.Claim.DONE ? Kind.DUPLICATE : Kind.IN_WORK;
    }
  }

  /** Builds a {@link WebhookHandler}. Not safe for use by several threads at once. */
  public static final class Builder {
    static final int MAX_IN_WORK = 64;
    private static final Duration PEEKER_WAITS = Duration.ofSeconds(15);

    private final WebhookVerifier verifier;
    private final Map<Class<?>, EventHandler<?>> handlers = new HashMap<>();
    private @Nullable EventStore store;
    private Duration answerWithin = Duration.ofSeconds(10);
    private @Nullable Executor executor;
    private BiConsumer<VerifiedWebhook, Throwable> failures = (webhook, failure) -> {};

    private Builder(WebhookVerifier verifier) {
      this.verifier = verifier;
    }

    /**
     * Sets what is done with events of one type.
     *
     * @param <E> the type of the event
     * @param type the class of the event, such as {@code OrderCompletedEvent.class}; {@link
     *     WebhookEvent.Unknown} for types that this version does not know
     * @param handler what is done; not null
     * @return this builder
     * @throws IllegalArgumentException if one is null, the type is {@link WebhookEvent} itself, or
     *     has a handler already
     */
    public <E extends WebhookEvent> Builder on(Class<E> type, EventHandler<? super E> handler) {
      notNull("type", type);
      notNull("handler", handler);
      if (type.isInterface()) {
        throw new IllegalArgumentException(
            type.getSimpleName()
                + " stands for all events. Give the class of one, or use otherwise(…).");
      }
      if (handlers.putIfAbsent(type, handler) != null) {
        throw new IllegalArgumentException(
            type.getSimpleName() + " has a handler already. Give it one that does both.");
      }
      return this;
    }

    /**
     * Sets what remembers the events that were handled; the default is a {@link MemoryEventStore}
     * of this handler's own.
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
     * Sets after which time to answer that Peeker is to try again, if an event is still being
     * handled; the default is 10 seconds. It is counted from the end of the verification.
     *
     * @param answerWithin more than zero, less than the 15 seconds that Peeker waits
     * @return this builder
     * @throws IllegalArgumentException if it is null or out of range
     */
    public Builder answerWithin(Duration answerWithin) {
      if (answerWithin == null
          || answerWithin.isNegative()
          || answerWithin.isZero()
          || answerWithin.compareTo(PEEKER_WAITS) >= 0) {
        throw new IllegalArgumentException(
            "answerWithin is "
                + answerWithin
                + ". Give more than zero and less than the 15 seconds that Peeker waits.");
      }
      this.answerWithin = answerWithin;
      return this;
    }

    /**
     * Sets where events are handled; the default is up to 64 daemon threads of the handler's own.
     * What the executor rejects is answered with 503, so give it a bound: what takes too long stays
     * in it. It must not be the pool that calls {@link WebhookHandler#handle}, whose threads would
     * all wait for tasks behind them. One that runs its tasks in the caller's thread does without
     * {@link #answerWithin}.
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
     * Sets who is told of failures of a handler, the store or the executor, for a log. It is told
     * of those too that come after Peeker was answered, and not of what is not verified: log the
     * {@link WebhookResult}.
     *
     * @param failures not null; what it throws is dropped
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder onFailure(BiConsumer<VerifiedWebhook, Throwable> failures) {
      this.failures = notNull("failures", failures);
      return this;
    }

    /**
     * Sets what is done with all events that have no handler of their own, and builds the handler.
     * Types that Peeker adds later come here as {@link WebhookEvent.Unknown}. An event of a type
     * that has a handler, but of a shape that this version does not know, does not: unless there is
     * a handler for {@link WebhookEvent.Unknown}, it fails and is delivered again.
     *
     * @param fallback not null; may do nothing
     * @return the handler
     * @throws IllegalArgumentException if it is null
     */
    public WebhookHandler otherwise(EventHandler<WebhookEvent> fallback) {
      return new WebhookHandler(this, notNull("fallback", fallback));
    }

    private static <T> T notNull(String name, @Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException(name + " is null. Give one, or leave the call out.");
      }
      return value;
    }

    /** For people: for which types there is a handler so far. */
    @Override
    public String toString() {
      return "WebhookHandler.Builder["
          + handlers.keySet().stream().map(Class::getSimpleName).sorted().toList()
          + "]";
    }
  }
}
