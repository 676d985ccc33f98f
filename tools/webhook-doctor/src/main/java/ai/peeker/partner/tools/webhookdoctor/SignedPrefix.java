package ai.peeker.partner.tools.webhookdoctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A prefix that may have been signed before the body.
 *
 * @param value the prefix, such as {@code 1778241600.evt_1.}
 * @param diagnoses the faults of the delivery if this prefix was signed
 */
record SignedPrefix(String value, List<Diagnosis> diagnoses) {
  /** Returns the candidates, the correct one first. */
  static List<SignedPrefix> of(String timestamp, String eventId, byte[] body) {
    List<SignedPrefix> all = new ArrayList<>();
    boolean milliseconds = isInMilliseconds(timestamp);
    List<Diagnosis> asGiven = milliseconds ? List.of(Diagnosis.SIGNED_IN_MILLISECONDS) : List.of();
    all.add(new SignedPrefix(join(timestamp, eventId), asGiven));
    Diagnosis swapped =
        timestamp.matches("[0-9]+") ? Diagnosis.SIGNED_IN_WRONG_ORDER : Diagnosis.HEADERS_SWAPPED;
    all.add(new SignedPrefix(join(eventId, timestamp), List.of(swapped)));
    if (milliseconds) {
      String seconds = timestamp.substring(0, 10);
      all.add(
          new SignedPrefix(join(seconds, eventId), List.of(Diagnosis.TIMESTAMP_IN_MILLISECONDS)));
    }
    idOf(body)
        .filter(id -> !id.equals(eventId))
        .map(id -> new SignedPrefix(join(timestamp, id), List.of(Diagnosis.EVENT_ID_DIFFERS)))
        .ifPresent(all::add);
    return all;
  }

  private static Optional<String> idOf(byte[] body) {
    return JsonTree.parse(new String(body, StandardCharsets.UTF_8))
        .flatMap(json -> json.string("id"));
  }

  static boolean isInMilliseconds(String timestamp) {
    return timestamp.matches("[0-9]{13}");
  }

  private static String join(String first, String second) {
    return first + "." + second + ".";
  }

  byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
