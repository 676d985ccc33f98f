package ai.peeker.partner.examples;

import java.util.Iterator;

/** The white space that programs put between the parts of JSON. */
enum JsonLayout {
  COMPACT("", "", ",", ":"),
  SPACED("", "", ", ", ": "),
  INDENTED_BY_2("\n", "  ", ",", ": "),
  INDENTED_BY_4("\n", "    ", ",", ": "),
  INDENTED_BY_TABS("\n", "\t", ",", ": "),
  INDENTED_BY_2_CRLF("\r\n", "  ", ",", ": ");

  private final String lineEnd;
  private final String indent;
  private final String comma;
  private final String colon;

  JsonLayout(String lineEnd, String indent, String comma, String colon) {
    this.lineEnd = lineEnd;
    this.indent = indent;
    this.comma = comma;
    this.colon = colon;
  }

  String write(JsonTree tree, JsonText texts) {
    StringBuilder out = new StringBuilder();
    write(tree, texts, 0, out);
    return out.toString();
  }

  private void write(JsonTree tree, JsonText texts, int depth, StringBuilder out) {
    if (tree instanceof JsonTree.Token token) {
      out.append(texts.write(token.raw()));
    } else if (tree instanceof JsonTree.Items array) {
      out.append('[');
      for (Iterator<JsonTree> items = array.items().iterator(); items.hasNext(); ) {
        breakLine(depth + 1, out);
        write(items.next(), texts, depth + 1, out);
        end(items.hasNext(), depth, out);
      }
      out.append(']');
    } else if (tree instanceof JsonTree.Members object) {
      out.append('{');
      for (Iterator<JsonTree.Member> members = object.members().iterator(); members.hasNext(); ) {
        JsonTree.Member member = members.next();
        breakLine(depth + 1, out);
        out.append(texts.write(member.key().raw())).append(colon);
        write(member.value(), texts, depth + 1, out);
        end(members.hasNext(), depth, out);
      }
      out.append('}');
    }
  }

  private void end(boolean more, int depth, StringBuilder out) {
    if (more) {
      out.append(comma);
    } else {
      breakLine(depth, out);
    }
  }

  private void breakLine(int depth, StringBuilder out) {
    out.append(lineEnd).append(indent.repeat(depth));
  }
}
