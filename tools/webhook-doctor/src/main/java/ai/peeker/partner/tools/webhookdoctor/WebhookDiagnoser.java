package ai.peeker.partner.tools.webhookdoctor;

import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Diagnoses why a delivery does not verify. */
final class WebhookDiagnoser {
  private static final Pattern HEX_DIGITS =
      Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");

  private final byte[] body;
  private final String timestamp;
  private final String eventId;
  private final String signature;
  private final Map<String, Secret> secrets;
  private final List<byte[]> signatures;
  private final SignatureSearch search;
  private final Set<Diagnosis> found = EnumSet.noneOf(Diagnosis.class);

  WebhookDiagnoser(Arguments delivery, Map<String, Secret> secrets) {
    this.body = delivery.body();
    this.timestamp = unquoted(delivery.timestamp());
    this.eventId = unquoted(delivery.eventId());
    this.signature = unquoted(delivery.signature());
    this.secrets = secrets;
    this.signatures =
        HEX_DIGITS
            .matcher(signature)
            .results()
            .map(MatchResult::group)
            .map(HexFormat.of()::parseHex)
            .toList();
    this.search =
        new SignatureSearch(
            CandidateSecret.of(secrets), SignedPrefix.of(timestamp, eventId, body), signatures);
  }

  private String unquoted(String header) {
    String bare = header.strip().replaceAll("^[\"']|[\"']$", "").strip();
    if (!bare.equals(header)) {
      found.add(Diagnosis.HEADER_QUOTED);
    }
    return bare;
  }

  /** Returns the lines to print. */
  List<String> diagnose() {
    inspectSignature();
    inspectTimestamp();
    Optional<SignatureSearch.Match> match =
        signatures.isEmpty() ? Optional.empty() : search.find(body);
    match.ifPresent(this::addDiagnosesOf);
    List<String> lines = new ArrayList<>(secretsWithWhitespace());
    String secretName = match.map(SignatureSearch.Match::secretName).orElse("");
    found.forEach(diagnosis -> lines.add(diagnosis.describe(secretName)));
    if (match.isEmpty() && !signatures.isEmpty()) {
      lines.addAll(adviceWithoutMatch());
    }
    return lines.stream().map(line -> "  - " + line).toList();
  }

  private void inspectSignature() {
    if (signatures.isEmpty()) {
      found.add(Diagnosis.SIGNATURE_MALFORMED);
    } else if (signature.startsWith("V1=")) {
      found.add(Diagnosis.SIGNATURE_VERSION_UPPERCASE);
    } else if (!signature.contains("v1=")) {
      found.add(Diagnosis.SIGNATURE_VERSION_MISSING);
    }
  }

  private void inspectTimestamp() {
    if (SignedPrefix.isInMilliseconds(timestamp)) {
      found.add(Diagnosis.TIMESTAMP_IN_MILLISECONDS);
    }
    if (!timestamp.matches("[0-9]+") && eventId.matches("[0-9]+")) {
      found.add(Diagnosis.HEADERS_SWAPPED);
    }
  }

  private void addDiagnosesOf(SignatureSearch.Match match) {
    found.addAll(match.diagnoses());
    if (found.contains(Diagnosis.SIGNED_IN_MILLISECONDS)) {
      found.remove(Diagnosis.TIMESTAMP_IN_MILLISECONDS);
    }
    if (match.diagnoses().isEmpty()) {
      found.add(Diagnosis.SIGNATURE_VALID);
    }
  }

  private List<String> secretsWithWhitespace() {
    return secrets.entrySet().stream()
        .filter(entry -> isDamaged(entry.getValue().reveal()))
        .map(entry -> Diagnosis.SECRET_HAS_WHITESPACE.describe(entry.getKey()))
        .toList();
  }

  private static boolean isDamaged(String secret) {
    return !secret.equals(CandidateSecret.visible(secret));
  }

  private List<String> adviceWithoutMatch() {
    List<String> lines = new ArrayList<>();
    lines.add(
        (search.isExhausted() ? "The body is large: only the first " : "All ")
            + search.attempts()
            + " variants were tried, and the signature matches none. Either the secret differs"
            + " from the one that the partner portal shows for this URL, or the body was changed"
            + " in another way: record the raw bytes before anything reads them.");
    if (secrets.size() == 1) {
      lines.add(
          "Only %s was tried. Set %s to try a second secret."
              .formatted(WebhookDoctor.SECRET, WebhookDoctor.SANDBOX_SECRET));
    }
    if (new String(body, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0) {
      lines.add(
          "The body is not UTF-8 or contains the replacement character U+FFFD: it was decoded with"
              + " a wrong charset, and the replaced characters are lost.");
    }
    return lines;
  }
}
