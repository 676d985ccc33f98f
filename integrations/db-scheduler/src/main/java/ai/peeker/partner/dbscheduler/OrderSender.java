package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.Placement;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.PendingOrderCipher;
import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.ErrorCode;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes an order one step further in each execution: begin, send, report. Each step ends with one
 * statement that changes the row only if it still has the version of the execution. So a result is
 * stored once, whatever a process does that is slower than its heartbeat.
 */
record OrderSender(
    PeekerClient client,
    PendingOrderCipher cipher,
    OrderListener listener,
    Duration firstDelay,
    Duration longestDelay) {
  private static final Logger LOG = System.getLogger("ai.peeker.partner.dbscheduler");
  private static final int MAX_DOUBLINGS = 30;

  /** The row's version now, to the one in the execution after the next: a change and a pick. */
  private static final int NEXT_EXECUTION = 2;

  CompletionHandler<String> execute(TaskInstance<String> instance, ExecutionContext context) {
    StoredOrder stored = StoredOrder.parse(instance.getData());
    long version = context.getExecution().version;
    String id = instance.getId();
    try {
      return switch (stored.state()) {
        case QUEUED -> begin(id, stored, version);
        case OPEN -> send(id, stored, version);
        default -> report(id, stored);
      };
    } catch (Throwable e) { // of the listener, or the key of the cipher is missing
      return again(id, stored.failed(stored.state(), 0, e, stored.content()), null);
    }
  }

  private CompletionHandler<String> begin(String id, StoredOrder stored, long version) {
    PendingOrder queued = cipher.decrypt(stored.content(), id);
    return (complete, operations) -> {
      Instant now = complete.getTimeDone();
      String begun = cipher.encrypt(queued.begun(now), id);
      operations.reschedule(
          complete, now, stored.begun(begun, version + NEXT_EXECUTION).serialize());
    };
  }

  private CompletionHandler<String> send(String id, StoredOrder stored, long version) {
    boolean unsent = stored.unsentAt() == version;
    PendingOrder pending = null;
    try {
      PendingOrder begun = cipher.decrypt(stored.content(), id);
      pending =
          unsent
              ? PendingOrder.queued(begun.body(), begun.environment()).begun(begun.firstSentAt())
              : begun;
      return after(id, stored, client.orders().place(pending));
    } catch (RuntimeException e) { // nothing was sent
      boolean stillUnsent = unsent && (pending == null || pending.neverSent());
      long unsentAt = stillUnsent ? version + NEXT_EXECUTION : 0;
      return again(id, stored.failed(State.OPEN, unsentAt, e, stored.content()), null);
    }
  }

  private CompletionHandler<String> after(String id, StoredOrder stored, Placement placement) {
    if (placement instanceof Placement.Placed placed) {
      return result(State.PLACED, placed.order().id());
    }
    if (placement instanceof Placement.Refused refused) {
      return result(State.REFUSED, code(refused.failure()) + "\n" + refused.failure().getMessage());
    }
    if (placement instanceof Placement.Expired expired) {
      return result(State.EXPIRED, cipher.encrypt(expired.pending(), id));
    }
    if (placement instanceof Placement.Later later) {
      String queued = cipher.encrypt(later.pending(), id);
      return again(id, stored.failed(State.QUEUED, 0, later.failure(), queued), later.at());
    }
    Placement.Open open = (Placement.Open) placement;
    notifyOpen(id, open);
    String sent = cipher.encrypt(open.pending(), id);
    Throwable reason = open.failure().getCause(); // the failure itself says how to resume by hand
    return again(
        id,
        stored.failed(State.OPEN, 0, reason == null ? open.failure() : reason, sent),
        open.at());
  }

  private static ErrorCode code(CallException failure) {
    return failure instanceof ApiException e ? e.code() : ErrorCode.INVALID_REQUEST;
  }

  private void notifyOpen(String id, Placement.Open open) {
    try {
      listener.onOpen(id, open.failure(), open.until());
    } catch (RuntimeException e) { // the state must be stored
      LOG.log(Level.WARNING, "The listener failed on the open order \"" + id + "\".", e);
    }
  }

  private static CompletionHandler<String> result(State state, String content) {
    return (complete, operations) ->
        operations.reschedule(
            complete, complete.getTimeDone(), StoredOrder.of(state, content).serialize());
  }

  private CompletionHandler<String> again(String id, StoredOrder stored, @Nullable Instant at) {
    return (complete, operations) -> again(id, stored, at, complete, operations);
  }

  private void again(
      String id,
      StoredOrder stored,
      @Nullable Instant at,
      ExecutionComplete complete,
      ExecutionOperations<String> operations) {
    Instant earliest = complete.getTimeDone().plus(delay(stored.attempts()));
    Instant next = at != null && at.isAfter(earliest) ? at : earliest;
    operations.reschedule(complete, next, stored.serialize());
    LOG.log(
        Level.WARNING,
        () -> "Order \"" + id + "\" is tried again at " + next + ": " + stored.failure());
  }

  /** Returns the delay after so many attempts: doubled each time. */
  private Duration delay(int attempts) {
    long doubled = firstDelay.toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS);
    return Duration.ofMillis(Math.min(doubled, longestDelay.toMillis()));
  }

  private CompletionHandler<String> report(String id, StoredOrder stored) throws Exception {
    switch (stored.state()) {
      case PLACED -> listener.onPlaced(id, stored.content());
      case REFUSED -> {
        String[] refusal = stored.content().split("\n", 2);
        listener.onRefused(id, ErrorCode.of(refusal[0]), refusal[1]);
      }
      default -> listener.onExpired(id, cipher.decrypt(stored.content(), id));
    }
    return (complete, operations) -> operations.remove();
  }

  /** Keeps the row of an order that cannot be read: somebody may mend it. */
  void onFailure(ExecutionComplete complete, ExecutionOperations<String> operations) {
    operations.reschedule(complete, complete.getTimeDone().plus(longestDelay));
    LOG.log(
        Level.WARNING,
        () ->
            "Order \""
                + complete.getExecution().getId()
                + "\" cannot be read: "
                + complete.getCause().map(FailureText::of).orElse(""));
  }
}
