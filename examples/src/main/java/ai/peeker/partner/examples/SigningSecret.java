package ai.peeker.partner.examples;

import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that may have signed: a configured one, or what it may have been on the signer's side.
 *
 * @param name the variable that it comes from
 * @param secret never shown
 * @param causes what it says of the delivery if it signed
 */
record SigningSecret(String name, Secret secret, List<Cause> causes) {
  private static final String ALGORITHM = "HmacSHA256";

  /** The first of the secrets is the one that should have signed. */
  static List<SigningSecret> of(Map<String, Secret> secrets) {
    List<SigningSecret> all = new ArrayList<>();
    secrets.forEach(
        (name, secret) -> {
          List<Cause> other = all.isEmpty() ? List.of() : List.of(Cause.OTHER_SECRET);
          addForms(all, name, secret.reveal(), other);
        });
    return all;
  }

  private static void addForms(
      List<SigningSecret> all, String name, String given, List<Cause> other) {
    String bare = given.strip();
    all.add(new SigningSecret(name, Secret.of(bare), other));
    if (bare.length() > 2 && bare.matches("(?s)\".*\"|'.*'")) {
      String unquoted = bare.substring(1, bare.length() - 1);
      all.add(new SigningSecret(name, Secret.of(unquoted), and(other, Cause.SECRET_QUOTED)));
    }
    Set<String> longer = new LinkedHashSet<>(List.of(bare + "\n", bare + "\r\n", bare + " "));
    if (!given.equals(bare)) {
      longer.add(given);
    }
    for (String text : longer) {
      all.add(new SigningSecret(name, Secret.of(text), and(other, Cause.SIGNED_WITH_LINE_END)));
    }
  }

  private static List<Cause> and(List<Cause> causes, Cause cause) {
    List<Cause> both = new ArrayList<>(causes);
    both.add(cause);
    return List.copyOf(both);
  }

  /** Whether to try it with other forms of the body too. */
  boolean likely() {
    return !causes.contains(Cause.SIGNED_WITH_LINE_END);
  }

  /** Whether one of the signatures is that of the beginning and the body under this secret. */
  boolean signed(byte[] beginning, byte[] body, List<byte[]> signatures) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(beginning);
      byte[] expected = mac.doFinal(body);
      return signatures.stream().anyMatch(signature -> MessageDigest.isEqual(expected, signature));
    } catch (GeneralSecurityException e) { // every Java platform has it, and it takes any key
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }
}
