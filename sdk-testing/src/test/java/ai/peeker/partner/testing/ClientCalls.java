package ai.peeker.partner.testing;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.domain.ImportJob;
import ai.peeker.partner.model.CheckAvailabilityRequest;
import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.ForwardDomainsRequest;
import ai.peeker.partner.model.ImportDomainsRequest;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.QueueDomainImportRequest;
import ai.peeker.partner.model.RequestedSwapType;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.SequencerProvider;
import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.model.SwapUserNamesRequest;
import ai.peeker.partner.model.UpdateBundleRequest;
import ai.peeker.partner.model.UpdateUserRequest;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A call of each operation by the client, blocking and asynchronous, with the records that it
 * needs.
 */
final class ClientCalls {
  private static final String USER = "usr_01HZX0C6Z3K4M5N6P7Q8R9S0"; // of the documented examples
  private static final String BUNDLE = "bun_123";
  private static final List<String> DOMAINS = List.of("mail-acme.com", "team-acme.com");

  private final LocalPeeker peeker;
  private final PeekerClient client;

  ClientCalls(LocalPeeker peeker, PeekerClient client) {
    this.peeker = peeker;
    this.client = client;
  }

  /** Calls an operation and waits for its response. */
  Object blocking(String operation) {
    return switch (operation) {
      case "getMe" -> client.account().meWithResponse();
      case "listUsers" -> client.users().listWithResponse();
      case "createUser" -> client.users().createWithResponse(user());
      case "getUser" -> client.users().getWithResponse(USER);
      case "updateUser" -> client.users().updateWithResponse(USER, changedUser());
      case "deleteUser" -> client.users().deleteWithResponse(USER);
      case "listBundles" -> client.bundles().listWithResponse();
      case "createBundle" -> client.bundles().createWithResponse(bundle());
      case "getBundle" -> client.bundles().getWithResponse(BUNDLE);
      case "updateBundle" -> client.bundles().updateWithResponse(BUNDLE, changedBundle());
      case "deleteBundle" -> client.bundles().deleteWithResponse(BUNDLE);
      case "checkDomainAvailability" ->
          client.domains().checkAvailabilityWithResponse(availability());
      case "listDomains" -> client.domains().listWithResponse();
      case "importDomains" -> client.domains().importDomainsWithResponse(imports());
      case "findDomainImport" -> {
        ImportJob unused = imported();
        yield client.domains().findImportWithResponse(DOMAINS);
      }
      case "getDomainImport" -> client.domains().getImport(imported());
      case "queueDomainImport" -> client.domains().queueImportWithResponse(queue());
      case "getQueuedDomainImport" -> client.domains().getImport(queued());
      case "forwardDomains" -> client.domains().forwardWithResponse(forwarding());
      case "getDomainForwarding" -> client.domains().getForwardingWithResponse(forwarded());
      case "createOrder" -> client.orders().createWithResponse(order());
      case "listOrders" -> client.orders().listWithResponse();
      case "getOrder" -> client.orders().getWithResponse(completedOrder());
      case "listPendingActions" -> client.orders().listPendingWithResponse();
      case "cancelOrder" -> client.orders().cancelWithResponse(completedOrder());
      case "createSwap" -> client.swaps().createWithResponse(swap());
      case "listSwaps" -> client.swaps().listWithResponse();
      case "getSwap" -> client.swaps().getWithResponse(client.swaps().create(swap()).id());
      case "swapUserNames" -> client.swaps().swapUserNamesWithResponse(names());
      default -> throw new AssertionError("no call of " + operation);
    };
  }

