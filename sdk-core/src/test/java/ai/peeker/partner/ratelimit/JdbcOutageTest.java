package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.ratelimit.HookedDataSource.Hook;
import ai.peeker.partner.webhook.store.Pool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that is away, hangs, or loses a response. */
@Timeout(60)
class JdbcOutageTest {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final Pool pool = new Pool(url);

  @BeforeEach
  void createTable() throws SQLException {
    execute(JdbcRateLimiter.schema());
  }

  @AfterEach
  void close() throws SQLException {
    pool.close();
    execute("shutdown");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long taken() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select count(*) from peeker_rate_limit where free_at > 0")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private JdbcRateLimiter limiter(Hook hook) {
    return JdbcRateLimiter.of(HookedDataSource.of(pool.dataSource(), hook), "test").withLimit(2);
  }

  /** Fails while it is on. */
  private static Hook failing(AtomicBoolean isAway) {
    return (method, argument) -> {
      if (isAway.get() && method.equals("getConnection")) {
        throw HookedDataSource.away();
      }
    };
  }

  @Test
  void acquire_whileTheDatabaseIsAway_failsAndSaysThatNothingWasSent() {
    JdbcRateLimiter limiter = limiter(failing(new AtomicBoolean(true)));

    assertThat(LimiterFixture.failure(limiter.acquire(MAX_WAIT)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("was not sent", "database is available")
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void acquire_whenTheDatabaseIsBack_isGranted() throws Exception {
    AtomicBoolean isAway = new AtomicBoolean(true);
    JdbcRateLimiter limiter = limiter(failing(isAway));
    Throwable unused = LimiterFixture.failure(limiter.acquire(MAX_WAIT));

    isAway.set(false);

    assertThat(LimiterFixture.granted(limiter)).isNotNull();
  }

  @Test
  void localShare_isUsedWhileTheDatabaseIsAwayOnly() throws Exception {
    AtomicBoolean isAway = new AtomicBoolean(true);
    JdbcRateLimiter limiter = limiter(failing(isAway)).withLocalShare(1);

    LimiterFixture.granted(limiter).release();
    assertThat(LimiterFixture.failure(limiter.acquire(AT_ONCE)))
        .isInstanceOf(RateLimitExceededException.class);
    assertThat(taken()).isZero();

    isAway.set(false);
    Permit permit = null;
    while (permit == null) { // it is tried again after a second
      CompletableFuture<Permit> request = limiter.acquire(AT_ONCE);
      permit = request.handle((granted, e) -> granted).get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(taken()).isEqualTo(1);
  }

  static Stream<Exception> failuresOfAnOutage() {
    return Stream.of(
        HookedDataSource.away(),
        new SQLException("max_user_connections", "42000", 1203), // of MySQL
        new SQLException("max_connections_per_hour", "42000", 1226),
        new IllegalStateException("the pool is closed"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfAnOutage")
  void localShare_whenThereIsNoConnection_isUsed(Exception failure) throws Exception {
    Hook hook =
        (method, argument) -> {
          if (method.equals("getConnection")) {
            throw failure;
          }
        };

    assertThat(LimiterFixture.granted(limiter(hook).withLocalShare(1))).isNotNull();
  }

  @Test
  void missingTable_failsTheAcquireAndNamesTheSchema_evenWithALocalShare() throws Exception {
    execute("drop table peeker_rate_limit");
    JdbcRateLimiter limiter = JdbcRateLimiter.of(pool.dataSource(), "test").withLocalShare(10);

    assertThat(LimiterFixture.failure(limiter.acquire(MAX_WAIT)))
        .hasMessageContainingAll("JdbcRateLimiter.schema()", "was not sent");
  }

  @Test
  void databaseWithoutSkipLocked_failsTheAcquireAndNamesTheVersions() {
    JdbcRateLimiter limiter =
        limiter(
            (method, argument) -> {
              if (argument.endsWith("skip locked")) { // as MariaDB 10.5
                throw new SQLException("You have an error in your SQL syntax", "42000", 1064);
              }
            });

    assertThat(LimiterFixture.failure(limiter.acquire(MAX_WAIT)))
        .hasMessageContaining("PostgreSQL 12, MySQL 8.0, MariaDB 10.6, H2 2.2 or newer");
  }

  @Test
  void deadlock_isRetried() throws Exception {
    AtomicInteger deadlocks = new AtomicInteger(3);
    JdbcRateLimiter limiter =
        limiter(
            (method, argument) -> {
              if (argument.endsWith("skip locked") && deadlocks.getAndDecrement() > 0) {
                throw new SQLException("deadlock", "40001", 1213);
              }
            });

    assertThat(LimiterFixture.granted(limiter)).isNotNull();
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void permit_whoseCommitHasNoResponse_countsAsTaken() throws Exception {
    AtomicBoolean isLost = new AtomicBoolean();
    JdbcRateLimiter limiter = limiter(losing(isLost));
    LimiterFixture.granted(limiter).releaseUnused();
    isLost.set(true);

    assertThat(LimiterFixture.failure(limiter.acquire(MAX_WAIT)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(LimiterFixture.granted(limiter)).isNotNull();
    assertThat(LimiterFixture.failure(limiter.acquire(AT_ONCE)))
        .isInstanceOf(RateLimitExceededException.class);
  }

  private static Hook losing(AtomicBoolean isLost) {
    return new Hook() {
      private boolean isTaking;

      @Override
      public void before(String method, String argument) {
        isTaking |= argument.endsWith("skip locked");
      }

      @Override
      public void after(String method, Connection connection) throws SQLException {
        if (method.equals("commit") && isTaking && isLost.getAndSet(false)) {
          throw new SQLException("connection reset", "08006");
        }
      }
    };
  }

  @Test
  void releaseThatFails_isRepeated() throws Exception {
    AtomicBoolean isAway = new AtomicBoolean();
    AtomicInteger failed = new AtomicInteger();
    JdbcRateLimiter limiter =
        limiter(
            (method, argument) -> {
              if (isAway.get() && method.equals("getConnection")) {
                isAway.set(failed.incrementAndGet() < 2);
                throw HookedDataSource.away();
              }
            });
    Permit first = LimiterFixture.granted(limiter);
    Permit second = LimiterFixture.granted(limiter);
    isAway.set(true);
    first.releaseUnused();
    second.releaseUnused();

    Permit again = null;
    while (again == null) {
      CompletableFuture<Permit> request = limiter.acquire(AT_ONCE);
      again = request.handle((granted, e) -> granted).get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(failed.get()).isEqualTo(2);
  }

  @Test
  void acquire_whileConnectingHangs_returnsAFutureThatCanBeCanceled() {
    CountDownLatch hanging = new CountDownLatch(1);
    JdbcRateLimiter limiter =
        limiter(
            (method, argument) -> {
              if (method.equals("getConnection")) {
                hanging.await();
              }
            });
    CompletableFuture<Permit> first = limiter.acquire(MAX_WAIT);
    CompletableFuture<Permit> second = limiter.acquire(MAX_WAIT);

    assertThat(first).isNotDone();
    assertThat(first.cancel(false)).isTrue();
    hanging.countDown();
    assertThat(second).succeedsWithin(MAX_WAIT);
  }

  @Test
  void connections_goBackAsTheyWereBorrowed() throws Exception {
    CompletableFuture<String> state = new CompletableFuture<>();
    CompletableFuture<String> during = new CompletableFuture<>();
    Hook hook =
        new Hook() {
          @Override
          public void before(String method, String argument) {}

          @Override
          public void after(String method, Connection connection) throws SQLException {
            String found = connection.getAutoCommit() + " " + connection.getTransactionIsolation();
            (method.equals("commit") ? during : state).complete(found);
          }
        };
    try (Connection connection = pool.dataSource().getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    }

    Permit unused = LimiterFixture.granted(limiter(hook));

    assertThat(during).isCompletedWithValue("false " + Connection.TRANSACTION_READ_COMMITTED);
    assertThat(state).isCompletedWithValue("true " + Connection.TRANSACTION_SERIALIZABLE);
  }

  @Test
  void thread_endsWhenThereIsNothingToDo() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    JdbcRateLimiter limiter =
        limiter((method, argument) -> thread.complete(Thread.currentThread()));
    LimiterFixture.granted(limiter).release();

    Thread worker = thread.get();
    assertThat(worker.isDaemon()).isTrue();
    worker.join(MAX_WAIT.toMillis());
    assertThat(worker.isAlive()).isFalse();
  }
}
