package ai.peeker.partner.tools.webhookdoctor;

import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that may have made the signature: a configured one, or a variant of it.
 *
 * @param name the environment variable it was read from
 * @param secret the secret, never printed
 * @param diagnoses the faults of the delivery if this secret made the signature
 */
record CandidateSecret(String name, Secret secret, List<Diagnosis> diagnoses) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern QUOTES =
      Pattern.compile("^[\"'`‚„\\p{Pi}\\p{Pf}]|[\"'`‚„\\p{Pi}\\p{Pf}]$");

  /** Returns the candidates; the first of the given secrets is the expected one. */
  static List<CandidateSecret> of(Map<String, Secret> secrets) {
    List<CandidateSecret> all = new ArrayList<>();
    secrets.forEach(
        (name, secret) -> {
          List<Diagnosis> other = all.isEmpty() ? List.of() : List.of(Diagnosis.OTHER_SECRET);
          addVariants(all, name, secret.reveal(), other);
        });
    return all;
  }

  private static void addVariants(
      List<CandidateSecret> all, String name, String given, List<Diagnosis> other) {
    String bare = visible(given);
    all.add(new CandidateSecret(name, Secret.of(bare), other));
    String unquoted = QUOTES.matcher(bare).replaceAll("");
    if (!unquoted.isEmpty() && !unquoted.equals(bare)) {
      all.add(new CandidateSecret(name, Secret.of(unquoted), and(other, Diagnosis.SECRET_QUOTED)));
    }
    Set<String> longer = new LinkedHashSet<>(List.of(bare + "\n", bare + "\r\n", bare + " "));
    if (!given.equals(bare)) {
      longer.add(given);
    }
    List<Diagnosis> diagnoses = and(other, Diagnosis.SIGNED_WITH_LINE_BREAK);
    longer.forEach(value -> all.add(new CandidateSecret(name, Secret.of(value), diagnoses)));
  }

  /** Returns the secret without white space and invisible characters, which no secret has. */
  static String visible(String secret) {
    return secret.replaceAll("[\\s\\p{Z}\\p{C}]", "");
  }

  private static List<Diagnosis> and(List<Diagnosis> diagnoses, Diagnosis diagnosis) {
    List<Diagnosis> both = new ArrayList<>(diagnoses);
    both.add(diagnosis);
    return List.copyOf(both);
  }

  /** Returns whether this secret is worth trying with every variant of the body. */
  boolean isLikely() {
    return !diagnoses.contains(Diagnosis.SIGNED_WITH_LINE_BREAK);
  }

  /** Returns whether one of the signatures is that of the prefix and the body. */
  boolean hasSigned(byte[] prefix, byte[] body, List<byte[]> signatures) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(prefix);
      byte[] expected = mac.doFinal(body);
      return signatures.stream().anyMatch(signature -> MessageDigest.isEqual(expected, signature));
    } catch (GeneralSecurityException e) { // every Java platform has it, for any key
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }
}
