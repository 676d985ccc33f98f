package ai.peeker.partner.dbscheduler;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;

/** A row of db-scheduler that a person changes. */
final class IdleExecution {
  private IdleExecution() {}

  /** Returns whether the row was there and no scheduler worked on it. */
  static boolean change(Runnable change) {
    try {
      change.run();
      return true;
    } catch (TaskInstanceNotFoundException
        | TaskInstanceCurrentlyExecutingException
        | ExecutionException e) { // the last one: it was changed meanwhile
      return false;
    }
  }
}
