package ai.peeker.partner.testing;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Peeker Partner API that runs in this JVM, on loopback, for tests without a key or a network.
 *
 * <pre>{@code
 * try (LocalPeeker peeker = LocalPeeker.start()) {
 *   URI baseUrl = peeker.baseUrl(); // point the client here
 *   String apiKey = peeker.apiKey(); // the only key it accepts
 *   peeker.webhookTo(URI.create("http://127.0.0.1:8080/webhooks"));
 *   peeker.rateLimitNext(1, Duration.ofSeconds(12));
 *   // ... let the code under test place an order; its first attempt gets a 429 ...
 *   List<LocalOrder> orders = peeker.orders();
 *   Delivery event = peeker.awaitDelivery(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>It is stateful and follows the rules of the contract: it validates the shape of an order and
 * the number of domains, returns the same order for the same body within 24 hours, and rejects a
 * domain of another active order. A signed {@code order.in_progress} webhook announces each new
 * order. It serves {@code GET /me}, {@code POST /orders}, {@code GET /orders}, {@code GET /bundles}
 * and single orders and bundles by id; any other request gets a 404. The package description lists
 * its choices where the API documentation is silent.
 *
 * <p>Initially it has the bundle of the documented examples, {@code bun_123} with 10 domains, and
 * their user, {@code client@example.com}.
 *
 * <p>Safe for use by several threads. Close it: the server's threads are not daemon threads and
 * keep the JVM running.
 */
public final class LocalPeeker implements AutoCloseable {
  private final LocalServer server;
  private final ResponseQueue scripted = new ResponseQueue();
  private final String apiKey;
  private final BundleStore bundles;
  private final OrderStore orders;
  private final WebhookSender webhooks;
  private final PeekerDispatcher dispatcher;

  private LocalPeeker(Builder settings) {
    IdGenerator ids = new IdGenerator();
    apiKey = settings.apiKey;
    bundles = new BundleStore(settings.clock);
    settings.bundles.forEach(bundles::add);
    orders = new OrderStore(settings.clock, ids, bundles);
    webhooks = new WebhookSender(settings.clock, ids, settings.webhookSecret, settings.webhookUrl);
    server = LocalServer.open();
    Router router =
        new Router(server.baseUrl(), apiKey, bundles, orders, webhooks::sendOrderInProgress);
    dispatcher = new PeekerDispatcher(router, scripted, ids);
    server.serve(dispatcher);
  }

  /**
   * Starts an instance on a free port, with the default settings.
   *
   * @return a running instance; the caller closes it
   * @throws UncheckedIOException if no port on loopback can be opened
   */
  public static LocalPeeker start() {
    return builder().start();
  }

  /**
   * Creates a builder for an instance with another clock, API key, webhook secret or more bundles.
   *
   * @return a builder with the settings of {@link #start()}
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the base URL, such as {@code http://127.0.0.1:51234/partner/v1}} */
  public URI baseUrl() {
    return server.baseUrl();
  }

  /** {@return the only API key that is accepted, {@code pk_test_…}} */
  public String apiKey() {
    return apiKey;
  }

  /** {@return the secret that webhooks are signed with} */
  public String webhookSecret() {
    return webhooks.secret();
  }

  /**
   * Sets the URL that events of new orders are sent to.
   *
   * @param url an http URL whose host is {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
   * @throws IllegalArgumentException if it is not an http URL of this machine
   */
  public void webhookTo(URI url) {
    webhooks.sendTo(url);
  }

  /**
   * Adds a bundle, or replaces the bundle with the same id.
   *
   * @param id the id for orders, not blank
   * @param requiredDomains the number of domains an order of it needs, 1 or more
   * @throws IllegalArgumentException if the id is blank or the number is below 1
   */
  public void addBundle(String id, int requiredDomains) {
    bundles.add(id, requiredDomains);
  }

  /**
   * Rejects every later order with this domain as {@code domains_not_submittable}.
   *
   * @param domain the domain name, in any letter case
   * @param reason the reason in the response, such as {@code unavailable} or {@code premium}
   */
  public void blockDomain(String domain, String reason) {
    orders.block(domain, reason);
  }

  /**
   * Responds to the next requests with 429 {@code rate_limited}, whatever they are.
   *
   * <p>All scripted responses share one FIFO queue; each request takes one.
   *
   * @param requests the number of requests, 1 or more
   * @param retryAfter the {@code details.retry_after_seconds}: whole seconds, 0 or more
   * @throws IllegalArgumentException if a value is out of range
   */
  public void rateLimitNext(int requests, Duration retryAfter) {
    scripted.addRateLimit(requests, retryAfter);
  }

  /**
   * Responds to the next request with an error, without handling it. The error code fits the
   * status: {@code internal_error} from 500 on.
   *
   * @param status from 400 to 599
   * @throws IllegalArgumentException if the status is out of range
   */
  public void failNext(int status) {
    scripted.addFailure(status);
  }

  /**
   * Responds to the next request with exactly this response, without handling it. Use it for error
   * pages of proxies, malformed bodies and operations that are not served.
   *
   * @param status from 200 to 599
   * @param contentType the value of the {@code Content-Type} header
   * @param body the response body; may be empty
   * @throws IllegalArgumentException if the status is out of range
   */
  public void respondNextWith(int status, String contentType, String body) {
    scripted.add(status, contentType, body);
  }

  /**
   * Handles the next request and then closes the connection without a response, so that the caller
   * cannot know the outcome.
   */
  public void dropNextResponse() {
    scripted.addDropped();
  }

  /** {@return a copy of the requests received so far, the oldest first} */
  public List<ReceivedRequest> requests() {
    return dispatcher.requests();
  }

  /** {@return a copy of the orders accepted so far, the oldest first} */
  public List<LocalOrder> orders() {
    return List.copyOf(orders.all());
  }

  /** {@return a copy of the webhook deliveries so far, the oldest first, successful or not} */
  public List<Delivery> deliveries() {
    return webhooks.deliveries();
  }

  /**
   * Waits for the next delivery. Each delivery is returned once.
   *
   * @param timeout the maximum time to wait
   * @return the delivery, successful or not
   * @throws IllegalStateException if the timeout elapses first
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public Delivery awaitDelivery(Duration timeout) throws InterruptedException {
    return webhooks.await(timeout);
  }

  /** Stops the server and the webhooks. The records stay readable; a second call has no effect. */
  @Override
  public void close() {
    server.close();
    webhooks.close();
  }

  /** Returns a string for logging that contains neither the API key nor the webhook secret. */
  @Override
  public String toString() {
    return "LocalPeeker[" + baseUrl() + "]";
  }

  /** Builds a {@link LocalPeeker}; every setting has a default. Not safe for several threads. */
  public static final class Builder {
    private Clock clock = Clock.systemUTC();
    private String apiKey = Credentials.newApiKey();
    private String webhookSecret = Credentials.newWebhookSecret();
    private @Nullable URI webhookUrl;
    private final Map<String, Integer> bundles = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets the clock for orders, events and the 24 hours in which the same body is the same order.
     *
     * @param clock the clock; by default the system clock
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = Arguments.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the only API key that is accepted.
     *
     * @param apiKey {@code pk_test_} followed by letters, digits, {@code _} or {@code -}; by
     *     default a new key for each instance
     * @return this builder
     * @throws IllegalArgumentException if the key has another format, such as a live key
     */
    public Builder apiKey(String apiKey) {
      this.apiKey = Credentials.requireTestKey(Arguments.requireNonNull(apiKey, "apiKey"));
      return this;
    }

    /**
     * Sets the URL that events are sent to, and the secret. By default events are not sent until
     * {@link LocalPeeker#webhookTo} is called.
     *
     * @param url as for {@link LocalPeeker#webhookTo}
     * @param secret as for {@link #webhookSecret}
     * @return this builder
     * @throws IllegalArgumentException if the URL or the secret is invalid
     */
    public Builder webhook(URI url, String secret) {
      this.webhookUrl = LoopbackUrl.require(url);
      return webhookSecret(secret);
    }

    /**
     * Sets the secret that webhooks are signed with.
     *
     * @param secret the secret, not blank; by default a new secret for each instance
     * @return this builder
     * @throws IllegalArgumentException if the secret is blank
     */
    public Builder webhookSecret(String secret) {
      this.webhookSecret = Arguments.requireNonBlank(secret, "webhookSecret");
      return this;
    }

    /**
     * Adds a bundle; see {@link LocalPeeker#addBundle}.
     *
     * @param id the id for orders, not blank
     * @param requiredDomains the number of domains an order of it needs, 1 or more
     * @return this builder
     * @throws IllegalArgumentException if the id is blank or the number is below 1
     */
    public Builder bundle(String id, int requiredDomains) {
      Bundle.validate(id, requiredDomains);
      bundles.put(id, requiredDomains);
      return this;
    }

    /**
     * Starts the instance on a free port of 127.0.0.1.
     *
     * @return a running instance; the caller closes it
     * @throws UncheckedIOException if no port on loopback can be opened
     */
    public LocalPeeker start() {
      return new LocalPeeker(this);
    }
  }
}
