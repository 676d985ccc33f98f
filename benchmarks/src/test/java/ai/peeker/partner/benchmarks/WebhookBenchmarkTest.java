package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.benchmarks.Records.OrderEvent;
import ai.peeker.partner.model.OrderCompletedEvent;
import com.stripe.model.Event;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that each benchmark does the work it is named after. */
class WebhookBenchmarkTest {
  private final WebhookBenchmark benchmark = new WebhookBenchmark();

  @Test
  void body_is2KibibytesOfATypedEvent() {
    assertThat(SignedEvent.body()).hasSize(2048);
    assertThat(benchmark.verifyAndParse().event())
        .isInstanceOfSatisfying(
            OrderCompletedEvent.class,
            event -> assertThat(event.data().domainCount()).isEqualTo(37));
  }

  @Test
  void parseAlone_readsTheSameEvent() {
    assertThat(benchmark.parseAlone()).isEqualTo(benchmark.verifyAndParse().event());
  }

  @Test
  void bareHmacs_areTheSignatureOfTheEvent() {
    String signature = SignedEvent.signature(SignedEvent.body()).substring(3);
    HexFormat hex = HexFormat.of();

    assertThat(hex.formatHex(benchmark.bareHmac())).isEqualTo(signature);
    assertThat(hex.formatHex(benchmark.bareHmacReused())).isEqualTo(signature);
  }

  @Test
  void treesAndRecords_areTheSameEvent() throws IOException {
    OrderEvent event = benchmark.hmacAndRecords();

    assertThat(event.id()).isEqualTo(SignedEvent.ID);
    assertThat(event.data().domains().registered()).hasSize(36);
    assertThat(event.data().personas()).hasSize(6);
    assertThat(List.of(benchmark.hmacAndTree(), benchmark.reusedHmacAndTree()))
        .allMatch(tree -> tree.get("id").asText().equals(SignedEvent.ID));
  }

  @Test
  void peers_acceptTheSignature() throws IOException {
    OrderEvent event = benchmark.hmacAndRecords();

    assertThat(benchmark.stripe())
        .isInstanceOfSatisfying(
            Event.class, stripe -> assertThat(stripe.getId()).isEqualTo(SignedEvent.ID));
    assertThat(List.of(benchmark.svix(), benchmark.standardWebhooks(), benchmark.line()))
        .containsOnly(event);
  }

  @Test
  void peers_rejectAnotherBody() {
    byte[] body = SignedEvent.body();
    PeerVerifiers peers = new PeerVerifiers(body);
    body[0] = ' ';

    assertThatIllegalStateException().isThrownBy(peers::stripe);
    assertThatIllegalStateException().isThrownBy(peers::svix);
    assertThatIllegalStateException().isThrownBy(peers::standardWebhooks);
    assertThatIllegalStateException().isThrownBy(peers::line);
  }
}
