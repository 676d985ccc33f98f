package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.DomainAlreadyInActiveOrderException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.DomainNotUsableForProviderException;
import ai.peeker.partner.error.DomainsNotSubmittableException;
import ai.peeker.partner.error.ForbiddenException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.model.BlockedDomain;
import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.PrintStream;
import java.time.Duration;

/** Which errors must an order form handle, and how? LocalPeeker produces each of them. */
public final class HandleErrors {
  private static final String NOT_USABLE =
      """
      {"error": {"code": "domain_not_usable_for_provider", "message": "Not usable for google",
        "details": {"domain": "shared.com", "provider": "google", "usable_for": ["microsoft"]}}}
      """;

  private HandleErrors() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    run(System.out);
  }

  /** Returns the next step for the customer, the developer or the program. */
  private static String place(PeekerClient client, Order order) {
    try {
      return "placed " + client.orders().create(order).id();
    } catch (DomainCountMismatchException e) {
      return "add " + e.missingCount().orElse(0) + " domain(s)";
    } catch (DomainsNotSubmittableException e) {
      return "replace " + e.blockedDomains().stream().map(BlockedDomain::domain).toList();
    } catch (DomainAlreadyInActiveOrderException e) {
      return "cancel the order of " + e.domains() + ", or choose other domains";
    } catch (DomainNotUsableForProviderException e) {
      return "use " + e.domain() + " for " + e.usableFor() + ", or choose another domain";
    } catch (InvalidRequestException e) {
      return "fix the property " + e.field();
    } catch (UnauthorizedException | ForbiddenException e) {
      return "check the API key: " + e.code();
    } catch (RateLimitedException e) {
      return "try again at " + e.retryAt();
    } catch (OrderOutcomeUnknownException e) { // store the pending order, then resume it
      PendingOrder pending = PendingOrder.parse(e.pendingOrder().serialize());
      return "resumed " + client.orders().resume(pending).id();
    } catch (CallException e) { // the connection, for example
      return e.outcome() == Outcome.NOT_SENT ? "not sent: try again" : "look it up first";
    }
  }

  static void run(PrintStream out) {
    LocalPeeker unreachable = LocalPeeker.start();
    unreachable.close();
    try (LocalPeeker peeker = LocalPeeker.start();
        PeekerClient client = client(peeker, peeker.apiKey());
        PeekerClient wrongKey = client(peeker, "pk_test_unknown");
        PeekerClient offline = client(unreachable, unreachable.apiKey())) {
      out.println("Too few domains: " + place(client, SampleOrders.custom(11)));
      peeker.domains().setUnavailable("taken.com", UnavailableReason.TAKEN);
      out.println("Blocked domain: " + place(client, SampleOrders.single("taken.com")));
      out.println("Valid order: " + place(client, SampleOrders.custom(12)));
      out.println("Used domain: " + place(client, SampleOrders.single("acme-mail-1.com")));
      peeker.faults().next(1).respond(400, "application/json", NOT_USABLE);
      out.println("Wrong provider: " + place(client, SampleOrders.single("shared.com")));
      out.println("Unknown bundle: " + place(client, SampleOrders.bundle("bun_1", "acme-0.com")));
      out.println("Wrong key: " + place(wrongKey, SampleOrders.single("acme-1.com")));
      peeker.faults().next(1).fail(403);
      out.println("Restricted key: " + place(client, SampleOrders.single("acme-2.com")));
      peeker.faults().next(1).rateLimit(Duration.ZERO);
      out.println("Rate limit: " + place(client, SampleOrders.single("acme-3.com")));
      peeker.faults().next(1).fail(500);
      out.println("Server error: " + place(client, SampleOrders.single("acme-4.com")));
      peeker.faults().next(1).dropResponse();
      out.println("Lost response: " + place(client, SampleOrders.single("acme-5.com")));
      out.println("No connection: " + place(offline, SampleOrders.single("acme-6.com")));
    }
  }

  /** Returns a client without retries: they would hide the errors that are temporary. */
  private static PeekerClient client(LocalPeeker peeker, String apiKey) {
    return PeekerClient.builder()
        .apiKey(apiKey)
        .baseUrl(peeker.baseUrl().toString())
        .retryPolicy(RetryPolicy.none())
        .build();
  }
}
