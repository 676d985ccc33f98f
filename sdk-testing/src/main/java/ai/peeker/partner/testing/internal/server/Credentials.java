package ai.peeker.partner.testing.internal.server;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Creates and validates the API key and the webhook secret of a LocalPeeker. */
public final class Credentials {
  private static final Pattern TEST_KEY = Pattern.compile("pk_test_[A-Za-z0-9_-]+");
  private static final int BYTES = 16;

  private Credentials() {}

  public static String newApiKey() {
    return "pk_test_" + random();
  }

  public static String newWebhookSecret() {
    return "local-webhook-secret-" + random();
  }

  /** Returns the key, or throws if it is not a test key. */
  public static String requireTestKey(String apiKey) {
    if (!TEST_KEY.matcher(apiKey).matches()) {
      throw new IllegalArgumentException(
          "apiKey must be pk_test_ followed by letters, digits, _ or - (value not shown)."
              + " Use an invented key, never a live one.");
    }
    return apiKey;
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
