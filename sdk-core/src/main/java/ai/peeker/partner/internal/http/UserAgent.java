package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Builds the User-Agent header. */
public final class UserAgent {
  private UserAgent() {}

  /**
   * Returns name and version of the SDK and of Java.
   *
   * @return such as {@code peeker-partner-sdk-java/1.0.0 (Java 17.0.15)}
   */
  public static String text() {
    return "peeker-partner-sdk-java/"
        + version()
        + " (Java "
        + System.getProperty("java.version")
        + ")";
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
