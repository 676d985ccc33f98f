package ai.peeker.partner.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/**
 * A Peeker Partner API that runs in this JVM, on loopback, for tests without a key or a network.
 *
 * <pre>{@code
 * try (LocalPeeker peeker = LocalPeeker.start()) {
 *   URI baseUrl = peeker.baseUrl(); // point the client here
 *   String apiKey = peeker.apiKey(); // the one key it accepts
 *   peeker.webhookTo(URI.create("http://127.0.0.1:8080/webhooks"));
 *   peeker.rateLimitNext(1, Duration.ofSeconds(12));
 *   // ... let the code under test place an order; its first attempt is answered 429 ...
 *   List<LocalOrder> orders = peeker.orders();
 *   Delivery event = peeker.awaitDelivery(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>It keeps state as Peeker does. It places orders by the rules of the contract: the shape of the
 * body, the number of domains, the same body within 24 hours answered with the same order, a domain
 * of an active order refused in another. A new order is announced by a signed {@code
 * order.in_progress} webhook. Served are {@code GET /me}, {@code POST /orders}, {@code GET /orders}
 * and {@code GET /bundles} with their single records; anything else is answered 404.
 *
 * <p>What the documents of the API leave open is decided so: an order costs 3,400 cents a domain;
 * {@code renews_at} is null; {@code missing_count} is 0 when too many domains are sent; an unknown
 * bundle is {@code invalid_request} on {@code bundle_id}; any {@code usr_} id is a known user; a
 * sequencer provider other than smartlead is {@code provider_not_supported}; an event is delivered
 * once and not retried. Ids are counted, so each instance gives the same ids again.
 *
 * <p>From the start there are the bundle of the documented examples, {@code bun_123} for 10
 * domains, and their user, {@code client@example.com}.
 *
 * <p>Safe for use by several threads. Close it: its server's threads keep the JVM alive until then.
 */
public final class LocalPeeker implements AutoCloseable {
  private static final String BASE_PATH = "/partner/v1";

  private final MockWebServer server = new MockWebServer();
  private final Script script = new Script();
  private final String apiKey;
  private final URI baseUrl;
  private final Bundles bundles;
  private final OrderBook book;
  private final WebhookSender webhooks;
  private final HttpFront front;

  private LocalPeeker(Builder settings) {
    Ids ids = new Ids();
    this.apiKey = settings.apiKey;
    this.bundles = new Bundles(settings.clock);
    settings.bundles.forEach(bundles::add);
    this.book = new OrderBook(settings.clock, ids, bundles);
    this.webhooks =
        new WebhookSender(settings.clock, ids, settings.webhookSecret, settings.webhookUrl);
    listen(server);
    this.baseUrl = URI.create("http://127.0.0.1:" + server.getPort() + BASE_PATH);
    Router router = new Router(baseUrl, apiKey, bundles, book, webhooks::orderInProgress);
    this.front = new HttpFront(router, script, ids);
    server.setDispatcher(front);
  }

  /**
   * Starts one on a free port, with the system's clock, a new key and a new webhook secret.
   *
   * @return a running instance, to be closed
   * @throws UncheckedIOException if no port on loopback can be opened
   */
  public static LocalPeeker start() {
    return builder().start();
  }

  /**
   * Prepares one with a clock, a key or bundles of your own.
   *
   * @return a builder with the settings of {@link #start()}
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Tells where it listens.
   *
   * @return such as {@code http://127.0.0.1:51234/partner/v1}, without a slash at the end
   */
  public URI baseUrl() {
    return baseUrl;
  }

  /**
   * Gives the one API key it accepts.
   *
   * @return a key that starts with {@code pk_test_}
   */
  public String apiKey() {
    return apiKey;
  }

  /**
   * Gives the secret its webhooks are signed with.
   *
   * @return the secret, whose UTF-8 bytes are the key of the signature
   */
  public String webhookSecret() {
    return webhooks.secret();
  }

  /**
   * Sets where events go from now on. Events of orders accepted before are not affected.
   *
   * @param url an http URL whose host is {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
   * @throws IllegalArgumentException if the URL is not http or leads elsewhere
   */
  public void webhookTo(URI url) {
    webhooks.sendTo(url);
  }

  /**
   * Saves a bundle, in place of one with the same id.
   *
   * @param id the id that orders will name, not blank
   * @param requiredDomains how many domains an order of it needs, 1 or more
   * @throws IllegalArgumentException if the id is blank or the number below 1
   */
  public void addBundle(String id, int requiredDomains) {
    bundles.add(Objects.requireNonNull(id, "The bundle id is null"), requiredDomains);
  }

  /**
   * Lets every later order with this domain fail with {@code domains_not_submittable}.
   *
   * @param domain the domain name, in any letter case
   * @param reason what the answer gives as reason; the documents show {@code unavailable} and
   *     {@code premium}
   */
  public void blockDomain(String domain, String reason) {
    book.block(
        Objects.requireNonNull(domain, "The domain to block is null"),
        Objects.requireNonNull(reason, "The reason is null; pass one such as unavailable"));
  }

  /**
   * Lets the next requests fail with 429 {@code rate_limited}, whatever they ask.
   *
   * <p>This and the other scripted answers wait in one queue; each request takes one.
   *
   * @param requests how many, 1 or more
   * @param wait what {@code details.retry_after_seconds} says: whole seconds, 0 or more
   * @throws IllegalArgumentException if a value is out of its range
   */
  public void rateLimitNext(int requests, Duration wait) {
    script.rateLimit(requests, Objects.requireNonNull(wait, "The wait is null"));
  }

