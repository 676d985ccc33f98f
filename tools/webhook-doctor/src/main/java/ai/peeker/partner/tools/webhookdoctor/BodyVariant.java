package ai.peeker.partner.tools.webhookdoctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A body that may have been signed.
 *
 * @param diagnoses the changes that made the received body of it
 * @param text the characters
 * @param charset the encoding of the characters
 */
record BodyVariant(List<Diagnosis> diagnoses, String text, Charset charset) {
  static BodyVariant of(String text, Diagnosis... diagnoses) {
    return new BodyVariant(List.of(diagnoses), text, StandardCharsets.UTF_8);
  }

  BodyVariant withText(String newText, Diagnosis... more) {
    return new BodyVariant(and(more), newText, charset);
  }

  BodyVariant withCharset(Charset newCharset, Diagnosis diagnosis) {
    return new BodyVariant(and(diagnosis), text, newCharset);
  }

  private List<Diagnosis> and(Diagnosis... more) {
    List<Diagnosis> all = new ArrayList<>(diagnoses);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  byte[] bytes() {
    return text.getBytes(charset);
  }
}
