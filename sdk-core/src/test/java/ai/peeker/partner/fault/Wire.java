package ai.peeker.partner.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/** The protocol between client and server. */
public enum Wire {
  HTTP_1_1("HTTP/1.1"),
  HTTP_1_1_OVER_TLS("HTTP/1.1 over TLS"),
  HTTP_2_OVER_TLS("HTTP/2 over TLS");

  /** Two more names of the server. */
  public static final List<String> HOSTS = List.of("one.example", "two.example");

  /** Large bodies are encrypted fast with it, even by a JVM that compiles little. */
  private static final String CIPHER = "TLS_CHACHA20_POLY1305_SHA256";

  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("127.0.0.1")
          .addSubjectAlternativeName(HOSTS.get(0))
          .addSubjectAlternativeName(HOSTS.get(1))
          .build();
  private static final HandshakeCertificates SERVER =
      new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
  private static final HandshakeCertificates CLIENT =
      new HandshakeCertificates.Builder().addTrustedCertificate(CERTIFICATE.certificate()).build();

  private final String text;

  Wire(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  boolean isTls() {
    return this != HTTP_1_1;
  }

  /** Returns a client that trusts the server; null if the one of the SDK is sufficient. */
  public @Nullable OkHttpClient client() {
    return isTls() ? clientBuilder().build() : null;
  }

  /** Returns the builder of a client that trusts the server. */
  public OkHttpClient.Builder clientBuilder() {
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    return isTls()
        ? builder
            .sslSocketFactory(CLIENT.sslSocketFactory(), CLIENT.trustManager())
            .protocols(
                this == HTTP_2_OVER_TLS
                    ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                    : List.of(Protocol.HTTP_1_1))
        : builder;
  }

  /** Returns the certificates of a server. */
  public static HandshakeCertificates server() {
    return SERVER;
  }

  /** Returns the address of a server on loopback, with the path of the API. */
  public String baseUrl(String host, int port) {
    return (isTls() ? "https" : "http") + "://" + host + ":" + port + "/partner/v1";
  }

  /** Accepts a connection: shakes hands if needed. */
  Connection accept(Socket raw) throws IOException {
    if (!isTls()) {
      return new Http1Connection(raw, raw);
    }
    SSLSocket socket =
        (SSLSocket) SERVER.sslSocketFactory().createSocket(raw, "127.0.0.1", raw.getPort(), true);
    socket.setUseClientMode(false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setCipherSuites(new String[] {CIPHER});
    if (this == HTTP_2_OVER_TLS) {
      parameters.setApplicationProtocols(new String[] {"h2"});
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return this == HTTP_2_OVER_TLS
        ? new Http2Connection(raw, socket)
        : new Http1Connection(raw, socket);
  }
}
