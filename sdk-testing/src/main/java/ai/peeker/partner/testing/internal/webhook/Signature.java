package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.check.Arguments;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks with one secret. */
public final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public Signature(String secret) {
    Arguments.requireNonBlank(secret, "secret");
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** Returns the value of the {@code Peeker-Signature} header. */
  public String sign(long timestamp, String eventId, byte[] body) {
    Arguments.requireNonNull(eventId, "eventId");
    Arguments.requireNonNull(body, "body");
    Mac mac = mac();
    mac.update((timestamp + "." + eventId + ".").getBytes(StandardCharsets.UTF_8));
    return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(
          ALGORITHM + " is missing, although every Java platform must provide it", impossible);
    }
  }
}
