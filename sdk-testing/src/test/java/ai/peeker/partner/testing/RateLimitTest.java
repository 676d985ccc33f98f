package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.PermissionPreset;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker =
        LocalPeeker.builder().rateLimited().apiKey("pk_test_other", PermissionPreset.READ).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void call601_withinAMinute_isRejectedUntilTheOldestIsAMinuteOld() throws Exception {
    call(1);
    peeker.clock().advance(Duration.ofSeconds(20));
    call(599);

    TestResponse rejected = client.get("/me");

    assertThat(rejected.errorSummary()).isEqualTo("429 rate_limited");
    assertThat(rejected.error().at("/details/retry_after_seconds").asInt()).isEqualTo(40);
    peeker.clock().advance(Duration.ofSeconds(39));
    assertThat(client.get("/me").error().at("/details/retry_after_seconds").asInt()).isEqualTo(1);
    peeker.clock().advance(Duration.ofSeconds(1));
    assertThat(client.get("/me").status()).isEqualTo(200);
    assertThat(client.get("/me").status()).isEqualTo(429);
  }

  @Test
  void otherKey_hasALimitOfItsOwn() throws Exception {
    call(600);

    assertThat(client.send("GET", "/me", "", "Bearer pk_test_other").status()).isEqualTo(200);
  }

  private void call(int times) throws Exception {
    for (int call = 0; call < times; call++) {
      assertThat(client.get("/me").status()).isEqualTo(200);
    }
  }
}
