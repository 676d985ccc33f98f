package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The console's page: one file that loads nothing else. */
final class ConsolePage {
  private static final String FILE = "console.html";
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable String html;

  /** Returns the page. Its style and its script run because of a nonce, other code does not. */
  LocalResponse toResponse() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    Map<String, String> headers =
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", policy(nonce),
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");
    return new LocalResponse(200, headers, html().replace("{{nonce}}", nonce));
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'nonce-%s'; style-src 'nonce-%s'; connect-src 'self';"
            .formatted(nonce, nonce)
        + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private String html() {
    String read = html;
    if (read == null) {
      read = read();
      html = read;
    }
    return read;
  }

  private static String read() {
    try (InputStream file = ConsolePage.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing beside " + ConsolePage.class);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }
}
