package ai.peeker.partner.examples;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The forms that a body may have had when it was signed, the likely ones first. */
final class BodyForms {
  private static final String MARK = "\uFEFF";
  private static final List<Charset> WESTERN =
      Stream.of("windows-1252", "ISO-8859-1")
          .filter(Charset::isSupported)
          .map(Charset::forName)
          .toList();

  private BodyForms() {}

  /**
   * The first form that is wanted. They are thousands and may be large: each is made only when the
   * ones before it were not wanted.
   */
  static Optional<BodyForm> find(byte[] body, Predicate<BodyForm> wanted) {
    List<BodyForm> texts = texts(body);
    Optional<BodyForm> found = Optional.empty();
    for (Iterator<BodyForm> text = texts.iterator(); found.isEmpty() && text.hasNext(); ) {
      found = findAsText(text.next(), wanted);
    }
    for (Iterator<BodyForm> text = texts.iterator(); found.isEmpty() && text.hasNext(); ) {
      found = JsonForms.find(text.next(), wanted);
    }
    return found;
  }

  private static Optional<BodyForm> findAsText(BodyForm text, Predicate<BodyForm> wanted) {
    for (BodyForm lines : lineEnds(text)) {
      for (BodyForm ended : lastLineEnd(lines)) {
        for (BodyForm encoded : encodings(ended)) {
          if (wanted.test(encoded)) {
            return Optional.of(encoded);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The characters that the bytes may stand for. */
  private static List<BodyForm> texts(byte[] body) {
    List<BodyForm> texts = new ArrayList<>();
    Optional<String> utf8 = decoded(body, StandardCharsets.UTF_8);
    utf8.ifPresent(text -> texts.add(BodyForm.of(text)));
    if (looksLikeUtf16(body)) {
      for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        decoded(body, charset).ifPresent(text -> texts.add(BodyForm.of(text, Cause.UTF_16)));
      }
    }
    for (Charset western : WESTERN) {
      if (utf8.isEmpty()) {
        decoded(body, western).ifPresent(text -> texts.add(BodyForm.of(text, Cause.LATIN_1)));
      } else {
        encoded(utf8.get(), western)
            .flatMap(bytes -> decoded(bytes, StandardCharsets.UTF_8))
            .filter(text -> !text.equals(utf8.get()))
            .ifPresent(text -> texts.add(BodyForm.of(text, Cause.ENCODED_TWICE)));
      }
    }
    return texts.stream().flatMap(BodyForms::withoutMark).toList();
  }

  /** JSON has ASCII in it, which in UTF-16 brings zeros along. */
  private static boolean looksLikeUtf16(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
  }

  private static Stream<BodyForm> withoutMark(BodyForm form) {
    if (!form.text().startsWith(MARK)) {
      return Stream.of(form);
    }
    String rest = form.text().substring(MARK.length());
    boolean partOfUtf16 = form.causes().contains(Cause.UTF_16);
    return Stream.of(
        partOfUtf16
            ? new BodyForm(form.causes(), rest, form.charset())
            : form.with(rest, Cause.MARK_ADDED),
        form);
  }

  private static List<BodyForm> lineEnds(BodyForm form) {
    List<BodyForm> forms = new ArrayList<>(List.of(form));
    String lf = form.text().replace("\r\n", "\n");
    for (String text : List.of(lf, lf.replace("\n", "\r\n"))) {
      if (!text.equals(form.text())) {
        forms.add(form.with(text, Cause.LINE_ENDS_CHANGED));
      }
    }
    return forms;
  }

  private static List<BodyForm> lastLineEnd(BodyForm form) {
    String text = form.text();
    String stripped = text.stripTrailing();
    Stream<BodyForm> shorter =
        Stream.of(text.replaceFirst("\\r?\\n\\z", ""), stripped, stripped + "\n")
            .filter(other -> other.length() < text.length())
            .map(other -> form.with(other, Cause.LINE_END_ADDED));
    Stream<BodyForm> longer =
        Stream.of("\n", "\r\n", " ").map(end -> form.with(text + end, Cause.LINE_END_REMOVED));
    return Stream.of(Stream.of(form), shorter, longer).flatMap(forms -> forms).toList();
  }

  private static List<BodyForm> encodings(BodyForm form) {
    List<BodyForm> forms = new ArrayList<>(List.of(form));
    BodyForm marked = form.with(MARK + form.text(), Cause.MARK_REMOVED);
    forms.add(marked);
    if (differsInLatin1(form.text())) {
      forms.add(form.in(StandardCharsets.ISO_8859_1, Cause.SIGNED_IN_LATIN_1));
    }
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      forms.add(form.in(charset, Cause.SIGNED_IN_UTF_16));
      forms.add(
          new BodyForm(form.causes(), marked.text(), charset).in(charset, Cause.SIGNED_IN_UTF_16));
    }
    return forms;
  }

  /** Not where its bytes are UTF-8 again: then it is ASCII, or was encoded twice. */
  private static boolean differsInLatin1(String text) {
    return encoded(text, StandardCharsets.ISO_8859_1)
        .filter(bytes -> decoded(bytes, StandardCharsets.UTF_8).isEmpty())
        .isPresent();
  }

  private static Optional<String> decoded(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> encoded(String text, Charset charset) {
    try {
      ByteBuffer buffer = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return Optional.of(bytes);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
