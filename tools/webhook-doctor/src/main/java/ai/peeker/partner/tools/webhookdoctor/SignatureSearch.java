package ai.peeker.partner.tools.webhookdoctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Searches for the secret, the prefix and the variant of the body that a signature matches. */
final class SignatureSearch {
  private static final long MAX_HASHED_BYTES = 512L << 20; // a few seconds

  private final List<CandidateSecret> secrets;
  private final List<SignedPrefix> prefixes;
  private final List<byte[]> signatures;
  private long attempts;
  private long hashedBytes;

  SignatureSearch(
      List<CandidateSecret> secrets, List<SignedPrefix> prefixes, List<byte[]> signatures) {
    this.secrets = secrets;
    this.prefixes = prefixes;
    this.signatures = signatures;
  }

  /**
   * A combination that the signature matches.
   *
   * @param secretName the environment variable of the secret
   * @param diagnoses the faults of the delivery; empty if the signature is valid
   */
  record Match(String secretName, List<Diagnosis> diagnoses) {}

  /** Returns the first match: of the body as it is, then of its variants. */
  Optional<Match> find(byte[] body) {
    List<CandidateSecret> likely = secrets.stream().filter(CandidateSecret::isLikely).toList();
    return match(secrets, body, List.of())
        .or(
            () ->
                BodyVariants.find(body, each -> isExhausted() || match(likely, each).isPresent())
                    .flatMap(variant -> match(likely, variant)));
  }

  /** Returns whether the search ended early because the body is large. */
  boolean isExhausted() {
    return hashedBytes >= MAX_HASHED_BYTES;
  }

  /** Returns the number of combinations that were tried. */
  long attempts() {
    return attempts;
  }

  private Optional<Match> match(List<CandidateSecret> candidates, BodyVariant variant) {
    return match(candidates, variant.bytes(), variant.diagnoses());
  }

  private Optional<Match> match(
      List<CandidateSecret> candidates, byte[] body, List<Diagnosis> ofBody) {
    for (CandidateSecret secret : candidates) {
      for (SignedPrefix prefix : prefixes) {
        attempts++;
        hashedBytes += body.length;
        if (secret.hasSigned(prefix.bytes(), body, signatures)) {
          List<Diagnosis> diagnoses = new ArrayList<>(secret.diagnoses());
          diagnoses.addAll(prefix.diagnoses());
          diagnoses.addAll(ofBody);
          return Optional.of(new Match(secret.name(), diagnoses));
        }
      }
    }
    return Optional.empty();
  }
}
