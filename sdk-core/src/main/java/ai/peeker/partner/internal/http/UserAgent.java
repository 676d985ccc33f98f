package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;

/** Builds the User-Agent header. */
public final class UserAgent {
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^ -~]");

  private UserAgent() {}

  /**
   * Returns name and version of the SDK and of Java, with characters that a header cannot have
   * percent-encoded.
   *
   * @return such as {@code peeker-partner-sdk-java/1.0.0 (Java 17.0.15)}
   */
  public static String text() {
    return escape(
        "peeker-partner-sdk-java/"
            + version()
            + " (Java "
            + System.getProperty("java.version")
            + ")");
  }

  static String escape(String text) {
    return NOT_ALLOWED
        .matcher(text)
        .replaceAll(found -> URLEncoder.encode(found.group(), StandardCharsets.UTF_8));
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream stream = UserAgent.class.getResourceAsStream("version.properties")) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) { // a resource of our own jar
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
