package ai.peeker.partner.dbscheduler;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * Rejects clients of db-scheduler that neither commit nor take part in a transaction. Without
 * auto-commit, their tasks would be lost in silence.
 */
final class CommittingClients {
  /** Before the time of parked events, so that a probe which remains is not listed. */
  private static final Instant NEVER = Instant.parse("2037-12-01T00:00:00Z");

  private final Set<SchedulerClient> known =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Schedules a task that is never due, reads it, and removes it, once for each client. */
  void require(SchedulerClient client, Task<String> task) {
    if (known.contains(client)) {
      return;
    }
    TaskInstance<String> probe = task.instance("probe-" + UUID.randomUUID(), "");
    client.scheduleIfNotExists(probe, NEVER);
    if (client.getScheduledExecution(probe).isEmpty()) {
      throw new IllegalStateException(
          "The client of db-scheduler does not commit: its connections are not in auto-commit mode."
              + " Create it with commitWhenAutocommitDisabled(true), or with a DataSource that"
              + " takes part in your transaction.");
    }
    client.cancel(probe);
    known.add(client);
  }

  /** Returns the exception for a client that reads the data of a task without knowing it. */
  static IllegalStateException withoutTask(String task, RuntimeException cause) {
    return new IllegalStateException(
        "The client of db-scheduler does not know the task \""
            + task
            + "\". Create it with SchedulerClient.Builder.create(dataSource, task()).",
        cause);
  }
}
