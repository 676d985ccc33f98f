package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  /** Fails without {@code TCP_NODELAY}: a delayed ACK then adds at least 40 ms to every call. */
  @Test
  void localPeeker_callsOnOneConnection_areNotDelayed() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      TestClient client = new TestClient(peeker);

      // The kernel acknowledges the first segments of a connection immediately, hence the skip; the
      // fastest call counts, so that a busy machine does not fail the test.
      long fastest =
          LongStream.range(0, 50).map(call -> nanosOfCall(client)).skip(30).min().orElseThrow();

      assertThat(fastest).isLessThan(20_000_000);
    }
  }

  private static long nanosOfCall(TestClient client) {
    long start = System.nanoTime();
    try {
      assertThat(client.get("/me").status()).isEqualTo(200);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return System.nanoTime() - start;
  }
}
