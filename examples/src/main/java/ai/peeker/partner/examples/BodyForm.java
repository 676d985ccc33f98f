package ai.peeker.partner.examples;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the body may have been when it was signed.
 *
 * @param causes what was done to it since
 * @param text the characters
 * @param charset how they were bytes
 */
record BodyForm(List<Cause> causes, String text, Charset charset) {
  static BodyForm of(String text, Cause... causes) {
    return new BodyForm(List.of(causes), text, StandardCharsets.UTF_8);
  }

  BodyForm with(String newText, Cause... more) {
    return new BodyForm(and(more), newText, charset);
  }

  BodyForm in(Charset newCharset, Cause cause) {
    return new BodyForm(and(cause), text, newCharset);
  }

  private List<Cause> and(Cause... more) {
    List<Cause> all = new ArrayList<>(causes);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  byte[] bytes() {
    return text.getBytes(charset);
  }
}
