package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.function.Consumer;

/** Handles the events of an inbox: until they are handled, or have failed too often. */
final class InboxTask {
  /** When parked events are due: the last year that each type of column for times has. */
  static final Instant PARKED = Instant.parse("2038-01-01T00:00:00Z");

  private final WebhookHandler handler;
  private final InboxRetries retries;
  private final Consumer<ParkedWebhook> parkedListener;

  InboxTask(WebhookHandler handler, InboxRetries retries, Consumer<ParkedWebhook> parkedListener) {
    this.handler = handler;
    this.retries = retries;
    this.parkedListener = parkedListener;
  }

  Task<String> named(String name) {
    return Tasks.custom(name, String.class)
        .onFailure((complete, operations) -> retry(complete, operations, cause(complete)))
        .onDeadExecution(
            (complete, operations) ->
                retry(complete, operations, "The process ended, or lost its heartbeat."))
        .execute((instance, context) -> handle(instance));
  }

  private CompletionHandler<String> handle(TaskInstance<String> instance) {
    InboxEntry entry = InboxEntry.parse(instance.getData());
    WebhookResult result = handler.process(VerifiedWebhook.parse(entry.webhook()));
    return switch (result.kind()) {
      case HANDLED, DUPLICATE -> (complete, operations) -> operations.remove();
      case IN_PROGRESS -> // it, or another event of its record, is being handled
          (complete, operations) ->
              operations.reschedule(complete, complete.getTimeDone().plus(retries.busyDelay()));
      default -> throw new NotHandledException(result);
    };
  }

  private static String cause(ExecutionComplete complete) {
    Throwable failure = complete.getCause().orElseThrow();
    Throwable cause = failure instanceof NotHandledException ? failure.getCause() : null;
    return FailureText.of(cause == null ? failure : cause);
  }

  private void retry(
      ExecutionComplete complete, ExecutionOperations<String> operations, String failure) {
    TaskInstance<?> instance = complete.getExecution().taskInstance;
    InboxEntry entry;
    try {
      entry = InboxEntry.parse((String) instance.getData()).failed(complete.getTimeDone(), failure);
    } catch (RuntimeException e) { // damaged, or written by another serializer: left as it is
      operations.reschedule(complete, PARKED);
      parkedListener.accept(ParkedWebhook.unreadable(instance.getId()));
      return;
    }
    if (entry.attempts() < retries.maxAttempts()) {
      Instant next = complete.getTimeDone().plus(retries.delay(entry.attempts()));
      operations.reschedule(complete, next, entry.serialize());
    } else {
      operations.reschedule(complete, PARKED, entry.serialize());
      parkedListener.accept(ParkedWebhook.of(instance.getId(), entry));
    }
  }

  /** Lets db-scheduler log and count the failure. */
  private static final class NotHandledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotHandledException(WebhookResult result) {
      super(result.toString(), result.failure().orElse(null), false, false);
    }
  }
}
