package ai.peeker.partner;

import ai.peeker.partner.internal.poll.PollTarget;
import ai.peeker.partner.internal.poll.PollTarget.End;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Swap;
import java.time.Duration;
import java.util.Map;

/** The things that can be waited for, each with the meaning of its statuses. */
final class PollTargets {
  private static final Map<String, End> ENDS =
      Map.of(
          "completed", End.COMPLETED,
          "failed", End.FAILED,
          "action_required", End.ACTION_REQUIRED);

  static final PollTarget<OrderSummary> ORDER =
      new PollTarget<>(
          "order",
          Duration.ofSeconds(30),
          order -> order.status().value(),
          Map.of(
              "completed", End.COMPLETED,
              "failed", End.FAILED,
              "cancelled", End.FAILED,
              "cancel_scheduled", End.FAILED,
              "action_required", End.ACTION_REQUIRED));

  static final PollTarget<DomainImport> IMPORT =
      new PollTarget<>("import", Duration.ofSeconds(60), job -> job.status().value(), ENDS);

  static final PollTarget<ForwardingJob> FORWARDING =
      new PollTarget<>(
          "forwarding job",
          Duration.ofSeconds(10),
          job -> job.status().value(),
          Map.of(
              "completed", End.COMPLETED,
              "partial_success", End.FAILED,
              "failed", End.FAILED));

  static final PollTarget<Swap> SWAP =
      new PollTarget<>("swap", Duration.ofSeconds(30), swap -> swap.status().value(), ENDS);

  private PollTargets() {}
}
