package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Route;
import org.junit.jupiter.api.Test;

class ExchangeGateTest {
  private static final long SECOND = 1_000_000_000L;

  private final ExchangeGate gate = Gates.open();
  private final ExchangeGate behindOthers = Gates.behindOthers();

  @Test
  void start_twice_letsOneRequestOut() {
    assertThat(gate.start(null, 0)).isTrue();
    assertThat(gate.start(null, 0)).isFalse();

    assertThat(gate.isSealed()).isFalse();
    assertThat(gate.mayHaveBeenSent()).isTrue();
  }

  @Test
  void start_again_keepsTheConnectionAndTheTimeOfTheFirst() {
    Connection first = connection();
    assertThat(gate.start(first, 0)).isTrue();
    assertThat(gate.start(connection(), 5 * SECOND)).isFalse();

    assertThat(gate.connection()).isSameAs(first);
    assertThat(gate.spoiledConnection(SECOND)).as("silent for a second").isSameAs(first);
  }

  @Test
  void start_tooLate_hasNoConnectionThatCouldBeSpoiled() {
    assertThat(gate.start(connection(), 61 * SECOND)).isFalse();

    assertThat(gate.connection()).isNull();
    assertThat(gate.spoiledConnection(70 * SECOND)).isNull();
  }

  /** A connection that other calls may share, as OkHttp hands it to interceptors. */
  private static Connection connection() {
    return new Connection() {
      @Override
      public Route route() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket socket() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Handshake handshake() {
        return null;
      }

      @Override
      public Protocol protocol() {
        return Protocol.HTTP_2;
      }
    };
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
    behindOthers.passOtherInterceptors();

    assertThat(behindOthers.mayHaveBeenSent()).isFalse();
  }

  @Test
  void timeout_ofAnAttempt_neverExceedsTheLatestStart() {
    assertThat(gate.timeout(0)).isEqualTo(Duration.ofSeconds(7));
    assertThat(gate.timeout(55 * SECOND)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void start_tooLate_isRejectedForGood() {
    assertThat(gate.start(null, 60 * SECOND + 1)).isFalse();
    assertThat(gate.start(null, 0)).isFalse();

    assertThat(gate.mayHaveBeenSent()).isFalse();
  }

  @Test
  void start_ofACanceledAttempt_isRejected() {
    gate.cancel();

    assertThat(gate.canceled()).isDone();
    assertThat(gate.start(null, 0)).isFalse();
    assertThat(gate.mayHaveBeenSent()).isFalse();
  }

  @Test
  void interceptor_thatHandledOurFailure_mayHaveSentTheRequest() {
    IOException seen = new IOException("refused");

    assertThat(failedBehindOthers(seen).mayHaveBeenSent()).as("while it may send it").isTrue();
    assertThat(end(failedBehindOthers(seen), seen).mayHaveBeenSent()).isFalse();
    IOException both = new IOException("both failed", seen);
    assertThat(end(failedBehindOthers(seen), both).mayHaveBeenSent()).isTrue();
    IOException fallback = new IOException("of the fallback");
    assertThat(end(failedBehindOthers(seen), fallback).mayHaveBeenSent()).isTrue();
  }

  private static ExchangeGate failedBehindOthers(IOException seen) {
    ExchangeGate gate = Gates.behindOthers();
    gate.passOtherInterceptors();
    gate.failed(seen);
    return gate;
  }

  @Test
  void end_again_changesNothing() {
    ExchangeException first = end(gate, new IOException("first"));

    assertThat(end(gate, new IOException("second"))).isSameAs(first);
  }

  private static ExchangeException end(ExchangeGate gate, Throwable thrown) {
    gate.end(thrown);
    return catchThrowableOfType(ExchangeException.class, gate::result);
  }

  @Test
  void refusedStream_isNotProcessed() {
    IOException refused = new IOException("stream was reset: REFUSED_STREAM");
    assertThat(gate.start(null, 0)).isTrue();
    gate.failed(refused);

    ExchangeException e = end(gate, refused);

    assertThat(e.mayHaveBeenSent()).isTrue();
    assertThat(e.mayHaveBeenProcessed()).isFalse();
  }

  @Test
  void refusedStream_afterAStatus_mayHaveBeenProcessed() {
    IOException refused = new IOException("stream was reset: REFUSED_STREAM");
    assertThat(gate.start(null, 0)).isTrue();
    gate.status(200);
    gate.failed(refused);

    assertThat(end(gate, refused).mayHaveBeenProcessed()).isTrue();
  }

  @Test
  void refusedStream_thatAnInterceptorHandled_mayHaveBeenProcessed() {
    IOException refused = new IOException("stream was reset: REFUSED_STREAM");
    behindOthers.passOtherInterceptors();
    assertThat(behindOthers.start(null, 0)).isTrue();
    behindOthers.failed(refused);

    assertThat(end(behindOthers, new IOException("of the fallback")).mayHaveBeenProcessed())
        .isTrue();
  }

  @Test
  void otherResets_mayHaveBeenProcessed() {
    IOException reset = new IOException("stream was reset: INTERNAL_ERROR");
    assertThat(gate.start(null, 0)).isTrue();
    gate.failed(reset);

    assertThat(end(gate, reset).mayHaveBeenProcessed()).isTrue();
  }
}
