package ai.peeker.partner.bucket4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
  private final MemoryBackend backend = new MemoryBackend();

  private Bucket4jRateLimiter.Builder builder() {
    return Bucket4jRateLimiter.builder(backend, "live");
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 1, 10_001})
  void limit_outOfRange_isRejected(int limit) {
    Bucket4jRateLimiter.Builder builder = builder().limit(limit);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("requestsPerMinute is out of range: " + limit + " (expected 2 to 10000).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT1H0.001S", "PT30000S"})
  void longestExchange_outOfRange_isRejected(String exchange) {
    Bucket4jRateLimiter.Builder builder = builder().longestExchange(Duration.parse(exchange));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "longestExchange is out of range: "
                + Duration.parse(exchange)
                + " (expected more than zero, to 1 hour). It is the attempt timeout of the clients"
                + " plus the difference between the clocks of the machines and the latency of the"
                + " backend.");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without it may pass
  void null_isRejectedByName() {
    assertThatThrownBy(() -> Bucket4jRateLimiter.builder(null, "live"))
        .hasMessage("proxyManager must not be null.");
    assertThatThrownBy(() -> Bucket4jRateLimiter.builder(backend, null))
        .hasMessage("key must not be null.");
    assertThatThrownBy(() -> builder().longestExchange(null).build())
        .hasMessage("longestExchange must not be null.");
    assertThatThrownBy(() -> builder().configuration(null))
        .hasMessage("configuration must not be null.");
    assertThatThrownBy(() -> builder().build().pause(null)).hasMessage("delay must not be null.");
  }

  @Test
  void sixHundredPerMinute_isRejectedWithTheFigure() {
    BucketConfiguration naive =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(600).refillGreedy(600, Duration.ofMinutes(1)))
            .build();
    Bucket4jRateLimiter.Builder builder = builder().configuration(naive);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("600 + 600 = 1,200 permits in 60 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk_live_0123456789", "limit:pk_test_0123456789"})
  void key_withAnApiKey_isRejectedWithoutShowingIt(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    ProxyManager<byte[]> ofBytes =
        backend.withMapper(array -> new String(array, StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Bucket4jRateLimiter.builder(backend, key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key looks like it contains an API key, and it is stored in the backend. Use a name"
                + " for the API key instead, such as \"live\".");
    assertThatThrownBy(() -> Bucket4jRateLimiter.builder(ofBytes, bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("0123456789");
  }

  @Test
  void backendThatBlocks_isRejected() {
    assertThatThrownBy(() -> Bucket4jRateLimiter.builder(new BlockingBackend(), "live"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "proxyManager has no asynchronous mode, and a rate limiter must not block:"
                + " BlockingBackend. Use that of Redis or Hazelcast, for example.");
  }

  @Test
  void toString_showsTheConfigurationWithoutTheKey() {
    assertThat(builder().build().toString())
        .contains("capacity=60", "refillTokens=540")
        .doesNotContain("live");
  }

  private static final class BlockingBackend implements ProxyManager<String> {
    @Override
    public boolean isAsyncModeSupported() {
      return false;
    }

    @Override
    public RemoteBucketBuilder<String> builder() {
      throw new AssertionError();
    }

    @Override
    public Optional<BucketConfiguration> getProxyConfiguration(String key) {
      throw new AssertionError();
    }

    @Override
    public void removeProxy(String key) {
      throw new AssertionError();
    }

    @Override
    public AsyncProxyManager<String> asAsync() {
      throw new UnsupportedOperationException();
    }
  }
}
