package ai.peeker.partner.testing.internal.check;

import java.net.URI;
import java.util.regex.Pattern;

/** Validates that a URL points to this machine. */
public final class LoopbackUrl {
  // By spelling, without a DNS lookup: a name may resolve to another address a moment later.
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[(::|(0+:){7}0*)1]",
          Pattern.CASE_INSENSITIVE);

  private static final int MAX_PORT = 65_535;

  private LoopbackUrl() {}

  /** Returns the URL, or throws if it is not an http URL of this machine. */
  public static URI require(URI url) {
    Arguments.requireNonNull(url, "url");
    String host = url.getHost();
    boolean isHttp = "http".equalsIgnoreCase(url.getScheme());
    boolean isPort = url.getPort() <= MAX_PORT;
    if (!isHttp || host == null || !isPort || !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "url must be an http URL of this machine, such as http://127.0.0.1:8080/webhooks: "
              + url);
    }
    return url;
  }
}
