package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that accepts statements and does not respond. */
@Timeout(60)
@ParameterizedClass
@EnumSource(names = "POSTGRES")
class JdbcHangingTest extends LimiterFixture {
  @Test
  void acquire_whileTheTableIsLocked_failsInSeconds() throws Exception {
    JdbcRateLimiter limiter = limiter(2, Duration.ofMinutes(1));
    granted(limiter).releaseUnused();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table peeker_rate_limit in access exclusive mode");

      assertThat(failure(limiter.acquire(Duration.ofSeconds(20))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was not sent");
      connection.rollback();
    }
    assertThat(granted(limiter)).isNotNull();
  }
}
