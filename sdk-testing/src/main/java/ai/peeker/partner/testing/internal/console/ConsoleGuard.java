package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Rejects requests that do not come from the console's page. A browser sends requests of any web
 * page to loopback; the host, the origin and a random token tell them apart.
 */
final class ConsoleGuard {
  static final String TOKEN_HEADER = "Peeker-Console-Token";
  private static final int TOKEN_BYTES = 16;

  private final Set<String> hosts;
  private final String token;

  ConsoleGuard(int port) {
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
  }

  String token() {
    return token;
  }

  /** Rejects another host name, which may have been rebound to loopback. */
  void requireHost(LocalRequest request) {
    if (!hosts.contains(header(request, "Host"))) {
      throw forbidden("The console is served to loopback hosts only");
    }
  }

  /** Rejects a request of another web page, or one without the token. */
  void requireOwnPage(LocalRequest request) {
    String origin = header(request, "Origin");
    if (!origin.isEmpty() && !origin.equals("http://" + header(request, "Host"))) {
      throw forbidden("The request has another origin");
    }
    String site = header(request, "Sec-Fetch-Site");
    if (!site.isEmpty() && !site.equals("same-origin")) {
      throw forbidden("The request comes from another site");
    }
    if (!isToken(header(request, TOKEN_HEADER))) {
      throw forbidden(
          "The console's token is missing or wrong. Open the console URL as LocalPeeker printed"
              + " it.");
    }
  }

  private boolean isToken(String value) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static String header(LocalRequest request, String name) {
    List<String> values = request.headers().getOrDefault(name, List.of());
    return String.join(",", values);
  }

  private static ErrorResponseException forbidden(String message) {
    return ErrorResponse.of(403, "forbidden", message).toException();
  }
}
