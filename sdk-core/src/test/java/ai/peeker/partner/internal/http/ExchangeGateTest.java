package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeGateTest {
  private final ExchangeGate gate = new ExchangeGate(false, Duration.ofSeconds(7), 20_000_000_000L);
  private final ExchangeGate behindOthers =
      new ExchangeGate(true, Duration.ofSeconds(7), 20_000_000_000L);

  @Test
  void start_twice_letsOneRequestOut() {
    assertThat(gate.start(null, 0)).isTrue();
    assertThat(gate.start(null, 0)).isFalse();

    assertThat(gate.isSealed()).isFalse();
    assertThat(gate.mayHaveBeenSent()).isTrue();
  }

  @Test
  void question_beforeTheStart_keepsTheRequestFromStarting() {
    assertThat(gate.isSealed()).isFalse();
    assertThat(gate.mayHaveBeenSent()).isFalse();

    assertThat(gate.isSealed()).isTrue();
    assertThat(gate.start(null, 0)).isFalse();
    assertThat(gate.mayHaveBeenSent()).isFalse();
  }

  @Test
  void question_afterTheStart_doesNotSeal() {
    assertThat(gate.start(null, 0)).isTrue();

    assertThat(gate.mayHaveBeenSent()).isTrue();
    assertThat(gate.isSealed()).isFalse();
  }

  @Test
  void interceptor_thatDidNotPassTheRequestOn_mayHaveSentItInAnotherWay() {
    assertThat(behindOthers.mayHaveBeenSent()).isTrue();

    assertThat(behindOthers.start(null, 0)).isFalse();
  }

  @Test
  void interceptor_thatPassedTheRequestOn_didNotSendIt() {
    behindOthers.passOtherInterceptors(0);

    assertThat(behindOthers.mayHaveBeenSent()).isFalse();
  }

  @Test
  void deadline_countsFromTheMomentOfConnecting() {
    gate.passOtherInterceptors(11);

    assertThat(gate.deadline()).isEqualTo(7_000_000_011L);
    assertThat(gate.connection()).isNull();
  }

  @Test
  void deadline_neverExceedsTheLatestStart() {
    gate.passOtherInterceptors(19_000_000_000L);

    assertThat(gate.deadline()).isEqualTo(20_000_000_000L);
  }

  @Test
  void start_tooLate_isRejectedForGood() {
    assertThat(gate.start(null, 20_000_000_001L)).isFalse();
    assertThat(gate.start(null, 0)).isFalse();

    assertThat(gate.mayHaveBeenSent()).isFalse();
  }

  @Test
  void interceptor_thatHandledOurFailure_mayHaveSentTheRequest() {
    IOException seen = new IOException("refused");
    behindOthers.passOtherInterceptors(0);
    behindOthers.failed(seen);

    assertThat(behindOthers.mayHaveBeenSent(seen)).isFalse();
    assertThat(behindOthers.mayHaveBeenSent(new IOException("wrapped", seen))).isFalse();
    assertThat(behindOthers.mayHaveBeenSent(new IOException("of the fallback"))).isTrue();
  }
}
