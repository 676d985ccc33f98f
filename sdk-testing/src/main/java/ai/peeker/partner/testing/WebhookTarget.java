package ai.peeker.partner.testing;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/** Checks that events stay on this machine. */
final class WebhookTarget {
  // By spelling and not by look-up: a name that resolves to loopback now may not a moment later.
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[(::|(0+:){7}0*)1]",
          Pattern.CASE_INSENSITIVE);

  private WebhookTarget() {}

  static URI checked(URI url) {
    Objects.requireNonNull(url, "The webhook URL is null; pass a URL on this machine");
    String host = url.getHost();
    boolean isHttp = "http".equalsIgnoreCase(url.getScheme());
    if (!isHttp || host == null || !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "LocalPeeker sends webhooks to this machine only, but the URL is "
              + url
              + "; pass http://127.0.0.1:<port>/<path>");
    }
    return url;
  }
}
