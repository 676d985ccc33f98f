package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.call.RateLimiter.Permit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A process that can start no more threads for a while. */
class JdbcThreadsTest {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Test
  void acquire_afterNoThreadCouldBeStarted_isGrantedTheFirstPermit() throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(JdbcRateLimiter.schema());
    }
    AtomicBoolean isFull = new AtomicBoolean(true);
    PermitQueue queue =
        new PermitQueue(
            Settings.of(source, "test").withLimit(1),
            task -> {
              if (isFull.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    assertThatThrownBy(() -> queue.acquire(MAX_WAIT)).isInstanceOf(OutOfMemoryError.class);
    isFull.set(false);

    CompletableFuture<Permit> second = queue.acquire(MAX_WAIT);

    assertThat(second).succeedsWithin(MAX_WAIT);
  }
}
