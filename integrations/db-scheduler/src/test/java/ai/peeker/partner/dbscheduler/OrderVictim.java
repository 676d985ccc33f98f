package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A machine that buys something, places the order, and dies on the way: {@code OrderVictim
 * DATABASE-URL PEEKER-URL API-KEY}, and the id and the step to die at as two lines of its input. It
 * prints its steps when it dies, or when no order is left.
 */
final class OrderVictim {
  static final int KILLED = 137; // as after SIGKILL

  private OrderVictim() {}

  /** Takes the URLs and the key. */
  public static void main(String[] arguments) throws Exception {
    DataSource pool = Shop.pool(arguments[0]);
    pool.getConnection().close();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String id = input.readLine();
    if (id != null) { // or else nobody needs it any more
      live(arguments, pool, id, Integer.parseInt(input.readLine()));
    }
  }

  private static void live(String[] arguments, DataSource pool, String id, int death)
      throws Exception {
    Mortal[] self = new Mortal[1];
    Mortal process = new Mortal(death, () -> end(self[0], KILLED));
    self[0] = process;
    PeekerClient client =
        PeekerClient.builder()
            .baseUrl(arguments[1])
            .apiKey(arguments[2])
            .httpClient(process.http())
            .retryPolicy(RetryPolicy.none())
            .build();
    Shop shop = new Shop(process.dataSource(pool), client);
    shop.buy(id, true);
    Scheduler scheduler =
        Scheduler.create(process.dataSource(pool), shop.outbox().task())
            .executorService(Executors.newSingleThreadExecutor())
            .threads(1)
            .pollingInterval(Duration.ofMillis(20))
            .heartbeatInterval(Duration.ofMillis(500))
            .build();
    scheduler.start();
    Scheduler unmortal = Scheduler.create(pool, shop.outbox().task()).build();
    while (shop.outbox().find(id, unmortal).isPresent()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    scheduler.stop(); // when the last step was taken
    end(process, 0);
  }

  /**
   * Without hooks, {@code finally} and anything that could tell the database or the server. Several
   * threads may notice the death; the first one prints the steps.
   */
  private static synchronized void end(Mortal process, int code) {
    process.steps().forEach(System.out::println);
    Runtime.getRuntime().halt(code);
  }
}
