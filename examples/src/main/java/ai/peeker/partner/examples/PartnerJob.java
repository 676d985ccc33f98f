package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.domain.StartedImport;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.OrderCancellation;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.RequestedSwapType;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.model.SequencerProvider;
import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.model.SwapUserNamesRequest;
import ai.peeker.partner.model.User;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.plan.DomainRequirement;
import ai.peeker.partner.plan.DomainSelection;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * How does a partner's whole job look, from the first customer to the last cancellation?
 *
 * <p>LocalPeeker's clock advances by ten minutes with each call, so nothing has to be waited for.
 */
public final class PartnerJob {
  private PartnerJob() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LocalPeeker peeker = LocalPeeker.start();
        PeekerClient client = peeker.clientBuilder().listener(new TimeLapse(peeker)).build()) {
      PollOptions wait = PollOptions.builder().interval(Duration.ofMillis(1)).build();
      run(client, wait, Secret.of("password"), out);
    }
  }

  static void run(PeekerClient client, PollOptions wait, Secret password, PrintStream out) {
    out.println("1. The key belongs to " + client.account().me().partner().name());
    SequencerRoute route = SequencerRoute.builder().provider(SequencerProvider.SMARTLEAD).build();
    var customer = CreateUserRequest.builder().email("alex@acme.com").sequencer(route).build();
    User user = client.users().createOrGet(customer);
    out.println("2. The user is " + user.email());
    var volume = CreateBundleRequest.builder().name("Starter").monthlySendingVolume(25_000);
    Bundle bundle = client.bundles().create(volume.build());
    DomainRequirement needed = DomainRequirement.of(bundle);
    out.println("3. The bundle needs domains: " + needed.total());
    List<String> candidates = SampleOrders.names("acme-mail", 120);
    List<DomainAvailability> rows = client.domains().checkAvailability(candidates).orThrow();
    out.println("4. Checked: " + rows.size());
    var selection = DomainSelection.choose(needed, rows).orThrow();
    out.println("5. Chosen: " + selection.domains().size());
    Sequencer smartlead = Smartlead.defaultRoute("login@acme.com", password);
    var byBundle = BundleOrder.builder().user(user.id()).bundle(bundle).sequencer(smartlead);
    var large = byBundle.domains(selection.domains()).persona("Sam", "Lee").build();
    OrderSummary order = client.orders().create(large);
    var byLicense = CustomOrder.builder().user(user.id()).google(2, GoogleDensity.TWO);
    var small = byLicense.sequencer(smartlead).domains("acme-team.com").persona("Al", "Doe");
    out.println("6. Ordered: " + order.id() + ", " + client.orders().create(small.build()).id());
    var orders = client.orders().listAll(query -> query.userId(user.id()).perPage(1));
    out.println("7. Orders of the user: " + orders.stream().count());
    out.println("8. Live: " + client.orders().waitFor(order.id(), wait).isCompleted());
    List<String> owned = SampleOrders.names("owned", 60);
    StartedImport started = client.domains().importDomains(owned).orThrow().get(0);
    out.println("9. Imported: " + client.domains().waitFor(started.job(), wait).isCompleted());
    List<ForwardingJob> jobs =
        client.domains().forward(owned.subList(0, 30), "https://acme.com").orThrow();
    out.println("10. Forwarding jobs: " + jobs.size());
    Domain retired = client.domains().find(selection.domains().get(0)).orElseThrow();
    var swap = CreateSwapRequest.builder().type(RequestedSwapType.STANDARD).domainId(retired.id());
    Swap created = client.swaps().create(swap.replacementDomain("acme-fresh.com").build());
    out.println("11. Swapped: " + client.swaps().waitFor(created.id(), wait).isCompleted());
    Domain domain = client.domains().find(selection.domains().get(1)).orElseThrow();
    var jane = Persona.builder().firstName("Jane").lastName("Doe").profilePictureUrl(null).build();
    var names = SwapUserNamesRequest.builder().domainId(domain.id()).personas(List.of(jane));
    out.println("12. Inboxes: " + client.swaps().swapUserNames(names.build()).swaps().size());
    var pending = client.orders().listAllPending(query -> query.orderId(order.id()));
    out.println("13. Pending actions: " + pending.stream().count());
    client.orders().cancelDomains(order.id(), List.of(domain.domain()));
    OrderCancellation rest = client.orders().cancel(order.id());
    out.println("14. The order is " + rest.status());
  }

  /** Lets ten minutes pass in LocalPeeker after each call. */
  private record TimeLapse(LocalPeeker peeker) implements CallListener {
    @Override
    public void onCallEnd(CallInfo call, CallEnd end) {
      peeker.clock().advance(Duration.ofMinutes(10));
    }
  }
}
