package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.webhook.store.Database;
import ai.peeker.partner.webhook.store.Pool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** Limiters on the table in one database after the other, with a short window. */
abstract class LimiterFixture {
  static final Duration MAX_WAIT = Duration.ofSeconds(30);
  static final Duration EXCHANGE = Duration.ofMillis(300);

  @Parameter Database database;
  String url;
  Pool pool;

  @BeforeEach
  final void createTable() throws SQLException {
    url = database.newUrl();
    pool = new Pool(url);
    execute(JdbcRateLimiter.schema());
  }

  @AfterEach
  final void giveBack() {
    if (pool != null) { // if there is such a database
      pool.close();
    }
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  final long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  final Settings settings(int limit, Duration window) {
    return Settings.of(pool.dataSource(), "test")
        .withLimit(limit)
        .withLongestExchange(EXCHANGE)
        .withWindow(window);
  }

  final JdbcRateLimiter limiter(int limit, Duration window) {
    return new JdbcRateLimiter(settings(limit, window));
  }

  static Permit granted(JdbcRateLimiter limiter) throws Exception {
    return granted(limiter.acquire(MAX_WAIT));
  }

  static Permit granted(CompletableFuture<Permit> request) throws Exception {
    return request.get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
  }

  static Throwable failure(CompletableFuture<Permit> request) {
    Throwable failure = catchThrowable(() -> granted(request));
    assertThat(failure).hasCauseInstanceOf(RuntimeException.class);
    return failure.getCause();
  }
}
