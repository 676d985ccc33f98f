package ai.peeker.partner.snippets;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.SimpleJavaFileObject;

/** A snippet as a class to compile, in which the number of lines is the same. */
final class SnippetSource extends SimpleJavaFileObject {
  /** The method that contains the statements of a snippet. */
  static final String METHOD = "snippet";

  /** The imports of snippets that have none. */
  private static final List<String> IMPORTS =
      List.of(
          "ai.peeker.partner.*",
          "ai.peeker.partner.api.*",
          "ai.peeker.partner.bucket4j.*",
          "ai.peeker.partner.call.*",
          "ai.peeker.partner.domain.*",
          "ai.peeker.partner.error.*",
          "ai.peeker.partner.micrometer.*",
          "ai.peeker.partner.model.*",
          "ai.peeker.partner.order.*",
          "ai.peeker.partner.plan.*",
          "ai.peeker.partner.poll.*",
          "ai.peeker.partner.ratelimit.*",
          "ai.peeker.partner.testing.*",
          "ai.peeker.partner.testing.junit.*",
          "ai.peeker.partner.webhook.*",
          "ai.peeker.partner.webhook.store.*",
          "io.github.bucket4j.*",
          "java.io.*",
          "java.net.URI",
          "java.nio.charset.StandardCharsets",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.CompletableFuture",
          "java.util.function.Supplier",
          "okhttp3.OkHttpClient",
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.api.extension.RegisterExtension",
          "static ai.peeker.partner.testing.assertj.PeekerAssertions.assertThat",
          "static org.assertj.core.api.Assertions.assertThat",
          "static org.assertj.core.api.Assertions.assertThatThrownBy");

  private static final Pattern IMPORT = Pattern.compile("^import .*;.*$");
  private static final Pattern TYPE =
      Pattern.compile("^((public|final|abstract|sealed) )*(class|interface|record|enum) .*");
  private static final Pattern MEMBER =
      Pattern.compile("^(@\\w+.*|(public|private|protected|static) .*|void \\w+\\(.*)");

  private final Snippet snippet;
  private final String content;
  private final int linesBefore;

  SnippetSource(Snippet snippet, int number) {
    super(URI.create("string:///snippets/Snippet" + number + ".java"), Kind.SOURCE);
    this.snippet = snippet;
    String before = "package snippets; " + imports(snippet) + opening(snippet, number);
    String body =
        snippet.lines().stream()
            .map(line -> IMPORT.matcher(line).matches() ? "" : line)
            .collect(joining("\n"));
    this.linesBefore = 1;
    this.content = before + "\n" + body + "\n" + closing(snippet);
  }

  private static String imports(Snippet snippet) {
    List<String> own = snippet.lines().stream().filter(IMPORT.asMatchPredicate()).toList();
    return own.isEmpty()
        ? IMPORTS.stream().map(name -> "import " + name + "; ").collect(joining())
        : String.join(" ", own) + " ";
  }

  private static String opening(Snippet snippet, int number) {
    if (startsWith(snippet, TYPE)) {
      return "";
    }
    String name = "Snippet" + number;
    String type =
        "public class "
            + name
            + " extends ai.peeker.partner.snippets.SnippetBase { public "
            + name
            + "(ai.peeker.partner.testing.LocalPeeker p) { super(p); } ";
    return type
        + (startsWith(snippet, MEMBER) ? "" : "public void " + METHOD + "() throws Exception {");
  }

  private static String closing(Snippet snippet) {
    if (startsWith(snippet, TYPE)) {
      return "";
    }
    return startsWith(snippet, MEMBER) ? "}" : "}}";
  }

  private static boolean startsWith(Snippet snippet, Pattern pattern) {
    return code(snippet).findFirst().filter(pattern.asMatchPredicate()).isPresent();
  }

  private static Stream<String> code(Snippet snippet) {
    return snippet.lines().stream()
        .filter(line -> !line.isBlank() && !line.startsWith("//") && !line.startsWith("import "));
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return content;
  }

  /** Returns the file, the line and the message of a compiler error. */
  String describe(Diagnostic<?> error) {
    long line = snippet.firstLine() + error.getLineNumber() - linesBefore - 1;
    return snippet.file() + ":" + line + ": " + error.getMessage(Locale.ROOT);
  }
}
