package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.Samples;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** A client that uses the HTTP client of its caller and sends nothing twice. */
abstract class OwnClientFixture {
  static final String UNAUTHORIZED = "{\"error\":{\"code\":\"unauthorized\",\"message\":\"no\"}}";

  @AfterEach
  void interruptsOfTheTest_areUndone() {
    assertThat(Thread.interrupted()).isFalse();
  }

  static PeekerClient client(FaultServer server, OkHttpClient http) {
    return PeekerClient.builder()
        .apiKey("pk_test_9f3a")
        .baseUrl(server.baseUrl())
        .httpClient(http)
        .retryPolicy(RetryPolicy.none())
        .build();
  }

  static CallException orderFailure(PeekerClient client) {
    return catchThrowableOfType(
        CallException.class, () -> client.orders().create(Samples.bundleOrder()));
  }
}
