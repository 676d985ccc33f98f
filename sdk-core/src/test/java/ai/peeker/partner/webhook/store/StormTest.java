package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.Receiver.FailedOnPurposeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many events, each on a new record with an id in the order of time, several deliveries of each,
 * handlers that fail and connections that are killed: no event is lost or handled twice, and no
 * delivery fails because of a deadlock. {@code -Dstorm.events=2000} for the long form.
 */
@Timeout(600)
class StormTest {
  private static final int EVENTS = Integer.getInteger("storm.events", 100);
  private static final int THREADS = 16;
  private static final int DELIVERIES = 3;
  private static final int TRIES = 5; // Peeker's
  private static final int KILL_EVERY = 100; // effects
  private static final String SQL_ERROR = "another SQL error: ";

  private final AtomicInteger effects = new AtomicInteger();
  private final Queue<Integer> killed = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> outcomes =
      Collections.synchronizedMap(new java.util.TreeMap<>());

  @ParameterizedTest
  @CsvSource({
    "H2, READ_COMMITTED",
    "H2, REPEATABLE_READ",
    "H2, SERIALIZABLE",
    "POSTGRES, READ_COMMITTED",
    "POSTGRES, REPEATABLE_READ",
    "POSTGRES, SERIALIZABLE",
    "MARIADB, READ_COMMITTED",
    "MARIADB, REPEATABLE_READ",
    "MARIADB, SERIALIZABLE",
    "MYSQL, READ_COMMITTED",
    "MYSQL, REPEATABLE_READ",
    "MYSQL, SERIALIZABLE",
  })
  void events_inTransactionsOfAFramework_haveOneEffectEach(Database database, Isolation isolation)
      throws Exception {
    try (Effects tables = Effects.in(database)) {
      Joined joined = new Joined(tables, isolation);
      assertOneEffectEach(
          database + " joining " + isolation,
          tables,
          database,
          JdbcEventStore.joining(joined, joined::connection));
    }
  }

  @ParameterizedTest
  @CsvSource({"H2", "POSTGRES", "MARIADB", "MYSQL"})
  void events_inTransactionsOfTheStore_haveOneEffectEach(Database database) throws Exception {
    try (Effects tables = Effects.in(database)) {
      assertOneEffectEach(database + " of", tables, database, JdbcEventStore.of(tables.pool()));
    }
  }

  private void assertOneEffectEach(
      String name, Effects tables, Database database, JdbcEventStore store) throws Exception {
    Random random = new Random(20_260_508);
    Receiver receiver =
        new Receiver(
            store,
            event -> {
              Effects.insert(store.connection(), event);
              killSometimes(tables, database, store.connection());
              failSometimes(random);
            });
    long start = System.nanoTime();

    List<EventKey> lost = deliverAll(receiver);

    long millis = (System.nanoTime() - start) / 1_000_000;
    String line = name + ": " + EVENTS + " events, " + millis + " ms, " + outcomes + "\n";
    Files.writeString(
        Path.of("target", "storms.txt"), // for who wants to know
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    assertThat(lost).as(line).isEmpty();
    Map<String, Integer> once =
        events().stream().collect(Collectors.toMap(EventKey::id, event -> 1));
    assertThat(tables.counts()).as(line).isEqualTo(once);
    assertThat(outcomes.keySet()).as(line).noneMatch(key -> key.startsWith(SQL_ERROR));
    assertThat(tables.connectionsInUse()).isZero();
  }

  private static List<EventKey> events() {
    return IntStream.range(0, EVENTS)
        .mapToObj(i -> Events.key("evt_" + (1_000_000 + i), "ord_" + (1_000_000 + i), i))
        .toList();
  }

  /** Returns the events that failed as often as Peeker tries. */
  private List<EventKey> deliverAll(Receiver receiver) throws Exception {
    Queue<EventKey> queue = new ConcurrentLinkedQueue<>();
    events().forEach(event -> queue.addAll(Collections.nCopies(DELIVERIES, event)));
    ExecutorService crowd = Executors.newFixedThreadPool(THREADS);
    List<EventKey> lost = Collections.synchronizedList(new ArrayList<>());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(
            crowd.submit(
                () -> {
                  for (EventKey event = queue.poll(); event != null; event = queue.poll()) {
                    if (!deliver(receiver, event)) {
                      lost.add(event);
                    }
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      crowd.shutdownNow();
    }
    return lost;
  }

  private boolean deliver(Receiver receiver, EventKey event) {
    for (int i = 0; i < TRIES; i++) {
      String outcome = deliverOnce(receiver, event);
      outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
      if (outcome.equals(Claim.NEW.name()) || outcome.equals(Claim.HANDLED.name())) {
        return true;
      }
    }
    return false;
  }

  private String deliverOnce(Receiver receiver, EventKey event) {
    try {
      return receiver.deliver(event).name();
    } catch (FailedOnPurposeException e) {
      return "failed on purpose";
    } catch (Throwable e) {
      return hasLostItsConnection(e) ? "connection lost" : SQL_ERROR + root(e);
    }
  }

  private static boolean hasLostItsConnection(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        return state.startsWith("08") // connection exceptions
            || state.equals("57P01") // PostgreSQL: terminated by an administrator
            || state.equals("90067") // H2: broken
            || state.equals("90121") // H2: closed
            || state.equals("90007") // H2: closed object
            || sql.getErrorCode() == 1927 // MariaDB: killed
            || sql.getErrorCode() == 1317 // MySQL: interrupted
            || state.equals("70100");
      }
    }
    return false;
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root
        + (root instanceof SQLException e ? " " + e.getSQLState() + " " + e.getErrorCode() : "");
  }

  private static void failSometimes(Random random) throws FailedOnPurposeException {
    synchronized (random) {
      if (random.nextInt(10) > 0) {
        return;
      }
    }
    throw new FailedOnPurposeException();
  }

  /** Kills the connection of the effect, between its statement and the commit. */
  private void killSometimes(Effects tables, Database database, Connection connection)
      throws SQLException {
    if (effects.incrementAndGet() % KILL_EVERY == 50) {
      long session = Effects.number(connection, database.sessionId);
      killed.add((int) session);
      try {
        tables.execute(database.kill.formatted(session));
      } catch (SQLException e) {
        // it may be gone already
      }
    }
  }

  /** The isolation levels, from the weakest that is enough. */
  enum Isolation {
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
      this.level = level;
    }

    int level() {
      return level;
    }
  }

  /** Transactions as those of a framework. */
  private static final class Joined implements JdbcEventStore.Transactions {
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();
    private final Effects tables;
    private final Isolation isolation;

    Joined(Effects tables, Isolation isolation) {
      this.tables = tables;
      this.isolation = isolation;
    }

    Connection connection() {
      return CURRENT.get();
    }

    @Override
    public void run(EventStore.Work work) throws Exception {
      try (Connection connection = tables.pool().getConnection()) {
        connection.setTransactionIsolation(isolation.level);
        connection.setAutoCommit(false);
        CURRENT.set(connection);
        try {
          work.run();
          connection.commit();
        } catch (Throwable e) {
          rollBack(connection);
          throw e;
        } finally {
          CURRENT.remove();
        }
        connection.setAutoCommit(true);
      }
    }

    private static void rollBack(Connection connection) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException e) {
        // it was killed
      }
    }
  }
}
