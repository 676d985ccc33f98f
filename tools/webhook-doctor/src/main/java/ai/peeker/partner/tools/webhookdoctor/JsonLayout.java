package ai.peeker.partner.tools.webhookdoctor;

import java.util.Iterator;

/**
 * The whitespace that programs write between the tokens of JSON. Jackson's generator cannot write
 * strings and property names with the escapes that they had, so that the layouts are written here.
 */
enum JsonLayout {
  COMPACT("", "", ",", ":"),
  SPACED("", "", ", ", ": "),
  INDENTED_BY_2("\n", "  ", ",", ": "),
  INDENTED_BY_4("\n", "    ", ",", ": "),
  INDENTED_BY_TABS("\n", "\t", ",", ": "),
  INDENTED_BY_2_CRLF("\r\n", "  ", ",", ": ");

  private final String lineBreak;
  private final String indent;
  private final String comma;
  private final String colon;

  JsonLayout(String lineBreak, String indent, String comma, String colon) {
    this.lineBreak = lineBreak;
    this.indent = indent;
    this.comma = comma;
    this.colon = colon;
  }

  String write(JsonTree tree, StringStyle style) {
    StringBuilder out = new StringBuilder();
    write(tree, style, 0, out);
    return out.toString();
  }

  private void write(JsonTree tree, StringStyle style, int depth, StringBuilder out) {
    if (tree instanceof JsonTree.Scalar scalar) {
      out.append(style.write(scalar));
    } else if (tree instanceof JsonTree.JsonArray array) {
      out.append('[');
      for (Iterator<JsonTree> elements = array.elements().iterator(); elements.hasNext(); ) {
        startLine(depth + 1, out);
        write(elements.next(), style, depth + 1, out);
        endElement(elements.hasNext(), depth, out);
      }
      out.append(']');
    } else if (tree instanceof JsonTree.JsonObject object) {
      out.append('{');
      for (Iterator<JsonTree.Property> all = object.properties().iterator(); all.hasNext(); ) {
        JsonTree.Property property = all.next();
        startLine(depth + 1, out);
        out.append(style.write(property.nameToken())).append(colon);
        write(property.value(), style, depth + 1, out);
        endElement(all.hasNext(), depth, out);
      }
      out.append('}');
    }
  }

  private void endElement(boolean more, int depth, StringBuilder out) {
    if (more) {
      out.append(comma);
    } else {
      startLine(depth, out);
    }
  }

  private void startLine(int depth, StringBuilder out) {
    out.append(lineBreak).append(indent.repeat(depth));
  }
}