  /**
   * Lets the next request fail before it is looked at, with the error code that fits the status:
   * {@code internal_error} from 500 on.
   *
   * @param status from 400 to 599
   * @throws IllegalArgumentException if the status is out of its range
   */
  public void failNext(int status) {
    script.fail(status);
  }

  /**
   * Answers the next request with exactly this, before it is looked at; for proxies' error pages
   * and broken bodies.
   *
   * @param status from 200 to 599
   * @param contentType the value of the {@code Content-Type} header
   * @param body the text of the answer
   * @throws IllegalArgumentException if the status is out of its range
   */
  public void answerNextWith(int status, String contentType, String body) {
    script.answer(
        status,
        Objects.requireNonNull(contentType, "The content type is null"),
        Objects.requireNonNull(body, "The body is null; pass an empty string for none"));
  }

  /**
   * Carries out the next request and then breaks the connection instead of answering, so that the
   * caller cannot know what became of it.
   */
  public void loseNextAnswer() {
    script.loseAnswer();
  }

  /**
   * Lists what it was asked, scripted failures included.
   *
   * @return the requests so far, the oldest first; a copy
   */
  public List<ReceivedRequest> requests() {
    return front.requests();
  }

  /**
   * Lists the orders it accepted.
   *
   * @return the orders, the oldest first; a copy
   */
  public List<LocalOrder> orders() {
    return List.copyOf(book.all());
  }

  /**
   * Lists the webhooks it sent and what was answered.
   *
   * @return the deliveries so far, the oldest first; a copy
   */
  public List<Delivery> deliveries() {
    return webhooks.deliveries();
  }

  /**
   * Waits for the next delivery that no call of this method has returned yet.
   *
   * @param patience how long to wait at most
   * @return the delivery, whatever was answered to it
   * @throws IllegalStateException if none is made in that time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Delivery awaitDelivery(Duration patience) throws InterruptedException {
    return webhooks.await(Objects.requireNonNull(patience, "The patience is null"));
  }

  /** Stops listening and sending. What it received stays readable; a second call does nothing. */
  @Override
  public void close() {
    server.close();
    webhooks.close();
  }

  /** Says where it listens, never the key or the secret. */
  @Override
  public String toString() {
    return "LocalPeeker[" + baseUrl + "]";
  }

  private static void listen(MockWebServer server) {
    try {
      server.start(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), 0);
    } catch (IOException refused) {
      throw new UncheckedIOException(
          "LocalPeeker cannot open a port on 127.0.0.1; see whether this machine allows it",
          refused);
    }
  }

  /** Settings for a {@link LocalPeeker}; every one has a default. Not safe for several threads. */
  public static final class Builder {
    private Clock clock = Clock.systemUTC();
    private String apiKey = Secrets.newApiKey();
    private String webhookSecret = Secrets.newWebhookSecret();
    private @Nullable URI webhookUrl;
    private final Map<String, Integer> bundles = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets the time it lives by: of orders, events and the 24 hours in which a body is a repeat.
     *
     * @param clock the clock; the system's by default
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "The clock is null; omit it for the system's");
      return this;
    }

    /**
     * Sets the one key it accepts.
     *
     * @param apiKey {@code pk_test_} and then letters, digits, {@code _} or {@code -}; made up for
     *     each instance by default
     * @return this builder
     * @throws IllegalArgumentException if the key is of another form; a live key is refused
     */
    public Builder apiKey(String apiKey) {
      this.apiKey = Secrets.checkedApiKey(Objects.requireNonNull(apiKey, "The API key is null"));
      return this;
    }

    /**
     * Sets where events go and what they are signed with. By default they go nowhere until {@link
     * LocalPeeker#webhookTo}.
     *
     * @param url as for {@link LocalPeeker#webhookTo}
     * @param secret the signing secret, not blank; made up for each instance by default
     * @return this builder
     * @throws IllegalArgumentException if the URL leaves this machine or the secret is blank
     */
    public Builder webhook(URI url, String secret) {
      this.webhookUrl = WebhookTarget.checked(url);
      return webhookSecret(secret);
    }

    /**
     * Sets what events are signed with, where the URL is only known later.
     *
     * @param secret the signing secret, not blank; made up for each instance by default
     * @return this builder
     * @throws IllegalArgumentException if the secret is blank
     */
    public Builder webhookSecret(String secret) {
      Objects.requireNonNull(secret, "The webhook secret is null; omit it to have one made up");
      if (secret.isBlank()) {
        throw new IllegalArgumentException(
            "The webhook secret is blank; omit it to have one made up");
      }
      this.webhookSecret = secret;
      return this;
    }

    /**
     * Saves a bundle before the start; see {@link LocalPeeker#addBundle}.
     *
     * @param id the id that orders will name, not blank
     * @param requiredDomains how many domains an order of it needs, 1 or more
     * @return this builder
     * @throws IllegalArgumentException if the id is blank or the number below 1
     */
    public Builder bundle(String id, int requiredDomains) {
      Bundle.check(Objects.requireNonNull(id, "The bundle id is null"), requiredDomains);
      bundles.put(id, requiredDomains);
      return this;
    }

    /**
     * Starts it on a free port of loopback.
     *
     * @return a running instance, to be closed
     * @throws UncheckedIOException if no port on loopback can be opened
     */
    public LocalPeeker start() {
      return new LocalPeeker(this);
    }
  }
}
