package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.internal.http.ExchangeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {
  private static final String BROKE = "the connection broke before the answer was complete";
  private static final String NOT_SECURE = "no secure connection could be made";

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnknownHostException("h"), false, "the host name is not known"),
        Arguments.of(new ConnectException("no"), false, "the connection was refused"),
        Arguments.of(new SocketTimeoutException("slow"), false, "no connection in time"),
        Arguments.of(new InterruptedIOException("timeout"), true, "no answer in time"),
        Arguments.of(new SSLHandshakeException("no trust"), false, NOT_SECURE),
        Arguments.of(new SSLException("plain text"), false, NOT_SECURE),
        // a reset under TLS is an SSLException too: once the request is out, it is a broken answer
        Arguments.of(new SSLException("Connection reset"), true, BROKE),
        Arguments.of(new SocketException("Connection reset"), true, BROKE),
        Arguments.of(new IOException("unexpected end of stream"), true, BROKE),
        Arguments.of(new SocketException("Network is down"), false, "the connection failed"));
  }

  @ParameterizedTest(name = "{0}, sent: {1}")
  @MethodSource("failures")
  void failure_inWords_saysHowFarItGot(IOException failure, boolean sent, String expected) {
    assertThat(FailureText.of(new ExchangeException(sent, failure))).isEqualTo(expected);
  }
}
