package ai.peeker.partner.webhook.store;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Interprets the exceptions of a database. */
final class SqlFailures {
  private static final int MAX_ATTEMPTS = 12;
  private static final long MAX_NANOS = Duration.ofSeconds(8).toNanos(); // Peeker waits for 15
  private static final int MAX_CAUSES = 20;

  private static final int MYSQL_DUPLICATE = 1062;
  private static final int MYSQL_LOCK_TIMEOUT = 1205;
  private static final Set<Integer>
      MYSQL_ROLLED_BACK = // changed since read, lock timeout, deadlock
      Set.of(1020, MYSQL_LOCK_TIMEOUT, 1213);

  /** Serialization failure and deadlock. */
  private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");

  /** Statement cancelled, lock not available, timed out; the last one is MySQL's. */
  private static final Set<String> LOCK_TIMEOUT =
      Set.of("57014", "55P03", "HYT00", "HYT01", "70100");

  private SqlFailures() {}

  static boolean isDuplicate(SQLException failure) {
    return "23505".equals(failure.getSQLState()) || failure.getErrorCode() == MYSQL_DUPLICATE;
  }

  static boolean isLockTimeout(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTimeoutException
        || failure.getErrorCode() == MYSQL_LOCK_TIMEOUT
        || (state != null && LOCK_TIMEOUT.contains(state));
  }

  /** Returns whether a transaction that was rolled back is to run again, after a delay. */
  static boolean repeats(Throwable failure, int attempt, long nanos) {
    return attempt < MAX_ATTEMPTS && nanos <= MAX_NANOS && isRollback(failure);
  }

  static Duration delay(int attempt, double random) {
    return Duration.ofMillis((long) (random * (10L << Math.min(attempt, 5))));
  }

  /** Frameworks wrap the exception of the driver. */
  private static boolean isRollback(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof SQLException e
          && (MYSQL_ROLLED_BACK.contains(e.getErrorCode())
              || (e.getSQLState() != null && ROLLED_BACK.contains(e.getSQLState())))) {
        return true;
      }
    }
    return false;
  }
}
