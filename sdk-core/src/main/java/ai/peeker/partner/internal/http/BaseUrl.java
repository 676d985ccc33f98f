package ai.peeker.partner.internal.http;

import java.net.URI;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The base URL of the API: an https address, or http on this machine; {@link #of} checks it. */
public record BaseUrl(HttpUrl url) {
  /** User info, which may contain a password, and strings that look like an API key. */
  private static final String SECRET = "(?<=//).*@|pk_(live|test)_[^\\s/?#&\"]*";

  private static final String IPV4_LOOPBACK =
      "127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}";

  /**
   * Parses an address.
   *
   * @param address an address such as {@code https://api.peeker.ai/partner/v1}, with or without a
   *     slash at its end
   * @return the address
   * @throws IllegalArgumentException if it is not an absolute http or https address, has user info,
   *     query or fragment, or is plain http to another machine
   */
  public static BaseUrl of(@Nullable String address) {
    OkHttpLibrary.check(); // here, because a client's first use of OkHttp is its base URL
    HttpUrl url = address == null ? null : HttpUrl.parse(address.strip());
    if (url == null) {
      throw rejected(address, "is not an absolute http or https address");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException(
          "The base URL contains a user name or a password. Remove them; the API key is"
              + " sufficient.");
    }
    if (url.encodedPath().contains("pk_live_") || url.encodedPath().contains("pk_test_")) {
      throw rejected(
          address, "looks like it contains an API key; pass the key to apiKey(…) instead");
    }
    if (url.query() != null || url.fragment() != null) {
      throw rejected(address, "has a query or a fragment");
    }
    if (!url.isHttps() && !isLoopback(url.host())) {
      throw rejected(address, "is plain http, which would expose the API key on the network");
    }
    return new BaseUrl(url);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("127.0.0.1") // sooner than its pattern is compiled
        || host.equals("::1")
        || Pattern.matches(IPV4_LOOPBACK, host);
  }

  private static IllegalArgumentException rejected(@Nullable String address, String why) {
    return new IllegalArgumentException(
        "The base URL "
            + (address == null ? "null" : "\"" + address.replaceAll(SECRET, "***") + "\"")
            + " "
            + why
            + ". Use an address such as https://api.peeker.ai/partner/v1 (http only for this"
            + " machine).");
  }

  /** Returns the address for code outside this package, which does not use OkHttp's types. */
  public URI uri() {
    return url.uri();
  }

  HttpUrl.Builder newBuilder() {
    HttpUrl.Builder builder = url.newBuilder();
    int last = url.pathSize() - 1;
    if (url.pathSegments().get(last).isEmpty()) { // a slash at the end
      builder.removePathSegment(last);
    }
    return builder;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
