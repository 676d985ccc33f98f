package ai.peeker.partner.testing.internal.order;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides by its URL alone whether a profile picture can be accessed: the picture is not fetched. A
 * private or loopback host, a name without a dot and any scheme but http and https are not
 * accessible.
 */
public final class ProfilePictures {
  private static final Pattern PRIVATE_HOST =
      Pattern.compile(
          "127\\..*|10\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*"
              + "|\\[.*|[^.]+|.*\\.(localhost|local|internal|invalid|test)");

  private ProfilePictures() {}

  /** Returns whether a picture is given and cannot be accessed. */
  public static boolean isInaccessible(@Nullable String url) {
    return url != null && !url.isBlank() && !isPublic(url);
  }

  private static boolean isPublic(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      return scheme != null
          && scheme.toLowerCase(Locale.ROOT).matches("https?")
          && host != null
          && !PRIVATE_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
