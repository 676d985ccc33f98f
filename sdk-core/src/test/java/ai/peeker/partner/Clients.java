package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.BundlesApi;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.internal.call.OrderTransport;
import java.util.Map;

/** Clients of a test's own server. */
final class Clients {
  static final String KEY = "pk_test_9f3a";

  private Clients() {}

  static PeekerClient.Builder builder(CheckedServer server) {
    return PeekerClient.builder()
        .apiKey(KEY)
        .baseUrl(server.baseUrl().toString())
        .time(new HandTime());
  }

  /** The settings of a client that has a key and sends nothing. */
  static ClientSettings settings() {
    return ClientSettings.DEFAULTS
        .withEnvironment(Map.of("PEEKER_API_KEY", KEY))
        .with(ClientSettings.TIME, new HandTime());
  }

  /** Orders over a transport of the test's own. */
  static Orders orders(OrderTransport transport) {
    ClientSettings settings = settings();
    return new Orders(
        settings,
        SharedState.open(settings),
        transport,
        new BundleCounts(new BundlesApi(transport), settings));
  }

  static PeekerClient of(CheckedServer server) {
    return builder(server).build();
  }

  /** A client that sends everything once. */
  static PeekerClient sendingOnce(CheckedServer server) {
    return builder(server).retryPolicy(RetryPolicy.none()).build();
  }

  /**
   * How placing an order failed. Where its outcome is open, that is the cause of an exception that
   * tells the same and holds what was sent.
   */
  static <T extends CallException> T orderFailure(Class<T> type, PeekerClient client) {
    CallException thrown =
        catchThrowableOfType(
            CallException.class, () -> client.orders().create(Samples.bundleOrder()));
    if (thrown.outcome() == Outcome.NOT_SENT || thrown.outcome() == Outcome.REJECTED) {
      assertThat(thrown).isInstanceOf(type);
      return type.cast(thrown);
    }
    assertThat(thrown).isExactlyInstanceOf(OrderOutcomeUnknownException.class);
    assertThat(thrown.getCause()).isInstanceOf(type);
    T cause = type.cast(thrown.getCause());
    assertThat(thrown).hasMessageContaining(cause.getMessage());
    assertThat(thrown.outcome()).isEqualTo(cause.outcome());
    assertThat(thrown.attempts()).isEqualTo(cause.attempts());
    assertThat(thrown.retryAt()).isEqualTo(cause.retryAt());
    assertThat(((OrderOutcomeUnknownException) thrown).pendingOrder()).isNotNull();
    return cause;
  }
}
