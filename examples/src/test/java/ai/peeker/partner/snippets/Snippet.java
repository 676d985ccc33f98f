package ai.peeker.partner.snippets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A code block of a Markdown file or of a Javadoc comment.
 *
 * @param file the file that contains it
 * @param firstLine the line number of its first line in the file
 * @param lines its lines
 */
record Snippet(Path file, int firstLine, List<String> lines) {
  private static final Pattern JAVADOC_START = Pattern.compile("^\\s*\\* <pre>\\{@code\\s*$");
  private static final Pattern JAVADOC_END = Pattern.compile("^\\s*\\* }</pre>\\s*$");

  static List<Snippet> ofMarkdown(Path file) throws IOException {
    return between(
        file, Pattern.compile("^\\s*```java\\b.*"), Pattern.compile("^\\s*```\\s*$"), false);
  }

  static List<Snippet> ofComments(Path file) throws IOException {
    return between(file, JAVADOC_START, JAVADOC_END, true);
  }

  /** Returns the code blocks of a language, such as xml. */
  static List<Snippet> ofMarkdown(Path file, String language) throws IOException {
    return between(
        file,
        Pattern.compile("^\\s*```" + language + "\\b.*"),
        Pattern.compile("^\\s*```\\s*$"),
        false);
  }

  private static List<Snippet> between(Path file, Pattern start, Pattern end, boolean starred)
      throws IOException {
    List<Snippet> found = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (start.matcher(lines.get(i)).matches()) {
        List<String> inside = new ArrayList<>();
        int first = i + 2;
        for (i++; i < lines.size() && !end.matcher(lines.get(i)).matches(); i++) {
          inside.add(starred ? lines.get(i).replaceFirst("^\\s*\\* ?", "") : lines.get(i));
        }
        if (i == lines.size()) {
          throw new AssertionError(file + ":" + (first - 1) + ": the block is not closed");
        }
        found.add(new Snippet(file, first, List.copyOf(inside)));
      }
    }
    return found;
  }

  /** Returns the file and the line. */
  String place() {
    return file.getFileName() + ":" + firstLine;
  }

  String text() {
    return String.join("\n", lines);
  }
}
