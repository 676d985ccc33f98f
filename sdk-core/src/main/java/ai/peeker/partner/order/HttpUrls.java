package ai.peeker.partner.order;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates absolute http and https URLs. */
final class HttpUrls {
  private static final Pattern USER_INFO = Pattern.compile("//[^/]*@"); // may contain a password

  private HttpUrls() {}

  static void check(String field, @Nullable String url, Violations violations) {
    if (url == null) {
      violations.add(field, "must not be null. Omit it, or set a URL.");
    } else if (!isHttpUrl(url)) {
      violations.add(
          field,
          OrderValidator.quoted(USER_INFO.matcher(url).replaceFirst("//***@"))
              + " is not an http or https URL. Set one such as https://acme.com/path.");
    }
  }

  private static boolean isHttpUrl(String url) {
    try {
      URI uri = new URI(url);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return http && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) { // not even a URI
      return false;
    }
  }
}
