package ai.peeker.partner.webhook;

import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A webhook secret as the key of an HMAC-SHA256, with its label and environment. */
final class HmacKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final String label;
  private final @Nullable WebhookEnvironment environment;
  private final SecretKeySpec key;

  HmacKey(String label, Secret secret, @Nullable WebhookEnvironment environment) {
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

  /** Returns whether the signature is the one of both parts; every wrong one takes equally long. */
  boolean verifies(byte[] prefix, byte[] body, byte[] signature) {
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
