package ai.peeker.partner.webhook.store;

import java.util.List;

/**
 * Events on one record, in the order in which they arrive. Each is its type, the second in which it
 * happened, and what the handler is to see: {@code stale<-T} if it is stale because of an event of
 * type T. {@code fallback} marks those without a registered handler, {@code fails} those whose
 * handler fails. They are signed in second 1000.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
enum Scenario {
  // an earlier step of a one-way life
  COMPLETED_AFTER_A_CANCELLATION_WITHOUT_A_HANDLER(
      "order.in_progress 0", "order.cancel_scheduled 300 fallback", "order.completed 10"),
  COMPLETED_AFTER_A_CANCELLATION_WITH_A_HANDLER(
      "order.in_progress 0", "order.cancel_scheduled 300", "order.completed 10"),
  COMPLETED_BY_A_CLOCK_THAT_IS_BEHIND("order.in_progress 0.001", "order.completed 0"),
  COMPLETED_BEFORE_A_LATER_ACTION("order.action_required 20", "order.completed 10"),
  FAILED_BEFORE_A_LATER_ACTION("swap.action_required 20", "swap.failed 10"),
  CONNECTED_BEFORE_A_LATER_ACTION("domain.action_required 20", "domain.connected 10"),
  CANCELLATION_BEFORE_COMPLETED("order.completed 10", "order.cancel_scheduled 5"),
  CANCELLED_BEFORE_COMPLETED("order.completed 10", "order.cancelled 5"),
  CANCELLATIONS_OF_TWO_PARTS("order.cancel_scheduled 20", "order.cancel_scheduled 10"),
  CANCELLED_IN_TWO_PARTS("order.cancelled 20", "order.cancelled 10"),
  ACTIONS_THAT_ARE_BOTH_OPEN("order.action_required 20", "order.action_required 10"),
  CONNECTED_BEFORE_ITS_FORWARDING("domain.forwarding_updated 60", "domain.connected 10"),
  FORWARDING_BEFORE_CONNECTED("domain.connected 60", "domain.forwarding_failed 10"),

  // the same time
  COMPLETED_IN_THE_SAME_SECOND("order.in_progress 0", "order.completed 0"),
  IN_PROGRESS_IN_THE_SAME_SECOND("order.completed 0", "order.in_progress 0"),
  CANCELLED_IN_THE_SAME_SECOND("order.cancelled 0", "order.cancel_scheduled 0"),

  // a date in the future
  COMPLETED_AFTER_IN_PROGRESS_OF_THE_FUTURE("order.in_progress 9000", "order.completed 10"),
  IN_PROGRESS_AFTER_COMPLETED_OF_THE_FUTURE("order.completed 9000", "order.in_progress 10"),
  FORWARDING_AFTER_ONE_OF_THE_FUTURE(
      "domain.forwarding_updated 9000", "domain.forwarding_updated 10"),

  // no registered handler took the later one
  COMPLETED_IN_THE_FALLBACK("order.completed 10 fallback", "order.in_progress 0"),
  CANCELLED_IN_THE_FALLBACK("order.cancelled 10 fallback", "order.completed 0"),
  COMPLETED_WHOSE_HANDLER_FAILED("order.completed 10 fails", "order.in_progress 0"),

  // stale
  IN_PROGRESS_AFTER_COMPLETED("order.completed 10", "order.in_progress 0 stale<-order.completed"),
  IN_PROGRESS_AFTER_COMPLETED_IN_THE_FALLBACK(
      "order.completed 10", "order.in_progress 0 fallback stale<-order.completed"),
  ALL_OF_AN_ORDER_BACKWARDS(
      "order.cancelled 500",
      "order.cancel_scheduled 400 stale<-order.cancelled",
      "order.completed 300 stale<-order.cancelled",
      "order.action_required 200 stale<-order.cancelled",
      "order.in_progress 100 stale<-order.cancelled"),
  ALL_OF_A_SWAP_BACKWARDS(
      "swap.completed 40",
      "swap.action_required 30 stale<-swap.completed",
      "swap.in_progress 20 stale<-swap.completed",
      "swap.created 10 stale<-swap.completed"),
  CREATED_AFTER_IN_PROGRESS("swap.in_progress 20", "swap.created 10 stale<-swap.in_progress"),
  IN_PROGRESS_AFTER_A_CANCELLATION(
      "order.cancel_scheduled 20", "order.in_progress 10 stale<-order.cancel_scheduled"),
  ACTION_AFTER_CONNECTED(
      "domain.connected 20", "domain.action_required 10 stale<-domain.connected"),
  ACTION_AFTER_AN_IMPORT(
      "domain_import.completed 20",
      "domain_import.action_required 10 stale<-domain_import.completed"),
  FORWARDING_THAT_FAILED_FIRST(
      "domain.forwarding_updated 20",
      "domain.forwarding_failed 10 stale<-domain.forwarding_updated"),
  IN_PROGRESS_AFTER_COMPLETED_AND_A_LATER_ACTION(
      "order.completed 10",
      "order.action_required 20",
      "order.in_progress 5 stale<-order.completed"),
  IN_PROGRESS_AFTER_A_STALE_ACTION(
      "order.completed 10",
      "order.action_required 5 stale<-order.completed",
      "order.in_progress 6 stale<-order.completed");

  final List<String> arrivals;

  Scenario(String... arrivals) {
    this.arrivals = List.of(arrivals);
  }
}
