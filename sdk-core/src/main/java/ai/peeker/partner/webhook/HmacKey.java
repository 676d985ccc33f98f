package ai.peeker.partner.webhook;

import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A webhook secret as the key of an HMAC-SHA256, with its label and environment. */
record HmacKey(String label, Mac keyed, @Nullable WebhookEnvironment environment) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\\p{C}]");
  private static final Pattern QUOTED =
      Pattern.compile("^[\"'`‚„\\p{Pi}\\p{Pf}]|[\"'`‚„\\p{Pi}\\p{Pf}]$");

  static HmacKey of(String label, Secret secret, @Nullable WebhookEnvironment environment) {
    if (label == null || label.isBlank()) {
      throw new IllegalArgumentException(
          "label must not be null or blank. Name the webhook secret, for instance \"live\".");
    }
    String value = secret == null ? "" : secret.reveal();
    if (value.isBlank()) {
      throw invalid(label, "be null or blank. Copy it from the partner portal.");
    }
    if (INVISIBLE.matcher(value).find()) {
      throw invalid(label, "contain white space or invisible characters. Copy it again.");
    }
    if (QUOTED.matcher(value).find()) {
      throw invalid(label, "have quotes around it. Remove them.");
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new HmacKey(label, keyed(bytes), environment);
  }

  private static IllegalArgumentException invalid(String label, String problem) {
    return new IllegalArgumentException("The webhook secret \"" + label + "\" must not " + problem);
  }

  /**
   * Returns whether one of the signatures is that of both parts. The time depends on the lengths
   * only, not on how much of a wrong signature is right.
   */
  boolean hasSigned(byte[] prefix, byte[] body, List<byte[]> signatures) {
    try {
      Mac mac = (Mac) keyed.clone(); // which costs less than a new one, and is thread-safe
      mac.update(prefix);
      byte[] expected = mac.doFinal(body);
      boolean signed = false;
      for (byte[] signature : signatures) {
        signed |= MessageDigest.isEqual(expected, signature);
      }
      return signed;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          ALGORITHM + " of " + keyed.getProvider() + " has no copies", e);
    }
  }

  private static Mac keyed(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) { // every Java platform has it, for any key
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
