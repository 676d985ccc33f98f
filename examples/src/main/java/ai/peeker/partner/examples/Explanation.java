package ai.peeker.partner.examples;

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
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery fails. It asks of other forms of the delivery, one by one, whether the signature
 * is theirs; what such a form differs in is the cause.
 */
final class Explanation {
  private static final long MOST_BYTES = 512L << 20; // some seconds; more is not worth the wait
  private static final Pattern DIGITS =
      Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");

  private final byte[] body;
  private final String timestamp;
  private final String eventId;
  private final String signature;
  private final List<byte[]> signed;
  private final Map<String, Secret> secrets;
  private final List<SigningSecret> signers;
  private final Set<Cause> seen = EnumSet.noneOf(Cause.class);
  private long tried;
  private long bytes;

  Explanation(RecordedDelivery delivery, Map<String, Secret> secrets) {
    this.body = delivery.body();
    this.timestamp = bare(delivery.timestamp());
    this.eventId = bare(delivery.eventId());
    this.signature = bare(delivery.signature());
    if (!List.of(timestamp, eventId, signature)
        .equals(List.of(delivery.timestamp(), delivery.eventId(), delivery.signature()))) {
      seen.add(Cause.HEADER_QUOTED);
    }
    this.signed =
        DIGITS
            .matcher(signature)
            .results()
            .map(MatchResult::group)
            .map(HexFormat.of()::parseHex)
            .toList();
    this.secrets = secrets;
    this.signers = SigningSecret.of(secrets);
  }

  /** A header value without white space and quotes around it. */
  private static String bare(String value) {
    return value.strip().replaceAll("^[\"']|[\"']$", "").strip();
  }

  List<String> lines() {
    lookAtSignature();
    lookAtTimestamp();
    Match match = signed.isEmpty() ? null : find();
    List<String> lines = new ArrayList<>();
    secrets.forEach(
        (name, secret) -> {
          if (!secret.reveal().equals(secret.reveal().strip())) {
            lines.add(Cause.SECRET_WITH_WHITE_SPACE.text(name));
          }
        });
    String name = match == null ? "" : match.signer().name();
    if (match != null) {
      seen.addAll(match.causes());
      if (seen.contains(Cause.MILLISECONDS_SIGNED)) {
        seen.remove(Cause.MILLISECONDS);
      }
      if (match.causes().isEmpty()) {
        seen.add(Cause.SIGNATURE_RIGHT);
      }
    }
    seen.forEach(cause -> lines.add(cause.text(name)));
    if (match == null && !signed.isEmpty()) {
      lines.addAll(nothingFound());
    }
    return lines.stream().map(line -> "  - " + line).toList();
  }

  private void lookAtSignature() {
    if (signed.isEmpty()) {
      seen.add(Cause.SIGNATURE_WITHOUT_DIGITS);
    } else if (signature.startsWith("V1=")) {
      seen.add(Cause.SIGNATURE_VERSION_IN_UPPER_CASE);
    } else if (!signature.contains("v1=")) {
      seen.add(Cause.SIGNATURE_WITHOUT_VERSION);
    }
  }

  private void lookAtTimestamp() {
    if (timestamp.matches("[0-9]{13}")) {
      seen.add(Cause.MILLISECONDS);
    }
    if (!timestamp.matches("[0-9]+") && eventId.matches("[0-9]+")) {
      seen.add(Cause.SWAPPED);
    }
  }

  private @Nullable Match find() {
    List<Beginning> beginnings = beginnings();
    List<SigningSecret> likely = signers.stream().filter(SigningSecret::likely).toList();
    return match(signers, beginnings, List.of(), body)
        .or(
            () ->
                BodyForms.find(body, form -> spent() || matches(likely, beginnings, form))
                    .flatMap(form -> match(likely, beginnings, form.causes(), form.bytes())))
        .orElse(null);
  }

  private boolean matches(List<SigningSecret> likely, List<Beginning> beginnings, BodyForm form) {
    return match(likely, beginnings, form.causes(), form.bytes()).isPresent();
  }

  private boolean spent() {
    return bytes >= MOST_BYTES;
  }

  private Optional<Match> match(
      List<SigningSecret> signers, List<Beginning> beginnings, List<Cause> causes, byte[] body) {
    for (SigningSecret signer : signers) {
      for (Beginning beginning : beginnings) {
        if (signs(signer, beginning, body)) {
          return Optional.of(new Match(signer, beginning.cause(), causes));
        }
      }
    }
    return Optional.empty();
  }

  private boolean signs(SigningSecret signer, Beginning beginning, byte[] body) {
    tried++;
    bytes += body.length;
    return signer.signed(beginning.text().getBytes(StandardCharsets.UTF_8), body, signed);
  }

  /** What may stand before the body; first what should. */
  private List<Beginning> beginnings() {
    List<Beginning> all = new ArrayList<>();
    boolean milliseconds = timestamp.matches("[0-9]{13}");
    all.add(
        new Beginning(
            timestamp + "." + eventId + ".", milliseconds ? Cause.MILLISECONDS_SIGNED : null));
    Cause swapped = timestamp.matches("[0-9]+") ? Cause.SWAPPED_BY_SIGNER : Cause.SWAPPED;
    all.add(new Beginning(eventId + "." + timestamp + ".", swapped));
    if (milliseconds) {
      all.add(new Beginning(timestamp.substring(0, 10) + "." + eventId + ".", Cause.MILLISECONDS));
    }
    JsonTree.idOf(body)
        .filter(id -> !id.equals(eventId))
        .ifPresent(id -> all.add(new Beginning(timestamp + "." + id + ".", Cause.ID_OF_THE_BODY)));
    return all;
  }

  private List<String> nothingFound() {
    List<String> lines = new ArrayList<>();
    lines.add(
        (spent() ? "The body is large: only the first " : "All ")
            + tried
            + " other forms were tried, and the signature belongs to none. Either the secret is"
            + " another one than the partner portal shows for this URL, or the body was changed in"
            + " another way: record the raw bytes before anything reads them.");
    if (secrets.size() == 1) {
      lines.add(
          "Only "
              + VerifyWebhook.SECRET
              + " was tried. Set "
              + VerifyWebhook.SANDBOX_SECRET
              + " to try a second one.");
    }
    if (new String(body, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0) {
      lines.add(
          "The body is no UTF-8 or holds the replacement character U+FFFD: it was read with a wrong"
              + " charset somewhere, and what was replaced is lost.");
    }
    return lines;
  }

  /** What is signed before the body, and what it says of the delivery if it was. */
  private record Beginning(String text, @Nullable Cause cause) {}

  /** A form of the delivery that was signed. */
  private record Match(SigningSecret signer, List<Cause> causes) {
    Match(SigningSecret signer, @Nullable Cause beginning, List<Cause> body) {
      this(signer, new ArrayList<>(signer.causes()));
      if (beginning != null) {
        causes.add(beginning);
      }
      causes.addAll(body);
    }
  }
}
