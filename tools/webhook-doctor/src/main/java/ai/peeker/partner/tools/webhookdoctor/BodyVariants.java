package ai.peeker.partner.tools.webhookdoctor;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Enumerates the bodies that may have been signed, the likely ones first. */
final class BodyVariants {
  private static final String BOM = "\uFEFF";
  private static final List<Charset> WESTERN =
      Stream.of("windows-1252", "ISO-8859-1")
          .filter(Charset::isSupported)
          .map(Charset::forName)
          .toList();
  private static final List<Charset> UTF_16 =
      List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  private BodyVariants() {}

  /**
   * Returns the first accepted variant. There are thousands, each as large as the body, so that
   * each is built only after the previous one was rejected.
   */
  static Optional<BodyVariant> find(byte[] body, Predicate<BodyVariant> accepted) {
    List<BodyVariant> decoded = decode(body);
    for (BodyVariant text : decoded) {
      Optional<BodyVariant> found = findInText(text, accepted);
      if (found.isPresent()) {
        return found;
      }
    }
    for (BodyVariant text : decoded) {
      Optional<BodyVariant> found = JsonVariants.find(text, accepted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<BodyVariant> findInText(
      BodyVariant text, Predicate<BodyVariant> accepted) {
    for (BodyVariant lines : withOtherLineBreaks(text)) {
      for (BodyVariant end : withOtherEnd(lines)) {
        for (BodyVariant variant : withOtherEncodings(end)) {
          if (accepted.test(variant)) {
            return Optional.of(variant);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the strings that the bytes may represent. */
  private static List<BodyVariant> decode(byte[] body) {
    List<BodyVariant> texts = new ArrayList<>();
    Optional<String> utf8 = decode(body, StandardCharsets.UTF_8);
    utf8.ifPresent(text -> texts.add(BodyVariant.of(text)));
    if (looksLikeUtf16(body)) {
      for (Charset charset : UTF_16) {
        decode(body, charset)
            .ifPresent(text -> texts.add(BodyVariant.of(text, Diagnosis.ENCODED_AS_UTF_16)));
      }
    }
    for (Charset western : WESTERN) {
      utf8.map(text -> encodedOnce(text, western))
          .orElseGet(
              () ->
                  decode(body, western)
                      .map(text -> BodyVariant.of(text, Diagnosis.ENCODED_AS_LATIN_1)))
          .ifPresent(texts::add);
    }
    return texts.stream().flatMap(BodyVariants::withoutBom).toList();
  }

  private static Optional<BodyVariant> encodedOnce(String text, Charset charset) {
    return encode(text, charset)
        .flatMap(bytes -> decode(bytes, StandardCharsets.UTF_8))
        .filter(once -> !once.equals(text))
        .map(once -> BodyVariant.of(once, Diagnosis.ENCODED_TWICE));
  }

  /** JSON contains ASCII characters, each of which has a zero byte in UTF-16. */
  private static boolean looksLikeUtf16(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
  }

  private static Stream<BodyVariant> withoutBom(BodyVariant variant) {
    if (!variant.text().startsWith(BOM)) {
      return Stream.of(variant);
    }
    String rest = variant.text().substring(BOM.length());
    boolean partOfUtf16 = variant.diagnoses().contains(Diagnosis.ENCODED_AS_UTF_16);
    return Stream.of(
        partOfUtf16 ? variant.withText(rest) : variant.withText(rest, Diagnosis.BOM_ADDED),
        variant);
  }

  private static List<BodyVariant> withOtherLineBreaks(BodyVariant variant) {
    List<BodyVariant> variants = new ArrayList<>(List.of(variant));
    String lf = variant.text().replace("\r\n", "\n");
    for (String text : List.of(lf, lf.replace("\n", "\r\n"))) {
      if (!text.equals(variant.text())) {
        variants.add(variant.withText(text, Diagnosis.LINE_BREAKS_CHANGED));
      }
    }
    return variants;
  }

  private static List<BodyVariant> withOtherEnd(BodyVariant variant) {
    String text = variant.text();
    String stripped = text.stripTrailing();
    Stream<BodyVariant> shorter =
        Stream.of(text.replaceFirst("\\r?\\n\\z", ""), stripped, stripped + "\n")
            .filter(other -> other.length() < text.length())
            .map(other -> variant.withText(other, Diagnosis.TRAILING_WHITESPACE_ADDED));
    Stream<BodyVariant> longer =
        Stream.of("\n", "\r\n", " ")
            .map(end -> variant.withText(text + end, Diagnosis.TRAILING_WHITESPACE_REMOVED));
    return Stream.of(Stream.of(variant), shorter, longer).flatMap(each -> each).toList();
  }

  private static List<BodyVariant> withOtherEncodings(BodyVariant variant) {
    List<BodyVariant> variants = new ArrayList<>(List.of(variant));
    BodyVariant withBom = variant.withText(BOM + variant.text(), Diagnosis.BOM_REMOVED);
    variants.add(withBom);
    if (differsInLatin1(variant.text())) {
      variants.add(variant.withCharset(StandardCharsets.ISO_8859_1, Diagnosis.SIGNED_AS_LATIN_1));
    }
    for (Charset charset : UTF_16) {
      variants.add(variant.withCharset(charset, Diagnosis.SIGNED_AS_UTF_16));
      variants.add(
          variant.withText(withBom.text()).withCharset(charset, Diagnosis.SIGNED_AS_UTF_16));
    }
    return variants;
  }

  /** Latin-1 bytes that are valid UTF-8 are ASCII, or the text was encoded twice. */
  private static boolean differsInLatin1(String text) {
    return encode(text, StandardCharsets.ISO_8859_1)
        .filter(bytes -> decode(bytes, StandardCharsets.UTF_8).isEmpty())
        .isPresent();
  }

  private static Optional<String> decode(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> encode(String text, Charset charset) {
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
