package ai.peeker.partner.examples;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The characters of one JSON token, and the ways in which programs write them. */
enum JsonText {
  AS_GIVEN(false, false, false),
  PLAIN(false, false, false),
  ASCII(true, false, false),
  ASCII_IN_UPPER_CASE(true, true, false),
  PLAIN_WITH_SLASHES(false, false, true),
  ASCII_WITH_SLASHES(true, false, true);

  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)", Pattern.DOTALL);

  private static final HexFormat LOWER_CASE = HexFormat.of();
  private static final HexFormat UPPER_CASE = LOWER_CASE.withUpperCase();

  private final boolean ascii;
  private final boolean upperCase;
  private final boolean slashes;

  JsonText(boolean ascii, boolean upperCase, boolean slashes) {
    this.ascii = ascii;
    this.upperCase = upperCase;
    this.slashes = slashes;
  }

  /** The token as such a program would write it. */
  String write(String raw) {
    if (this == AS_GIVEN || !raw.startsWith("\"")) {
      return raw;
    }
    StringBuilder out = new StringBuilder("\"");
    meaning(raw).chars().forEach(c -> append(out, (char) c));
    return out.append('"').toString();
  }

  private void append(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '/' -> out.append(slashes ? "\\/" : "/");
      default -> {
        if (c < ' ' || (ascii && c > '~')) {
          out.append("\\u").append((upperCase ? UPPER_CASE : LOWER_CASE).toHexDigits(c));
        } else {
          out.append(c);
        }
      }
    }
  }

  /** The characters that a JSON text stands for; it comes with its quotes. */
  static String meaning(String raw) {
    String inner = raw.substring(1, raw.length() - 1);
    return ESCAPE
        .matcher(inner)
        .replaceAll(found -> Matcher.quoteReplacement(meaningOf(found.group())));
  }

  private static String meaningOf(String escape) {
    char letter = escape.charAt(1);
    if (escape.length() > 2) {
      return String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
    }
    int known = "bfnrt".indexOf(letter);
    return String.valueOf(known < 0 ? letter : "\b\f\n\r\t".charAt(known));
  }

  /** What a JSON parser would make of the token. */
  static @Nullable Object value(String raw) {
    if (raw.startsWith("\"")) {
      return meaning(raw);
    }
    return switch (raw) {
      case "null" -> null;
      case "true", "false" -> Boolean.valueOf(raw);
      default -> raw.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(raw) : number(raw);
    };
  }

  private static Object number(String raw) {
    try {
      return new BigDecimal(raw);
    } catch (NumberFormatException e) { // then it is no JSON, and only its place matters
      return raw;
    }
  }
}
