package ai.peeker.partner.testing;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes the key and the webhook secret of one LocalPeeker; the one place that draws at random. */
final class Secrets {
  private static final Pattern TEST_KEY = Pattern.compile("pk_test_[A-Za-z0-9_-]+");
  private static final int BYTES = 16;

  private Secrets() {}

  static String newApiKey() {
    return "pk_test_" + random();
  }

  static String newWebhookSecret() {
    return "local-webhook-secret-" + random();
  }

  static String checkedApiKey(String apiKey) {
    if (!TEST_KEY.matcher(apiKey).matches()) {
      throw new IllegalArgumentException(
          "The API key of a LocalPeeker must be pk_test_ and then letters, digits, _ or -"
              + " (the given one, not shown, is not). Make one up, and never use a live key here.");
    }
    return apiKey;
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
