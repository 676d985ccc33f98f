package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import okhttp3.Cache;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts whose clients share an OkHttp client of the caller do not see each other. */
@Timeout(60)
class SharedHttpClientTest {
  private static final String CACHEABLE =
      "Content-Type: application/json\r\nCache-Control: max-age=3600\r\nSet-Cookie: session=a\r\n";

  @TempDir private Path folder;

  private static void callWithTwoKeys(FaultServer server, OkHttpClient http) {
    for (String key : List.of("pk_test_a", "pk_test_b")) {
      try (PeekerClient client =
          PeekerClient.builder().apiKey(key).baseUrl(server.baseUrl()).httpClient(http).build()) {
        assertThat(client.account().me()).isNotNull();
      }
    }
  }

  private static FaultServer server() {
    byte[] answer = RetryClass.ALWAYS.answer().getBytes(StandardCharsets.UTF_8);
    return FaultServer.start(exchange -> exchange.answer(200, CACHEABLE, answer));
  }

  @Test
  void cache_isNotUsed() throws Exception {
    try (FaultServer server = server();
        Cache cache = new Cache(folder.toFile(), 1_000_000)) {
      callWithTwoKeys(server, new OkHttpClient.Builder().cache(cache).build());

      assertThat(server.exchanges()).hasSize(2);
      assertThat(cache.requestCount()).isZero();
    }
  }

  @Test
  void cookies_areNotUsed() {
    try (FaultServer server = server()) {
      callWithTwoKeys(
          server,
          new OkHttpClient.Builder()
              .cookieJar(
                  new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                      throw new AssertionError("a cookie was saved");
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                      throw new AssertionError("a cookie was requested");
                    }
                  })
              .build());

      assertThat(server.exchanges()).hasSize(2);
    }
  }
}
