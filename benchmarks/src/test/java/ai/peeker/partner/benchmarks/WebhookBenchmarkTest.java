package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.OrderCompletedEvent;
import java.util.HexFormat;
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
    String signature =
        SignedEvent.headers(SignedEvent.body()).get("Peeker-Signature").get(0).substring(3);
    HexFormat hex = HexFormat.of();

    assertThat(hex.formatHex(benchmark.bareHmac())).isEqualTo(signature);
    assertThat(hex.formatHex(benchmark.bareHmacReused())).isEqualTo(signature);
  }
}
