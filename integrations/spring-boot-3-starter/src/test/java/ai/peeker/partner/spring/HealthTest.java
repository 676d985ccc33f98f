package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.spring.health.PeekerHealth;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.junit.LocalPeekerTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LocalPeekerTest
class HealthTest {
  private Instant now = Instant.parse("2026-05-08T12:00:00Z");
  private PeekerClient client;
  private PeekerHealth health;

  @BeforeEach
  void open(LocalPeeker peeker) {
    health =
        new PeekerHealth(() -> client, Duration.ofSeconds(60), Duration.ofSeconds(2), () -> now);
    client = peeker.clientBuilder().listener(health).build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void account_isReadOncePerInterval(LocalPeeker peeker) {
    assertUp();
    assertUp();
    assertThat(peeker.requests()).hasSize(1);

    now = now.plusSeconds(61);
    assertUp();
    assertThat(peeker.requests()).hasSize(2);
  }

  @Test
  void call_thatSucceeded_isProofEnough(LocalPeeker peeker) {
    client.users().list();
    assertUp();

    assertThat(peeker.requests())
        .extracting(request -> request.path())
        .containsExactly("/partner/v1/users");
    assertThat(health.state().details()).containsEntry("checkedBy", "listUsers");
  }

  @Test
  void down_isForgottenWithTheNextCall(LocalPeeker peeker) {
    peeker.faults().next(1).fail(503);
    assertDown();
    assertDown();

    client.account().me();
    assertUp();
  }

  @Test
  void down_isForgottenAfterTheInterval(LocalPeeker peeker) {
    peeker.faults().next(1).fail(503);
    assertDown();

    now = now.plusSeconds(61);
    assertUp();
  }

  @Test
  void timeout_isForgottenAfterTheInterval(LocalPeeker peeker) {
    peeker.faults().next(1).delay(Duration.ofSeconds(3));
    assertDown();

    now = now.plusSeconds(61);
    assertUp();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 400})
  void responseThatRejectsTheRequest_isASignOfLife(int status, LocalPeeker peeker) {
    peeker.faults().next(1).fail(status);
    assertUp();
  }

  @Test
  void rateLimit_isASignOfLife(LocalPeeker peeker) {
    peeker.faults().next(1).rateLimit(Duration.ofSeconds(12));
    assertUp();
    assertThat(health.state().details().get("failure").toString()).contains("RateLimited");
  }

  @Test
  void key_rejected_isDown(LocalPeeker peeker) {
    peeker.faults().next(1).fail(401);
    assertDown();
    assertThat(health.state().details().toString()).doesNotContain(peeker.apiKey());
  }

  private void assertUp() {
    assertThat(health.state().isUp()).isTrue();
  }

  private void assertDown() {
    assertThat(health.state().isUp()).isFalse();
  }
}
