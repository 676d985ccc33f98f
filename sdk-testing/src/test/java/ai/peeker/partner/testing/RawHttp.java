package ai.peeker.partner.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends requests that an HTTP client rejects. */
final class RawHttp {
  private RawHttp() {}

  static String get(LocalPeeker peeker, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peeker.baseUrl().getPort())) {
      String request =
          "GET "
              + peeker.baseUrl().getPath()
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
              + peeker.apiKey()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.setSoTimeout(10_000);
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 400 ".length());
      return new String(start, StandardCharsets.US_ASCII);
    }
  }
}
