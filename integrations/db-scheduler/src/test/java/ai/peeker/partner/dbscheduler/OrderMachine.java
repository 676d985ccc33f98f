package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A machine that places orders, in a separate process so that it can be killed: {@code OrderMachine
 * DATABASE-URL PEEKER-URL API-KEY}. It ends with the process that started it.
 */
final class OrderMachine {
  private OrderMachine() {}

  /** Takes the URLs and the key. */
  public static void main(String[] arguments) throws Exception {
    DataSource pool = Shop.pool(arguments[0]);
    PeekerClient client =
        PeekerClient.builder()
            .baseUrl(arguments[1])
            .apiKey(arguments[2])
            .retryPolicy(
                RetryPolicy.defaults()
                    .withMaxAttempts(2)
                    .withBackoff(Duration.ofMillis(1), Duration.ofMillis(20)))
            .attemptTimeout(Duration.ofSeconds(5))
            .timeout(Duration.ofSeconds(10))
            .build();
    Scheduler scheduler =
        Scheduler.create(pool, new Shop(pool, client).outbox().task())
            .schedulerName(new SchedulerName.Fixed("machine-" + ProcessHandle.current().pid()))
            .threads(4)
            .pollingInterval(Duration.ofMillis(100))
            .heartbeatInterval(Duration.ofMillis(500))
            .missedHeartbeatsLimit(4)
            .enableImmediateExecution()
            .build();
    scheduler.start();
    awaitEnd();
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // nothing is written to it
    }
    Runtime.getRuntime().halt(0);
  }
}
