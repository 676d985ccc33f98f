package ai.peeker.partner;

import ai.peeker.partner.api.AccountApi;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.BundlesApi;
import ai.peeker.partner.api.DomainsApi;
import ai.peeker.partner.api.SwapsApi;
import ai.peeker.partner.api.UsersApi;
import ai.peeker.partner.internal.call.HttpTransport;
import ai.peeker.partner.internal.call.RetryBudget;
import ai.peeker.partner.internal.call.TransportConfig;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Peeker Partner API. One client serves a whole application: make it once, share it, close it
 * at the end.
 *
 * <pre>{@code
 * try (PeekerClient client = PeekerClient.builder().apiKey("pk_test_…").build()) {
 *   OrderSummary placed = client.orders().create(order);
 *   System.out.println(placed.id() + " is " + placed.status());
 * }
 * }</pre>
 *
 * <p>Every method that calls the API throws a {@link ai.peeker.partner.error.CallException} if it
 * does not succeed; its type says what happened, and its {@code outcome()} what it may have
 * changed.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PeekerClient implements AutoCloseable {
  private final PeekerClientBuilder options;
  private final ManagedOkHttpClient clients;
  private final RetryBudget budget;
  private final FreshOrders fresh;
  private final boolean ownsClients;
  private final ApiTransport transport;
  private final Orders orders;
  private final String description;

  private PeekerClient(
      PeekerClientBuilder options,
      ManagedOkHttpClient clients,
      RetryBudget budget,
      FreshOrders fresh,
      boolean ownsClients) {
    TransportConfig settings = options.settings();
    this.options = options;
    this.clients = clients;
    this.budget = budget;
    this.fresh = fresh;
    this.ownsClients = ownsClients;
    this.description = "PeekerClient[" + settings.baseUrl() + ", " + options.keyText() + "]";
    this.transport = new HttpTransport(settings, clients, budget, options.time());
    this.orders =
        new Orders(
            transport, settings.apiKey(), fresh, options.time(), options.checksDomainCount());
  }

  static PeekerClient of(PeekerClientBuilder options) {
    options.settings(); // refuses what is missing before anything is opened
    return new PeekerClient(
        options,
        ManagedOkHttpClient.of(options.httpClient()),
        new RetryBudget(),
        new FreshOrders(),
        true);
  }

  /**
   * Begins a client.
   *
   * @return a builder whose settings have their defaults; the API key has none
   */
  public static PeekerClientBuilder builder() {
    return new PeekerClientBuilder();
  }

  /**
   * A client with the settings of the environment: {@code PEEKER_API_KEY}, and {@code
   * PEEKER_BASE_URL} if it is set.
   *
   * @return the client
   * @throws IllegalArgumentException if a variable is missing or wrong; the message names it
   */
  public static PeekerClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * A client with the settings of an environment, for instance of a test.
   *
   * @param environment {@code PEEKER_API_KEY}, and {@code PEEKER_BASE_URL} if it is there and not
   *     blank
   * @return the client
   * @throws IllegalArgumentException if a variable is missing or wrong; the message names it
   */
  public static PeekerClient fromEnvironment(Map<String, String> environment) {
    return builder().environment(environment).build();
  }

  /**
   * Who you are.
   *
   * @return the operations on the account
   */
  public AccountApi account() {
    return new AccountApi(transport);
  }

  /**
   * Your customers.
   *
   * @return the operations on users
   */
  public UsersApi users() {
    return new UsersApi(transport);
  }

  /**
   * Saved order templates.
   *
   * @return the operations on bundles
   */
  public BundlesApi bundles() {
    return new BundlesApi(transport);
  }

  /**
   * Domains: availability, import, forwarding.
   *
   * @return the operations on domains
   */
  public DomainsApi domains() {
    return new DomainsApi(transport);
  }

  /**
   * Orders.
   *
   * @return the operations on orders
   */
  public Orders orders() {
    return orders;
  }

  /**
   * Swaps of domains and of user names.
   *
   * @return the operations on swaps
   */
  public SwapsApi swaps() {
    return new SwapsApi(transport);
  }

  /**
   * A client with some settings changed, for instance the timeout of one call. It shares the
   * connections, the threads and the retry budget of this client; closing it closes nothing, and it
   * ends with this client.
   *
   * <pre>{@code
   * client.withOptions(options -> options.timeout(Duration.ofSeconds(5))).account().me();
   * }</pre>
   *
   * @param change changes the settings; an HTTP client set there is not used; not null
   * @return a new client
   * @throws IllegalArgumentException if a setting is wrong
   */
  public PeekerClient withOptions(Consumer<PeekerClientBuilder> change) {
    if (change == null) {
      throw new IllegalArgumentException(
          "change is null. Give a function that changes the options.");
    }
    PeekerClientBuilder changed = new PeekerClientBuilder(options);
    change.accept(changed);
    return new PeekerClient(changed, clients, budget, fresh, false);
  }

  /**
   * What carries the calls, for an operation class of your own.
   *
   * @return the transport of this client
   */
  public ApiTransport transport() {
    return transport;
  }

  /**
   * Frees the connections that this client opened. What you brought yourself, such as an HTTP
   * client, stays as it is. Requests that are out get their answer; a call that would send one
   * later fails and says that the client is closed.
   */
  @Override
  public void close() {
    if (ownsClients) {
      clients.close();
    }
  }

  /** For people: the base URL and the environment of the key, never the key. */
  @Override
  public String toString() {
    return description;
  }
}