  /** Calls an operation; its response completes the future. */
  CompletableFuture<?> async(String operation) {
    return switch (operation) {
      case "getMe" -> client.account().meWithResponseAsync();
      case "listUsers" -> client.users().listWithResponseAsync();
      case "createUser" -> client.users().createWithResponseAsync(user());
      case "getUser" -> client.users().getWithResponseAsync(USER);
      case "updateUser" -> client.users().updateWithResponseAsync(USER, changedUser());
      case "deleteUser" -> client.users().deleteWithResponseAsync(USER);
      case "listBundles" -> client.bundles().listWithResponseAsync();
      case "createBundle" -> client.bundles().createWithResponseAsync(bundle());
      case "getBundle" -> client.bundles().getWithResponseAsync(BUNDLE);
      case "updateBundle" -> client.bundles().updateWithResponseAsync(BUNDLE, changedBundle());
      case "deleteBundle" -> client.bundles().deleteWithResponseAsync(BUNDLE);
      case "checkDomainAvailability" ->
          client.domains().checkAvailabilityWithResponseAsync(availability());
      case "listDomains" -> client.domains().listWithResponseAsync();
      case "importDomains" -> client.domains().importDomainsWithResponseAsync(imports());
      case "findDomainImport" -> {
        ImportJob unused = imported();
        yield client.domains().findImportWithResponseAsync(DOMAINS);
      }
      case "getDomainImport" -> client.domains().getImportAsync(imported());
      case "queueDomainImport" -> client.domains().queueImportWithResponseAsync(queue());
      case "getQueuedDomainImport" -> client.domains().getImportAsync(queued());
      case "forwardDomains" -> client.domains().forwardWithResponseAsync(forwarding());
      case "getDomainForwarding" -> client.domains().getForwardingWithResponseAsync(forwarded());
      case "createOrder" -> client.orders().createWithResponseAsync(order());
      case "listOrders" -> client.orders().listWithResponseAsync();
      case "getOrder" -> client.orders().getWithResponseAsync(completedOrder());
      case "listPendingActions" -> client.orders().listPendingWithResponseAsync();
      case "cancelOrder" -> client.orders().cancelWithResponseAsync(completedOrder());
      case "createSwap" -> client.swaps().createWithResponseAsync(swap());
      case "listSwaps" -> client.swaps().listWithResponseAsync();
      case "getSwap" -> client.swaps().getWithResponseAsync(client.swaps().create(swap()).id());
      case "swapUserNames" -> client.swaps().swapUserNamesWithResponseAsync(names());
      default -> throw new AssertionError("no call of " + operation);
    };
  }

  private static CreateUserRequest user() {
    return CreateUserRequest.builder()
        .email("new@example.com")
        .sequencer(SequencerRoute.builder().provider(SequencerProvider.SMARTLEAD).build())
        .build();
  }

  private static UpdateUserRequest changedUser() {
    return UpdateUserRequest.builder().firstName("Ada").build();
  }

  private static CreateBundleRequest bundle() {
    return CreateBundleRequest.builder().name("Starter").monthlySendingVolume(25_000).build();
  }

  private static UpdateBundleRequest changedBundle() {
    return UpdateBundleRequest.builder().name("Other").build();
  }

  private static CheckAvailabilityRequest availability() {
    return CheckAvailabilityRequest.builder().domains(DOMAINS).build();
  }

  private static ImportDomainsRequest imports() {
    return ImportDomainsRequest.builder().domains(DOMAINS).build();
  }

  private static QueueDomainImportRequest queue() {
    return QueueDomainImportRequest.builder().domains(DOMAINS).build();
  }

  private ImportJob imported() {
    String id = client.domains().importDomainsWithResponse(imports()).body().id();
    return ImportJob.of(ImportJob.Kind.SYNCHRONOUS, id);
  }

  private ImportJob queued() {
    return ImportJob.of(ImportJob.Kind.QUEUED, client.domains().queueImport(queue()).id());
  }

  private ForwardDomainsRequest forwarding() {
    peeker.domains().add("spare-acme.com");
    return ForwardDomainsRequest.builder()
        .domains(List.of("spare-acme.com"))
        .forwardingUrl("https://acme.com")
        .build();
  }

  private String forwarded() {
    return client.domains().forwardWithResponse(forwarding()).body().id();
  }

  private static Order order() {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(2, GoogleDensity.TWO)
        .sequencer(Smartlead.defaultRoute("login@example.com", Secret.of("password")))
        .domains("a.com")
        .persona("Sam", "Lee")
        .build();
  }

  private String completedOrder() {
    String id = client.orders().create(order()).id();
    peeker.orders().complete(id);
    return id;
  }

  private String connectedDomain() {
    String unused = completedOrder();
    return peeker.domains().all().stream()
        .filter(domain -> domain.domain().equals("a.com"))
        .map(Domain::id)
        .findFirst()
        .orElseThrow();
  }

  private CreateSwapRequest swap() {
    return CreateSwapRequest.builder()
        .type(RequestedSwapType.STANDARD)
        .domainId(connectedDomain())
        .replacementDomain("new.com")
        .build();
  }

  private SwapUserNamesRequest names() {
    return SwapUserNamesRequest.builder()
        .domainId(connectedDomain())
        .personas(
            List.of(
                Persona.builder()
                    .firstName("Jane")
                    .lastName("Doe")
                    .profilePictureUrl(null)
                    .build()))
        .build();
  }
}
