package ai.peeker.partner;

import ai.peeker.partner.api.AccountApi;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.BundlesApi;
import ai.peeker.partner.api.DomainsApi;
import ai.peeker.partner.api.SwapsApi;
import ai.peeker.partner.api.UsersApi;
import java.util.Map;

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
  private final ApiTransport transport;
  private final Orders orders;
  private final String description;
  private final Runnable release;

  PeekerClient(
      ApiTransport transport, boolean checkDomainCount, String description, Runnable release) {
    this.transport = transport;
    this.orders = new Orders(transport, checkDomainCount);
    this.description = description;
    this.release = release;
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
   * What carries the calls, for an operation class of your own.
   *
   * @return the transport of this client
   */
  public ApiTransport transport() {
    return transport;
  }

  /**
   * Frees the connections that this client opened. What you brought yourself, such as an HTTP
   * client, stays as it is. Calls under way are not awaited.
   */
  @Override
  public void close() {
    release.run();
  }

  /** For people: the base URL and the environment of the key, never the key. */
  @Override
  public String toString() {
    return description;
  }
}
