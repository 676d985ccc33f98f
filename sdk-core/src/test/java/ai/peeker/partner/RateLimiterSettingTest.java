package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.ratelimit.JdbcRateLimiter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients with a limiter that several machines share. */
class RateLimiterSettingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private final JdbcDataSource source = new JdbcDataSource();

  RateLimiterSettingTest() {
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private PeekerClient.Builder builder(RateLimiter limiter) {
    return PeekerClient.builder()
        .apiKey("pk_test_9f3a")
        .baseUrl(server.baseUrl().toString())
        .rateLimiter(limiter);
  }

  private void createTable() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(JdbcRateLimiter.schema());
    }
  }

  @Test
  void calls_ofTwoClientsWithOneName_shareTheLimit() throws Exception {
    createTable();
    server.answerUnchecked(200, Contract.example("getMe response 200 sandbox_key").json());
    try (PeekerClient one = builder(JdbcRateLimiter.of(source, "acme").withLimit(1)).build();
        PeekerClient two = builder(JdbcRateLimiter.of(source, "acme").withLimit(1)).build()) {
      assertThat(one.account().me()).isNotNull();

      RateLimitedException rejected =
          catchThrowableOfType(
              RateLimitedException.class,
              () -> two.withOptions(o -> o.timeout(Duration.ofSeconds(20))).account().me());

      assertThat(rejected.outcome()).isEqualTo(Outcome.NOT_SENT);
    }
  }

  @Test
  void call_whileTheTableIsMissing_failsBeforeItIsSent() {
    try (PeekerClient client = builder(JdbcRateLimiter.of(source, "acme")).build()) {
      assertThatThrownBy(() -> client.account().me())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the request was not sent")
          .hasRootCauseInstanceOf(SQLException.class);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void attempts_thatMayOutlastTheirPermit_areRejectedWhenTheClientIsBuilt() {
    JdbcRateLimiter limiter = JdbcRateLimiter.of(source, "acme");
    PeekerClient.Builder builder = builder(limiter).timeout(MINUTE.multipliedBy(2));

    assertThatThrownBy(() -> builder.attemptTimeout(MINUTE).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("attemptTimeout exceeds", "PT1M (expected at most PT30S)");
    assertThatThrownBy(
            () ->
                builder(limiter).build().withOptions(o -> o.timeout(MINUTE).attemptTimeout(MINUTE)))
        .hasMessageContaining("attemptTimeout exceeds");
  }

  @Test
  void attempts_thatEndInTime_areAllowed() {
    JdbcRateLimiter limiter = JdbcRateLimiter.of(source, "acme");

    assertThatCode(
            () -> {
              builder(limiter.withLongestExchange(MINUTE)).attemptTimeout(MINUTE).build().close();
              builder(limiter)
                  .timeout(Duration.ofSeconds(10))
                  .attemptTimeout(MINUTE)
                  .build()
                  .close();
              builder(limiter).rateLimit(10).attemptTimeout(MINUTE).build().close();
            })
        .doesNotThrowAnyException();
  }
}
