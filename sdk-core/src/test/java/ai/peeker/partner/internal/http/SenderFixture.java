package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Senders, and a server on loopback that answers as it is told. */
abstract class SenderFixture {
  static final Duration LONG = Duration.ofSeconds(25);

  final MockWebServer server = new MockWebServer();
  final CountDownLatch forever = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    forever.countDown();
    server.close();
  }

  HttpSender sender(OkHttpClient client) {
    return sender(client, new SystemTimeSource());
  }

  HttpSender sender(OkHttpClient client, TimeSource source) {
    return new ManagedOkHttpClient(client, true, source)
        .sender(BaseUrl.of("http://localhost:" + server.getPort()), CallExtras.NONE);
  }

  static HttpRequest request(Duration timeout) {
    return Gates.request(timeout);
  }

  static OkHttpClient.Builder client() {
    return new OkHttpClient.Builder();
  }

  static MockResponse response(int status) {
    return new MockResponse.Builder().code(status).body("{}").build();
  }

  static ExchangeException failure(HttpSender sender, Duration timeout) {
    return catchThrowableOfType(ExchangeException.class, () -> sender.execute(request(timeout)));
  }
}
