package ai.peeker.partner.order;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Absolute http and https addresses. */
final class WebAddress {
  private static final Pattern USER_INFO = Pattern.compile("//[^/]*@"); // may hold a password

  private WebAddress() {}

  static void check(String field, @Nullable String address, Problems problems) {
    if (address == null) {
      problems.add(field, "is null. Leave it out, or give an address.");
    } else if (!isWebAddress(address)) {
      problems.add(
          field,
          OrderRules.quoted(USER_INFO.matcher(address).replaceFirst("//***@"))
              + " is no web address. Give one such as https://acme.com/path.");
    }
  }

  private static boolean isWebAddress(String address) {
    try {
      URI uri = new URI(address);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) { // not even a URI
      return false;
    }
  }
}
