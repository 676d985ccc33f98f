package ai.peeker.partner.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts JSON into its parts. Lenient: whether a word is a number is not asked. */
final class JsonTreeReader {
  private static final int DEEPEST = 200; // no webhook is; the recursion needs some bound
  private static final String WHITE_SPACE = " \t\r\n";
  private static final String ENDS_OF_A_WORD = WHITE_SPACE + "{}[],:\"";

  private final String text;
  private int at;

  JsonTreeReader(String text) {
    this.text = text;
  }

  Optional<JsonTree> read() {
    try {
      JsonTree tree = value(0);
      skipWhiteSpace();
      return at == text.length() ? Optional.of(tree) : Optional.empty();
    } catch (NoJsonException e) {
      return Optional.empty();
    }
  }

  private JsonTree value(int depth) {
    char first = next();
    if (depth > DEEPEST) {
      throw new NoJsonException();
    }
    return switch (first) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> string();
      default -> word();
    };
  }

  private JsonTree members(int depth) {
    List<JsonTree.Member> members = new ArrayList<>();
    at++;
    while (next() != '}') {
      if (!members.isEmpty()) {
        expect(',');
      }
      JsonTree.Token key = string();
      expect(':');
      members.add(new JsonTree.Member(key, value(depth + 1)));
    }
    at++;
    return new JsonTree.Members(members);
  }

  private JsonTree items(int depth) {
    List<JsonTree> items = new ArrayList<>();
    at++;
    while (next() != ']') {
      if (!items.isEmpty()) {
        expect(',');
      }
      items.add(value(depth + 1));
    }
    at++;
    return new JsonTree.Items(items);
  }

  private JsonTree.Token string() {
    if (next() != '"') {
      throw new NoJsonException();
    }
    int start = at;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new NoJsonException();
    }
    at++;
    return new JsonTree.Token(text.substring(start, at));
  }

  private JsonTree word() {
    int start = at;
    while (at < text.length() && ENDS_OF_A_WORD.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw new NoJsonException();
    }
    return new JsonTree.Token(text.substring(start, at));
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw new NoJsonException();
    }
    at++;
    next();
  }

  /** The next character that is no white space, which is then the one to read. */
  private char next() {
    skipWhiteSpace();
    if (at >= text.length()) {
      throw new NoJsonException();
    }
    return text.charAt(at);
  }

  private void skipWhiteSpace() {
    while (at < text.length() && WHITE_SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static final class NoJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
