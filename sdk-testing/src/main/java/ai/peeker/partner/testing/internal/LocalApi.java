package ai.peeker.partner.testing.internal;

import ai.peeker.partner.model.PermissionPreset;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.bundle.BundleOperations;
import ai.peeker.partner.testing.internal.bundle.Bundles;
import ai.peeker.partner.testing.internal.clock.TaskClock;
import ai.peeker.partner.testing.internal.domain.DomainOperations;
import ai.peeker.partner.testing.internal.domain.Domains;
import ai.peeker.partner.testing.internal.domain.ForwardingOperations;
import ai.peeker.partner.testing.internal.domain.ImportOperations;
import ai.peeker.partner.testing.internal.fault.FaultScript;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.order.OrderOperations;
import ai.peeker.partner.testing.internal.order.Orders;
import ai.peeker.partner.testing.internal.order.PendingActionOperations;
import ai.peeker.partner.testing.internal.server.AccountOperations;
import ai.peeker.partner.testing.internal.server.ApiHandler;
import ai.peeker.partner.testing.internal.server.ApiKeys;
import ai.peeker.partner.testing.internal.server.Conformance;
import ai.peeker.partner.testing.internal.server.LocalBackend;
import ai.peeker.partner.testing.internal.server.RateLimit;
import ai.peeker.partner.testing.internal.server.RequestLog;
import ai.peeker.partner.testing.internal.swap.SwapOperations;
import ai.peeker.partner.testing.internal.swap.Swaps;
import ai.peeker.partner.testing.internal.user.UserOperations;
import ai.peeker.partner.testing.internal.user.Users;
import ai.peeker.partner.testing.internal.webhook.Outbox;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole API behind the server: the account, its resources, their operations, the faults and the
 * logs. A reset replaces it by a new one.
 */
public final class LocalApi implements AutoCloseable {
  private final TaskClock clock;
  private final Account account;
  private final Users users;
  private final Bundles bundles;
  private final Domains domains;
  private final Orders orders;
  private final Swaps swaps;
  private final Outbox outbox;
  private final LocalBackend backend;
  private final Set<String> secrets;

  /**
   * The settings of an API.
   *
   * @param clock the clock that the account's time begins at
   * @param keys the accepted API keys with their permissions
   * @param webhookUrl the receiver of the webhooks, or null
   */
  public record Settings(
      Clock clock,
      boolean realTime,
      Map<String, PermissionPreset> keys,
      String webhookSecret,
      @Nullable URI webhookUrl,
      Map<String, Integer> bundles,
      boolean rateLimited,
      Duration orderDuration,
      int premiumPercent) {}

  /**
   * Creates an API in its initial state.
   *
   * @param conformance remembers violations of the contract beyond a reset
   */
  public LocalApi(Settings settings, URI baseUrl, Conformance conformance) {
    clock =
        settings.realTime()
            ? TaskClock.realTime(settings.clock())
            : TaskClock.manual(settings.clock());
    clock.onFailure(failure -> conformance.addFailure("Work due on the clock", failure));
    account = new Account(clock);
    users = new Users(account);
    bundles = new Bundles(account);
    settings.bundles().forEach(bundles::add);
    domains = new Domains(account);
    orders = new Orders(account, bundles, users, domains, settings.orderDuration());
    swaps = new Swaps(account, orders, domains, settings.premiumPercent());
    outbox = new Outbox(account, settings.webhookSecret(), null, conformance::checkWebhook);
    secrets = new HashSet<>(settings.keys().keySet());
    secrets.add(settings.webhookSecret());
    ApiKeys keys = new ApiKeys(settings.keys());
    Routes routes = routes(keys, new Pages(baseUrl));
    RateLimit rateLimit = new RateLimit(settings.rateLimited());
    ApiHandler handler =
        new ApiHandler(account, keys, rateLimit, routes, conformance, baseUrl.getPath());
    backend = new LocalBackend(account, handler, new FaultScript(), new RequestLog());
  }

  private Routes routes(ApiKeys keys, Pages pages) {
    Routes routes = new Routes();
    new AccountOperations(keys).register(routes);
    new UserOperations(users, pages).register(routes);
    new BundleOperations(bundles, pages).register(routes);
    new DomainOperations(domains, users, pages).register(routes);
    new ImportOperations(domains.imports()).register(routes);
    new ForwardingOperations(domains.forwarding()).register(routes);
    new OrderOperations(account, orders, pages).register(routes);
    new PendingActionOperations(orders.actions(), pages).register(routes);
    new SwapOperations(swaps, domains.records(), pages).register(routes);
    return routes;
  }

  /** Returns the lock, the time, the ids and the events that all resources share. */
  public Account account() {
    return account;
  }

  public Bundles bundles() {
    return bundles;
  }

  public Domains domains() {
    return domains;
  }

  public Orders orders() {
    return orders;
  }

  public Swaps swaps() {
    return swaps;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** Handles a request of the console or of a seed file, without a key and a rate limit. */
  public LocalResponse handleInternally(LocalRequest request) {
    return backend.handler().handleInternally(request);
  }

  /** Returns the strings that the console never shows. */
  public Set<String> secrets() {
    return secrets;
  }

  /** Returns the part that the server needs. */
  public LocalBackend backend() {
    return backend;
  }

  /** Ends the clock and the webhooks. The state stays readable. */
  @Override
  public void close() {
    clock.close();
    outbox.close();
  }
}
