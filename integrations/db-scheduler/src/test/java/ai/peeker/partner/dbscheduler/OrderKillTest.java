package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.dbscheduler.OrderLife.Server;
import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.testing.LocalPeeker;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real process is killed at each step of an order's life, and this one takes over. The build
 * kills at some steps, -Pproof at each one, on both databases.
 */
@Timeout(900)
class OrderKillTest {
  private static final boolean ALL = Boolean.getBoolean("outbox.each.step");
  private static final int STRIDE = ALL ? 1 : 15;
  private static final System.Logger LOG = System.getLogger(OrderKillTest.class.getName());

  private final LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();
  private final PeekerClient client =
      peeker.clientBuilder().retryPolicy(RetryPolicy.none()).build();
  private InboxDatabase database;
  private DataSource pool;
  private Process next; // it starts while the one before it works
  private int started;
  @TempDir private Path folder;

  @AfterEach
  void close() {
    if (next != null) {
      next.destroyForcibly().onExit().join();
    }
    client.close();
    peeker.close();
  }

  static Stream<Arguments> places() {
    return Stream.of(Server.ACCEPTS, Server.LOSES_THE_RESPONSE, Server.REFUSES)
        .flatMap(server -> Stream.of(arguments("PostgreSQL", server), arguments("MariaDB", server)))
        .limit(ALL ? Long.MAX_VALUE : 1);
  }

  @ParameterizedTest
  @MethodSource("places")
  void order_whoseProcessIsKilledAnywhere_isPlacedAndReportedOnce(String name, Server server)
      throws Exception {
    database = Shop.database(name);
    pool = Shop.pool(database.url());
    Instant start = Instant.now();
    next = startVictim();
    List<OrderLife> lives = new ArrayList<>();
    do {
      int death = 1 + lives.size() * STRIDE;
      server.prepare(peeker, "p-" + death);
      lives.add(live("p-" + death, death));
    } while (lives.get(lives.size() - 1).died());

    for (OrderLife life : lives) {
      life.check(server, peeker, database);
    }
    assertThat(lives.get(lives.size() - 1).steps()).hasSizeBetween(30, lives.size() * STRIDE);
    assertThat(database.number("select count(*) from scheduled_tasks")).isZero();
    log(name, server, lives, Duration.between(start, Instant.now()));
  }

  private OrderLife live(String id, int death) throws Exception {
    Process victim = next;
    Path log = log(started);
    victim.getOutputStream().write((id + "\n" + death + "\n").getBytes(StandardCharsets.UTF_8));
    victim.getOutputStream().flush();
    next = startVictim();
    int code = victim.waitFor();
    List<String> steps = Files.readAllLines(log);
    assertThat(code).as(() -> String.join("\n", steps)).isIn(0, OrderVictim.KILLED);
    Optional<State> left = finish(id);
    boolean died = code == OrderVictim.KILLED;
    return new OrderLife(id, steps, died, OrderLife.bought(database, id), left);
  }

  private Process startVictim() throws IOException {
    started++;
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            OrderVictim.class.getName(),
            database.url(),
            peeker.baseUrl().toString(),
            peeker.apiKey());
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(log(started).toFile())
        .start();
  }

  private Path log(int number) {
    return folder.resolve("victim-" + number + ".log");
  }

  /** Finishes the work of the dead process; returns the state of its row, if there is one. */
  private Optional<State> finish(String id) {
    OrderOutbox outbox = new Shop(pool, client).outbox();
    Scheduler scheduler =
        Scheduler.create(pool, outbox.task())
            .threads(1)
            .pollingInterval(Duration.ofMillis(50))
            .heartbeatInterval(Duration.ofMillis(100))
            .missedHeartbeatsLimit(4)
            .build();
    scheduler.start();
    Optional<ScheduledOrder> left = outbox.find(id, scheduler);
    while (left.isPresent() && !isOpenAndRefused(left.get())) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      left = outbox.find(id, scheduler);
    }
    scheduler.stop();
    outbox.discard(id, scheduler);
    return left.map(ScheduledOrder::state);
  }

  private static boolean isOpenAndRefused(ScheduledOrder order) {
    return order.state() == State.OPEN
        && order.failure().filter(text -> text.contains("domains_not_sub")).isPresent();
  }

  private static void log(String name, Server server, List<OrderLife> lives, Duration time) {
    long killed = lives.stream().filter(OrderLife::died).count();
    long bought = lives.stream().filter(OrderLife::bought).count();
    long open = lives.stream().filter(life -> life.left().isPresent()).count();
    String text = "%s, %s: %d kills, %d of %d purchases committed, %d orders left open, %d ms";
    LOG.log(
        System.Logger.Level.INFO,
        text.formatted(name, server, killed, bought, lives.size(), open, time.toMillis()));
  }
}
