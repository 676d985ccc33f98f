package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.order.Order;
import ai.peeker.partner.testing.internal.swap.SwapEntry;
import ai.peeker.partner.testing.internal.webhook.Attempt;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Moves records to another state by hand, and sends events again. */
final class ConsoleActions {
  private static final List<PendingActionReason> REASONS =
      List.of(
          PendingActionReason.UPDATE_NAMESERVERS,
          PendingActionReason.REPLACE_DOMAIN,
          PendingActionReason.PROFILE_PICTURE_NOT_ACCESSIBLE);

  private final Supplier<LocalApi> api;

  ConsoleActions(Supplier<LocalApi> api) {
    this.api = api;
  }

  /** Changes a record, under the account's lock. */
  @FunctionalInterface
  private interface Change {
    void apply(LocalApi current, String id, LocalRequest request);
  }

  static ArrayNode reasons() {
    ArrayNode reasons = Json.object().putArray("reasons");
    REASONS.forEach(reason -> reasons.add(reason.value()));
    return reasons;
  }

  /** Adds the handlers. */
  void register(Routes routes) {
    add(routes, "/orders/{id}/complete", ConsoleActions::completeOrder);
    add(routes, "/orders/{id}/fail", ConsoleActions::failOrder);
    add(routes, "/orders/{id}/require-action", ConsoleActions::requireAction);
    add(routes, "/actions/{id}/resolve", ConsoleActions::resolve);
    add(routes, "/swaps/{id}/complete", ConsoleActions::completeSwap);
    add(routes, "/swaps/{id}/fail", ConsoleActions::failSwap);
    add(routes, "/imports/{id}/complete", ConsoleActions::completeImport);
    add(routes, "/imports/{id}/fail", ConsoleActions::failImport);
    add(routes, "/forwarding/{id}/complete", ConsoleActions::completeForwarding);
    add(routes, "/forwarding/{id}/fail", ConsoleActions::failForwarding);
    add(routes, "/deliveries/{id}/redeliver", ConsoleActions::redeliver);
  }

  private void add(Routes routes, String template, Change change) {
    routes.add("POST", template, request -> handle(request, change));
  }

  /** Applies a change. A record whose state does not allow it says so. */
  private LocalResponse handle(LocalRequest request, Change change) {
    LocalApi current = api.get();
    try {
      current.account().locked(() -> change.apply(current, request.pathParameter("id"), request));
      return LocalResponse.data(Json.object());
    } catch (IllegalStateException | IllegalArgumentException impossible) {
      throw ErrorResponse.of(409, "invalid_request", String.valueOf(impossible.getMessage()))
          .toException();
    }
  }

  private static void completeOrder(LocalApi current, String id, LocalRequest request) {
    current.orders().life().complete(order(current, id));
  }

  private static void failOrder(LocalApi current, String id, LocalRequest request) {
    current.orders().life().fail(order(current, id));
  }

  private static void requireAction(LocalApi current, String id, LocalRequest request) {
    String reason = Json.readObject(request.body()).path("reason").asText();
    current.orders().life().requireAction(order(current, id), PendingActionReason.of(reason));
  }

  private static void resolve(LocalApi current, String id, LocalRequest request) {
    current.orders().life().resolve(require(current.orders().actions().find(id), "action", id));
  }

  private static void completeSwap(LocalApi current, String id, LocalRequest request) {
    current.swaps().life().complete(swap(current, id));
  }

  private static void failSwap(LocalApi current, String id, LocalRequest request) {
    current.swaps().life().fail(swap(current, id));
  }

  private static void completeImport(LocalApi current, String id, LocalRequest request) {
    current.domains().imports().complete(id);
  }

  private static void failImport(LocalApi current, String id, LocalRequest request) {
    current.domains().imports().fail(id);
  }

  private static void completeForwarding(LocalApi current, String id, LocalRequest request) {
    current.domains().forwarding().complete(id);
  }

  private static void failForwarding(LocalApi current, String id, LocalRequest request) {
    current.domains().forwarding().fail(id, ForwardingFailureReason.DNS_LOOKUP_FAILED);
  }

  /** Sends an event again, with the body of the attempt or with an edited one. */
  private static void redeliver(LocalApi current, String number, LocalRequest request) {
    Attempt attempt = new ConsoleLogs(current).attempt(number);
    String body = Json.readObject(request.body()).path("body").asText(attempt.body());
    current.outbox().redeliver(attempt.event().id(), body);
  }

  private static Order order(LocalApi current, String id) {
    return require(current.orders().find(id), "order", id);
  }

  private static SwapEntry swap(LocalApi current, String id) {
    return require(current.swaps().find(id), "swap", id);
  }

  private static <T> T require(Optional<T> record, String kind, String id) {
    return record.orElseThrow(() -> ErrorResponse.noRecord(kind, id).toException());
  }
}
