package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of the connection and of its pace. */
class ConnectionFaultsTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void connectionReset_beforeAnOrder_placesNone() {
    peeker.faults().next(1).resetConnection();

    assertThatIOException().isThrownBy(() -> client.order(Fixtures.bundleOrder()));
    assertThat(peeker.orders().all()).isEmpty();
  }

  @Test
  void connectionReset_isAResetAndNotAnOrderlyClose() {
    peeker.faults().next(1).resetConnection();

    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> RawHttp.get(peeker, "/me"))
        .withMessage("Connection reset");
  }

  @Test
  void refusal_ofConnections_endsWithTheOutage() throws Exception {
    assertThat(client.get("/me").status()).isEqualTo(200);
    try (Faults.Outage outage = peeker.faults().refuseConnections()) {
      assertThat(outage).isNotNull();
      assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> client.get("/me"));
    }

    assertThat(client.get("/me").status()).isEqualTo(200);
  }

  @Test
  void headersOnly_endsBeforeTheBody() {
    peeker.faults().next(1).headersOnly();

    assertThatIOException().isThrownBy(() -> client.order(Fixtures.bundleOrder()));
    assertThat(peeker.orders().all()).hasSize(1);
  }

  @Test
  void delay_holdsTheResponseBack() throws Exception {
    peeker.faults().next(1).delay(Duration.ofMillis(200));
    long start = System.nanoTime();

    assertThat(client.get("/me").status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void drip_sendsTheWholeBodySlowly() throws Exception {
    TestResponse whole = client.get("/me");
    peeker.faults().next(1).drip(Duration.ofMillis(1));
    long start = System.nanoTime();

    assertThat(client.get("/me").body()).isEqualTo(whole.body());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(Duration.ofMillis(whole.body().length() - 1L));
  }

  @Test
  void delay_ofAnHour_endsWhenTheInstanceIsClosed() throws Exception {
    peeker.faults().next(1).delay(Duration.ofHours(1));
    CompletableFuture<Void> call =
        CompletableFuture.runAsync(
            () -> assertThatIOException().isThrownBy(() -> client.get("/me")));
    while (peeker.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    peeker.close();

    call.get(10, TimeUnit.SECONDS);
  }
}
