package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManagedOkHttpClientTest {
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void release_ofOurOwnClient_freesItsConnectionsAndThreads() throws Exception {
    server.enqueue(new MockResponse.Builder().body("{}").build());
    ManagedOkHttpClient clients = ManagedOkHttpClient.of(null);
    OkHttpClient ours = clients.client();
    clients
        .sender(BaseUrl.of("http://localhost:" + server.getPort()), CallExtras.NONE)
        .execute(Gates.request(Duration.ofSeconds(20)));
    assertThat(ours.connectionPool().connectionCount()).isEqualTo(1);

    clients.close();

    assertThat(ours.connectionPool().connectionCount()).isZero();
    assertThat(ours.dispatcher().executorService().isShutdown()).isTrue();
  }

  @Test
  void ourClient_hasNoTimeoutThatCouldEndACallBeforeItsOwn() {
    OkHttpClient ours = ManagedOkHttpClient.of(null).client();

    assertThat(ours.readTimeoutMillis()).isZero();
    assertThat(ours.writeTimeoutMillis()).isZero();
    assertThat(ours.callTimeoutMillis()).isZero();
    assertThat(ours.dispatcher().getMaxRequestsPerHost()).isEqualTo(Integer.MAX_VALUE);
  }
}
