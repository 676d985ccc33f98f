package ai.peeker.partner;

import ai.peeker.partner.api.AccountApi;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.BundlesApi;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.internal.call.OrderTransport;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A client of the Peeker Partner API. Create one for the whole application, share it, and close it
 * at the end. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * try (PeekerClient client = PeekerClient.builder().apiKey("pk_test_…").build()) {
 *   OrderSummary placed = client.orders().create(order);
 *   System.out.println(placed.id() + " is " + placed.status());
 * }
 * }</pre>
 *
 * <p>A method that calls the API throws a {@link ai.peeker.partner.error.CallException} if the call
 * fails: its type is the kind of failure, and its {@code outcome()} says whether the call may have
 * changed anything.
 */
public final class PeekerClient implements AutoCloseable {
  /** The documented base URL, for live and sandbox keys alike. */
  public static final String DEFAULT_BASE_URL = "https://api.peeker.ai/partner/v1";

  /** The documented number of requests per minute for one key. */
  public static final int DEFAULT_RATE_LIMIT = 600;

  private final ClientSettings settings;
  private final SharedState shared;
  private final OrderTransport transport;
  private final BundleCounts bundleCounts;

  private PeekerClient(ClientSettings settings, SharedState shared) {
    this.settings = settings;
    this.shared = shared;
    this.transport = settings.transport(shared.http(), shared.budget());
    this.bundleCounts = new BundleCounts(new BundlesApi(transport), settings);
  }

  /** {@return a builder with default settings; the API key has no default} */
  public static Builder builder() {
    return new Builder(ClientSettings.DEFAULTS);
  }

  /** {@return a client from the environment of this process, as {@link #fromEnvironment(Map)}} */
  public static PeekerClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * {@return a client from a map of environment variables}
   *
   * @param environment {@code PEEKER_API_KEY} and, optionally, {@code PEEKER_BASE_URL}
   * @throws IllegalArgumentException if a variable is missing or invalid; the message names it
   */
  public static PeekerClient fromEnvironment(Map<String, String> environment) {
    return new Builder(ClientSettings.DEFAULTS.withEnvironment(environment)).build();
  }

  /** {@return the account operations} */
  public AccountApi account() {
    return new AccountApi(transport);
  }

  /** {@return the operations on users, who are your customers} */
  public Users users() {
    return new Users(transport);
  }

  /** {@return the operations on bundles, which are saved order templates} */
  public BundlesApi bundles() {
    return new BundlesApi(transport);
  }

  /** {@return the operations on domains: availability, import and forwarding} */
  public Domains domains() {
    return new Domains(transport, longRunning());
  }

  /** {@return the operations on orders} */
  public Orders orders() {
    return new Orders(settings, shared, transport, bundleCounts);
  }

  /** {@return the operations that swap domains and user names} */
  public Swaps swaps() {
    return new Swaps(transport, longRunning());
  }

  private LongRunning longRunning() {
    return LongRunning.of(settings, shared);
  }

  /**
   * Returns a request to any path, for an operation that this version of the SDK does not have. It
   * has the key, the retries, the limits and the errors of the other calls. A GET may be sent
   * again; anything else is sent once.
   *
   * @param method GET, POST, PUT, PATCH or DELETE
   * @param path the path below the base URL, such as {@code /orders/{id}/notes}; not an absolute
   *     URL
   * @return a builder of the request
   * @throws IllegalArgumentException if an argument is invalid
   */
  public ApiRequest request(String method, String path) {
    return request(method, path, "GET".equals(method) ? RetrySafety.ALWAYS : RetrySafety.NEVER);
  }

  /**
   * Returns a request to any path, as {@link #request(String, String)} does.
   *
   * @param method GET, POST, PUT, PATCH or DELETE
   * @param path the path below the base URL; not an absolute URL
   * @param retrySafety whether the request may be sent again; not null
   * @return a builder of the request
   * @throws IllegalArgumentException if an argument is invalid
   */
  public ApiRequest request(String method, String path, RetrySafety retrySafety) {
    return new ApiRequest(transport, method, path, retrySafety);
  }

  /**
   * Returns a client with some settings changed. It shares the connections, threads and retry
   * budget of this client. Closing it has no effect; it stops working when this client is closed.
   *
   * @param change changes the settings, except for the HTTP client, which is ignored; not null
   * @return a new client
   * @throws IllegalArgumentException if a setting is invalid
   */
  public PeekerClient withOptions(Consumer<Builder> change) {
    if (change == null) {
      throw new IllegalArgumentException("change must not be null");
    }
    Builder changed = new Builder(settings);
    change.accept(changed);
    return new PeekerClient(changed.settings(), shared.borrowed());
  }

  /**
   * Returns the number of retries that the retry budget of this client allows now. It stays near
   * its maximum of 10 while few calls fail. At 0, calls that the server or the connection fails are
   * not sent again, so that retries do not add to the load of a server that is down. Retries after
   * a 429 are not counted.
   *
   * @return 0 to 10; the same for all clients derived by {@link #withOptions}
   */
  public int availableRetries() {
    return shared.budget().availableRetries();
  }

  /** {@return the transport of this client, for an operation class of your own} */
  public ApiTransport transport() {
    return transport;
  }

  /**
   * Closes the connections that this client opened; an HTTP client you supplied is left open.
   * In-flight requests complete; other ones fail with a {@code ClientClosedException}.
   */
  @Override
  public void close() {
    shared.close();
  }

  /** Returns a string for logging that never contains the API key. */
  @Override
  public String toString() {
    return "PeekerClient[" + settings + "]";
  }

  /** Builds a {@link PeekerClient}. Setters check their arguments. Not safe for several threads. */
  public static final class Builder extends ClientBuilder {
    private Builder(ClientSettings settings) {
      super(settings);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * {@return a new client; nothing is sent yet}
     *
     * @throws IllegalArgumentException if no API key was set, or one of the wrong kind
     */
    public PeekerClient build() {
      return new PeekerClient(settings(), SharedState.open(settings()));
    }
  }
}
