package ai.peeker.partner.order;

import ai.peeker.partner.internal.domain.DomainNames;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates absolute http and https URLs as browsers do (WHATWG URL): strict about scheme, host and
 * port, lenient about path, query and fragment, in which a space or a bar is legal. Unlike them it
 * rejects user info and white space around the URL or between its lines.
 */
final class HttpUrls {
  private static final Pattern URL =
      Pattern.compile("(?is)https?://(\\[.+?]|[^/?#:@\\\\]+)(?::([0-9]{0,5}))?([/?#].*)?");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}\\.?");
  private static final Pattern NUMERIC = Pattern.compile("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

  private static final Pattern USER_INFO = // may contain a password
      Pattern.compile("(?s)(?<=:)(//)?.*@");

  private static final int MAX_PORT = 65_535;

  private HttpUrls() {}

  /** Returns the reason why this is not an http or https URL, with the remedy; null if it is. */
  static @Nullable String problem(Object value) {
    if (!(value instanceof String url)) {
      return "must be a string.";
    }
    return isPlain(url) || isHttpUrl(url)
        ? null
        : OrderValues.quoted(USER_INFO.matcher(url).replaceFirst("$1***@"))
            + " is not an http or https URL. Set one such as https://acme.com/path.";
  }

  /** Returns whether this is certainly an http or https URL: an ASCII one without a port. */
  private static boolean isPlain(String url) {
    int host = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : 0;
    int slash = url.indexOf('/', host);
    int end = slash < 0 ? url.length() : slash;
    return host > 0
        && !OrderValues.anyMatch(url, c -> c <= ' ' || c > '~')
        && DomainNames.plain(url.substring(host, end)) != null;
  }

  private static boolean isHttpUrl(String url) {
    Matcher parts = URL.matcher(url);
    return parts.matches()
        && url.equals(url.strip())
        && url.chars().noneMatch(Character::isISOControl)
        && isPort(parts.group(2))
        && (parts.group(1).startsWith("[") ? isIpv6(parts.group(1)) : isHost(parts.group(1)));
  }

  private static boolean isPort(@Nullable String port) {
    int number = port == null || port.isEmpty() ? MAX_PORT : Integer.parseInt(port);
    return number > 0 && number <= MAX_PORT;
  }

  private static boolean isHost(String host) {
    try {
      String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
      return HOST.matcher(ascii).matches()
          && (!NUMERIC.matcher(ascii).matches() || IPV4.matcher(ascii).matches());
    } catch (IllegalArgumentException e) { // a label that is empty or too long
      return false;
    }
  }

  private static boolean isIpv6(String host) {
    try {
      return new URI("http://" + host).getHost() != null && host.indexOf('%') < 0;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
