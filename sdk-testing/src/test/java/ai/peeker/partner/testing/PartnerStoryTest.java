package ai.peeker.partner.testing;

import static ai.peeker.partner.testing.assertj.PeekerAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.CheckAvailabilityRequest;
import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.CreateUserRequest;
import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.DomainCategory;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.RequestedSwapType;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.SequencerProvider;
import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.model.SwapStatus;
import ai.peeker.partner.model.SwapUserNamesRequest;
import ai.peeker.partner.model.User;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.junit.LocalPeekerTest;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a partner does from the first customer to the last cancellation, without waiting. */
@LocalPeekerTest
class PartnerStoryTest {
  private static final String CUSTOMER = "first-customer@example.com";

  private final MockWebServer receiver = new MockWebServer();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private LocalPeeker peeker;
  private PeekerClient client;

  @BeforeEach
  void start(LocalPeeker started) throws Exception {
    peeker = started;
    client = started.client();
    receiver.setDispatcher(dispatcher(peeker.webhooks().secret()));
    receiver.start();
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + receiver.getPort() + "/"));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** Verifies webhooks as a partner does, and notes their types and records. */
  private Dispatcher dispatcher(String secret) {
    WebhookHandler handler =
        WebhookHandler.builder(WebhookVerifier.builder().secret("test", Secret.of(secret)).build())
            .fallback(
                (event, context) ->
                    events.add(
                        context.webhook().type() + " " + context.webhook().subject().orElseThrow()))
            .build();
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        int status =
            handler
                .handle(request.getHeaders().toMultimap(), request.getBody().toByteArray())
                .status();
        return new MockResponse.Builder().code(status).build();
      }
    };
  }

  @Test
  void partner_fromTheFirstCustomerToTheLastCancellation() {
    String user = createOrFindUser();
    assertThat(createOrFindUser()).as("found").isEqualTo(user);
    OrderSummary order = placeOrder(createBundle());
    assertThat(order.userId()).isEqualTo(user);
    live(order);

    Domain swapped = connected().get(0);
    swapDomain(swapped);
    Domain renamed = connected().get(1);
    renameInboxes(renamed);
    resolvePendingAction(order);
    cancelOneDomain(order, renamed);
    cancelTheRest(order);
  }

  /** Creates the user, or takes the existing one from the error. */
  private String createOrFindUser() {
    CreateUserRequest request =
        CreateUserRequest.builder()
            .email(CUSTOMER)
            .sequencer(SequencerRoute.builder().provider(SequencerProvider.SMARTLEAD).build())
            .build();
    try {
      return client.users().create(request).id();
    } catch (InvalidRequestException duplicate) {
      return User.fromJson(duplicate.details().get("user")).id();
    }
  }

  private Bundle createBundle() {
    return client
        .bundles()
        .create(
            CreateBundleRequest.builder()
                .name("25,000 emails a month")
                .monthlySendingVolume(25_000)
                .googlePercent(50)
                .microsoftPercent(50)
                .build());
  }

  private OrderSummary placeOrder(Bundle bundle) {
    List<String> domains = availableDomains().subList(0, bundle.requiredDomains().total());
    OrderSummary order =
        client
            .orders()
            .create(
                BundleOrder.builder()
                    .user(CUSTOMER)
                    .bundle(bundle.id())
                    .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
                    .domains(domains)
                    .persona("Sam", "Lee")
                    .build());
    assertThat(order.domainCount()).isEqualTo(domains.size());
    return order;
  }

  /** Checks 120 names, as many in a call as the API allows. */
  private List<String> availableDomains() {
    List<String> names =
        IntStream.range(0, 120).mapToObj(number -> "acme-mail-" + number + ".com").toList();
    List<String> available = new ArrayList<>();
    for (int from = 0; from < names.size(); from += 50) {
      List<String> chunk = names.subList(from, Math.min(from + 50, names.size()));
      client
          .domains()
          .checkAvailability(CheckAvailabilityRequest.builder().domains(chunk).build())
          .domains()
          .stream()
          .filter(DomainAvailability::available)
          .filter(domain -> domain.usableFor().contains(MailProvider.MICROSOFT))
          .map(DomainAvailability::domain)
          .forEach(available::add);
    }
    assertThat(peeker).hasReceived("POST", "/domains/availability", 3);
    return available;
  }

  private void live(OrderSummary order) {
    assertThat(status(order)).isEqualTo(OrderStatus.IN_PROGRESS);

    peeker.clock().advance(Duration.ofMinutes(10));

    assertThat(status(order)).isEqualTo(OrderStatus.COMPLETED);
    assertThat(events).contains("order.in_progress " + order.id(), "order.completed " + order.id());
    assertThat(connected()).hasSize(order.domainCount());
  }

  private void swapDomain(Domain domain) {
    Swap swap =
        client
            .swaps()
            .create(
                CreateSwapRequest.builder()
                    .type(RequestedSwapType.STANDARD)
                    .domainId(domain.id())
                    .replacementDomain("acme-fresh.com")
                    .build());

    peeker.clock().advance(Duration.ofHours(1));

    assertThat(client.swaps().get(swap.id()).status()).isEqualTo(SwapStatus.COMPLETED);
    assertThat(events).contains("swap.created " + swap.id(), "swap.completed " + swap.id());
    assertThat(connected())
        .extracting(Domain::domain)
        .contains("acme-fresh.com")
        .doesNotContain(domain.domain());
  }

  private void renameInboxes(Domain domain) {
    List<Swap> swaps =
        client
            .swaps()
            .swapUserNames(
                SwapUserNamesRequest.builder()
                    .domainId(domain.id())
                    .personas(
                        List.of(
                            Persona.builder()
                                .firstName("Jane")
                                .lastName("Doe")
                                .profilePictureUrl(null)
                                .build()))
                    .build())
            .swaps();

    peeker.clock().advance(Duration.ofHours(1));

    assertThat(swaps).isNotEmpty();
    assertThat(swaps)
        .allSatisfy(
            swap ->
                assertThat(client.swaps().get(swap.id()).status()).isEqualTo(SwapStatus.COMPLETED));
  }

  private void resolvePendingAction(OrderSummary order) {
    PendingAction action =
        peeker
            .orders()
            .requireAction(order.id(), PendingActionReason.PROFILE_PICTURE_NOT_ACCESSIBLE);
    assertThat(peeker).hasDelivered("order.action_required");
    assertThat(client.orders().listPending().items())
        .extracting(PendingAction::id)
        .containsExactly(action.id());

    peeker.orders().resolve(action.id());
    peeker.clock().advance(Duration.ofMinutes(10));

    assertThat(client.orders().listPending().items()).isEmpty();
    assertThat(status(order)).isEqualTo(OrderStatus.COMPLETED);
  }

  private void cancelOneDomain(OrderSummary order, Domain domain) {
    int before = connected().size();
    client.orders().cancelDomains(order.id(), List.of(domain.domain()));

    peeker.clock().advance(Duration.ofDays(31));

    assertThat(connected()).hasSize(before - 1).extracting(Domain::id).doesNotContain(domain.id());
    assertThat(status(order)).isNotEqualTo(OrderStatus.CANCELLED);
  }

  private void cancelTheRest(OrderSummary order) {
    assertThat(client.orders().cancel(order.id()).status()).isEqualTo(OrderStatus.CANCEL_SCHEDULED);

    peeker.clock().advance(Duration.ofDays(31));

    assertThat(status(order)).isEqualTo(OrderStatus.CANCELLED);
    assertThat(connected()).isEmpty();
    assertThat(peeker).hasDelivered("order.cancelled");
    assertThat(events).contains("order.cancelled " + order.id());
  }

  private OrderStatus status(OrderSummary order) {
    return client.orders().get(order.id()).status();
  }

  private List<Domain> connected() {
    return client
        .domains()
        .list(query -> query.category(DomainCategory.CONNECTED).perPage(100))
        .items();
  }
}
