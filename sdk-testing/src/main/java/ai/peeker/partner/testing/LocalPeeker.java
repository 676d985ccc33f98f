package ai.peeker.partner.testing;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.console.ConsoleHandler;
import ai.peeker.partner.testing.internal.seed.Seed;
import ai.peeker.partner.testing.internal.server.Conformance;
import ai.peeker.partner.testing.internal.server.LocalServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * A Peeker Partner API that runs in this JVM, on loopback, for tests without a key or a network.
 *
 * <pre>{@code
 * try (LocalPeeker peeker = LocalPeeker.start()) {
 *   URI baseUrl = peeker.baseUrl(); // point the client here
 *   String apiKey = peeker.apiKey(); // the only key it accepts
 *   peeker.webhooks().sendTo(URI.create("http://127.0.0.1:8080/webhooks"));
 *   peeker.faults().next(1).rateLimit(Duration.ofSeconds(12));
 *   // ... let the code under test place an order; its first attempt gets a 429 ...
 *   LocalOrder order = peeker.orders().all().get(0);
 *   Delivery event = peeker.webhooks().awaitDelivery(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>It serves every operation of the contract, keeps state and follows the documented rules: it
 * returns the same order for the same body within 24 hours, for example, and rejects a domain of
 * another active order. Orders, imports, forwarding jobs and swaps move on by {@link #clock} or by
 * hand, and signed webhooks report it. Requests, responses and webhooks are validated by the
 * contract. The package description lists its choices where the API documentation is silent.
 *
 * <p>Initially it has the bundle of the documented examples, {@code bun_123} with 10 domains, and
 * their user, {@code client@example.com}.
 *
 * <p>Safe for use by several threads. Close it: the server's threads are not daemon threads and
 * keep the JVM running.
 */
public final class LocalPeeker implements AutoCloseable {
  private final LocalServer server;
  private final LocalApi.Settings settings;
  private final Seed seed;
  private final String apiKey;
  private final LocalClock clock = new LocalClock(this::api);
  private final LocalDomains domains = new LocalDomains(this::api);
  private final LocalImports imports = new LocalImports(this::api);
  private final LocalForwarding forwarding = new LocalForwarding(this::api);
  private final Faults faults;
  private final Webhooks webhooks = new Webhooks(this::api);
  private final LocalOrders orders = new LocalOrders(this::api);
  private final LocalSwaps swaps = new LocalSwaps(this::api);
  private final LocalSmartlead smartlead = new LocalSmartlead(this::api);
  private final ConsoleHandler console;
  private final HandedOutClient client = new HandedOutClient(this::clientBuilder);
  private final Conformance conformance = new Conformance();
  private final Object lifecycle = new Object();
  private volatile LocalApi api;
  private boolean closed;

  private LocalPeeker(Builder builder) {
    apiKey = builder.apiKey();
    settings = builder.settings();
    seed = builder.seed();
    server = LocalServer.open(builder.port());
    faults = new Faults(this::api, server);
    try {
      api = newApi();
    } catch (RuntimeException invalid) {
      server.close();
      throw invalid;
    }
    console = new ConsoleHandler(this::api, server.baseUrl());
    server.serve(() -> api().backend(), console::respond);
  }

  private LocalApi newApi() {
    LocalApi created = new LocalApi(settings, server.baseUrl(), conformance);
    try {
      seed.plant(created, server.baseUrl());
    } catch (RuntimeException invalid) {
      created.close();
      throw invalid;
    }
    // Not before: the seeded records are the past, and none of their events is sent.
    URI webhookUrl = settings.webhookUrl();
    if (webhookUrl != null) {
      created.outbox().sendTo(webhookUrl);
    }
    return created;
  }

  private LocalApi api() {
    return api;
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

  /**
   * Returns a client of this instance without a rate limit.
   *
   * @return the same client for each call; {@link #close} closes it
   */
  public PeekerClient client() {
    return client.get();
  }

  /**
   * Creates a builder for a client of this instance with other settings. It has the base URL and
   * the API key, and no rate limit.
   *
   * @return a builder; the caller closes the client
   */
  public PeekerClient.Builder clientBuilder() {
    return PeekerClient.builder()
        .baseUrl(baseUrl().toString())
        .apiKey(apiKey)
        .rateLimiter(RateLimiter.unlimited());
  }

  /**
   * Returns the URL of a page that shows orders, calls and deliveries, and controls this instance.
   * The page is served once this method has been called.
   *
   * @return the URL with a random token, which gives access
   */
  public URI console() {
    return console.open();
  }

  /** {@return the time of this instance} */
  public LocalClock clock() {
    return clock;
  }

  /** {@return the scripted faults} */
  public Faults faults() {
    return faults;
  }

  /** {@return the receiver and the deliveries of the webhooks} */
  public Webhooks webhooks() {
    return webhooks;
  }

  /**
   * Adds a bundle, or replaces the bundle with the same id.
   *
   * @param id the id for orders, not blank
   * @param requiredDomains the number of domains an order of it needs, 1 or more
   * @throws IllegalArgumentException if the id is blank or the number is below 1
   */
  public void addBundle(String id, int requiredDomains) {
    api.account().locked(() -> api.bundles().add(id, requiredDomains));
  }

  /** {@return the domains, and whether others can be bought} */
  public LocalDomains domains() {
    return domains;
  }

  /** {@return the import jobs} */
  public LocalImports imports() {
    return imports;
  }

  /** {@return the forwarding jobs} */
  public LocalForwarding forwarding() {
    return forwarding;
  }

  /** {@return a copy of the requests received so far, the oldest first} */
  public List<ReceivedRequest> requests() {
    return api.backend().log().all().stream().map(ReceivedRequest::new).toList();
  }

  /** {@return the orders accepted so far, and the control of their states} */
  public LocalOrders orders() {
    return orders;
  }

  /** {@return the swaps accepted so far, and the control of their states} */
  public LocalSwaps swaps() {
    return swaps;
  }

  /** {@return the Smartlead connection of the account} */
  public LocalSmartlead smartlead() {
    return smartlead;
  }

  /**
   * Forgets all requests, orders, deliveries and faults, and sets the time and the settings back:
   * afterwards it is as it was when it was started, at the same URL and with the same key.
   *
   * @throws IllegalStateException if it is closed
   */
  public void reset() {
    synchronized (lifecycle) {
      if (closed) {
        throw new IllegalStateException("LocalPeeker is closed");
      }
      LocalApi before = api;
      api = newApi();
      before.close();
      faults.reset();
    }
  }

  /**
   * Throws if this instance itself has violated the contract since the last call: with a response,
   * a webhook, or a failure of a handler or of a function that a test gave it. Scripted faults are
   * not violations.
   *
   * @throws AssertionError naming the operations, the paths and the rules
   */
  public void verifyConformance() {
    List<String> violations = conformance.drain();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "LocalPeeker violated the contract:\n  " + String.join("\n  ", violations));
    }
  }

  /**
   * Stops the server and the webhooks. The records stay readable; a second call has no effect.
   *
   * @throws AssertionError as {@link #verifyConformance}
   */
  @Override
  public void close() {
    synchronized (lifecycle) {
      closed = true;
      client.close();
      server.close();
      api.close();
    }
    verifyConformance();
  }

  /** Returns a string for logging that contains neither the API key nor the webhook secret. */
  @Override
  public String toString() {
    return "LocalPeeker[" + baseUrl() + "]";
  }

  /** Builds a {@link LocalPeeker}; every setting has a default. Not safe for several threads. */
  public static final class Builder extends LocalPeekerSettings {
    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * Starts the instance.
     *
     * @return a running instance; the caller closes it
     * @throws UncheckedIOException if the port on loopback cannot be opened
     * @throws IllegalArgumentException if a record of the seed file is invalid; the message names
     *     its JSON path
     */
    public LocalPeeker start() {
      return new LocalPeeker(this);
    }
  }
}
