package ai.peeker.partner.webhook;

import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A secret as the key of an HMAC-SHA256, and what is known of it. */
final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final String label;
  private final @Nullable WebhookEnvironment environment;
  private final SecretKeySpec key;

  SigningKey(String label, Secret secret, @Nullable WebhookEnvironment environment) {
    this.label = label;
    this.environment = environment;
    this.key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  String label() {
    return label;
  }

  @Nullable WebhookEnvironment environment() {
    return environment;
  }

  /**
   * Whether the signature is the one of the two parts under this key; takes the same time for every
   * wrong one.
   */
  boolean signed(byte[] prefix, byte[] body, byte[] signature) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(prefix);
      return MessageDigest.isEqual(mac.doFinal(body), signature);
    } catch (
        GeneralSecurityException
            e) { // every Java platform has this algorithm, and it takes any key
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }
}
