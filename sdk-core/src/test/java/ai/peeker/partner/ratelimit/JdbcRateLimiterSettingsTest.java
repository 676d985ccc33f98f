package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcRateLimiterSettingsTest {
  private static final DataSource SOURCE = new JdbcDataSource();

  private final JdbcRateLimiter limiter = JdbcRateLimiter.of(SOURCE, "live");

  private static void assertRejected(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void methods_givenNull_rejects() {
    assertRejected(() -> JdbcRateLimiter.of(null, "live"), "dataSource must not be null");
    assertRejected(() -> JdbcRateLimiter.of(SOURCE, null), "name must not be null");
    assertRejected(() -> limiter.withLongestExchange(null), "longestExchange must not be null");
    assertRejected(() -> limiter.pause(null), "delay must not be null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk_live_4eC39HqLyjWDarjtT1", "key-pk_test_4eC39HqLyjWDarjtT1"})
  void name_withAnApiKey_isRejectedAndNotShown(String name) {
    assertThatThrownBy(() -> JdbcRateLimiter.of(SOURCE, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("looks like it contains an API key")
        .hasMessageNotContaining("4eC39");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\n", "Acme"})
  void name_thatIsMalformed_isRejected(String name) {
    assertRejected(() -> JdbcRateLimiter.of(SOURCE, name), "name must");
    assertRejected(() -> JdbcRateLimiter.of(SOURCE, "a".repeat(101)), "1 to 100 ASCII");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 10_001})
  void requestsPerMinute_outOfRange_isRejected(int value) {
    assertRejected(() -> limiter.withLimit(value), "out of range: " + value);
    assertRejected(() -> limiter.withLocalShare(value), "out of range: " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT1H0.001S"})
  void longestExchange_outOfRange_isRejected(String value) {
    assertRejected(() -> limiter.withLongestExchange(Duration.parse(value)), "out of range", value);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a b", "a.b", "a;drop table x", "1a", "ä"})
  void schema_thatIsNoPlainName_isRejected(String name) {
    assertRejected(() -> limiter.inSchema(name), "schema must have");
  }

  @Test
  void settings_ofALimiter_areThoseOfTheApi() {
    assertThat(limiter).hasToString("JdbcRateLimiter[live, 600 in PT1M]");
    assertThat(limiter.longestExchange()).isEqualTo(Duration.ofSeconds(30));
    assertThat(limiter.withLimit(10).withLongestExchange(Duration.ofMinutes(1)).withLocalShare(5))
        .hasToString("JdbcRateLimiter[live, 10 in PT1M]")
        .extracting(JdbcRateLimiter::longestExchange)
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void schema_namesTheTable() {
    assertThat(JdbcRateLimiter.schema()).contains("create table peeker_rate_limit").endsWith(";\n");
  }
}
