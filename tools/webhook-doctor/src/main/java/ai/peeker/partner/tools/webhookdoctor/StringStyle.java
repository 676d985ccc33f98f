package ai.peeker.partner.tools.webhookdoctor;

import java.util.HexFormat;

/** The escapes that programs write in JSON strings. */
enum StringStyle {
  AS_RECEIVED(false, false, false),
  PLAIN(false, false, false),
  ASCII(true, false, false),
  ASCII_UPPERCASE(true, true, false),
  PLAIN_WITH_SLASHES(false, false, true),
  ASCII_WITH_SLASHES(true, false, true);

  private static final HexFormat LOWERCASE_HEX = HexFormat.of();
  private static final HexFormat UPPERCASE_HEX = LOWERCASE_HEX.withUpperCase();

  private final boolean ascii;
  private final boolean uppercase;
  private final boolean slashes;

  StringStyle(boolean ascii, boolean uppercase, boolean slashes) {
    this.ascii = ascii;
    this.uppercase = uppercase;
    this.slashes = slashes;
  }

  /** Returns the token in this style. */
  String write(JsonTree.Scalar scalar) {
    String string = scalar.string();
    if (this == AS_RECEIVED || string == null) {
      return scalar.source();
    }
    StringBuilder out = new StringBuilder("\"");
    string.chars().forEach(c -> append(out, (char) c));
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
          out.append("\\u").append((uppercase ? UPPERCASE_HEX : LOWERCASE_HEX).toHexDigits(c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
